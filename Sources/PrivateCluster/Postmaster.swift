import Foundation
package import Glibc

/// The server process of one data folder: whether it lives, how it is started and stopped.
///
/// Nothing here locks; whoever starts or stops holds `cluster.lock`.
package struct Postmaster: Sendable {
    let installation: Installation
    let data: DataFolder
    let socket: SocketFolder
    let settings: ServerSettings

    package init(installation: Installation, data: DataFolder, home: String, settings: ServerSettings) {
        self.installation = installation
        self.data = data
        self.socket = SocketFolder(home: home, account: data.account)
        self.settings = settings
    }

    /// The folder for `host=` of a connection.
    package var socketFolder: String { socket.path }

    /// The process that the pid file names, if it is alive and really serves this folder.
    package var pid: pid_t? {
        Self.firstNumber(in: pidFile).flatMap { ServerProcesses.serves($0, folder: data.path) ? $0 : nil }
    }

    private var pidFile: String { "\(data.path)/postmaster.pid" }

    /// Whether somebody listens on the socket at this moment. Costs one connection that is closed without a word.
    package var isListening: Bool { UnixSocket.answers(socket.file) }

    /// Starts the server unless it runs, and returns when it accepts connections; crash recovery included.
    ///
    /// - Returns: true when this call started it, false when it ran already.
    @discardableResult
    package func start() async throws -> Bool {
        var failure: ClusterError?
        // More than one round, because a dying server may still answer when it is first looked at, and one that starts may be killed in its recovery.
        for _ in 0..<5 {
            // A server in another process namespace (a container sharing the folder) has no process that we can see, but it answers.
            if pid == nil && !isListening {
                try socket.prepare(for: data.account)
                try await ServerProcesses.clear(folder: data.path)
                removeForeignLocks()
                let options = settings.options(socket: socket)
                let outcome = try await control(["start", "-w", "-t", "3600", "-s", "-l", "startup.log", "-o", options])
                if outcome.status == 0 { return true }
                // A `pg_ctl` whose parent was killed may have started the server a moment before ours tried.
                guard pid != nil else {
                    failure = .failed(program: "pg_ctl start", detail: outcome.lastWords + "\n" + logTail())
                    continue
                }
            }
            if try await becomesReady() { return false }
        }
        throw failure ?? ClusterError.failed(program: "postgres", detail: logTail())
    }

    /// Stops the server and returns when it has gone; open transactions are rolled back. Does nothing when it does not run.
    package func stop() async throws {
        if let server = pid {
            for mode in [["-m", "fast", "-t", "60"], ["-m", "immediate", "-t", "60"]] {
                _ = try await control(["stop", "-w", "-s"] + mode)
                if pid == nil { break }
            }
            guard pid == nil else { throw ClusterError.failed(program: "pg_ctl stop", detail: logTail()) }
            // It removes the file with its number first, which is all that `pg_ctl` waits for, and ends a moment later.
            await ServerProcesses.waitForEnd(of: server, folder: data.path)
        }
        _ = rmdir(socket.path)
    }

    /// Waits for a server that somebody else started; false when it ends instead.
    private func becomesReady() async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(3600)
        let probe = Command(installation.program("pg_isready"), ["-q", "-h", socket.path, "-p", "\(SocketFolder.port)"])
        while try await probe.outcome().status != 0 {
            guard ContinuousClock.now < deadline, pid != nil || isListening else { return false }
            try await Task.sleep(for: .milliseconds(50))
        }
        return true
    }

    /// `pg_ctl` puts the paths of `-D` and `-l` into a shell command between plain double quotes; so it is run inside the data folder
    /// and sees only `.` and a bare file name, whatever characters the folder's path has.
    private func control(_ arguments: [String]) async throws -> Command.Outcome {
        try await Command(installation.program("pg_ctl"), arguments + ["-D", "."], as: data.account, in: data.path).outcome()
    }

    /// PostgreSQL recovers by itself from the files of a dead process, but refuses to start when the number in them now belongs to another
    /// living program of the same account (or to the dead server itself, which nobody has collected yet), because it does not look at
    /// what that program is. We do.
    private func removeForeignLocks() {
        for file in [pidFile, "\(socket.file).lock"] {
            guard let pid = Self.firstNumber(in: file), kill(pid, 0) == 0, !ServerProcesses.serves(pid, folder: data.path) else { continue }
            _ = unlink(file)
        }
    }

    private static func firstNumber(in file: String) -> pid_t? {
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    private func logTail() -> String {
        let folder = "\(data.path)/log"
        let logs = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map { "\(folder)/\($0)" } + ["\(data.path)/startup.log"]
        let newest = logs.max { modified($0) < modified($1) }
        let text = newest.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
        return text.split(separator: "\n").suffix(6).joined(separator: "\n")
    }

    private func modified(_ path: String) -> Date {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date ?? .distantPast
    }
}
