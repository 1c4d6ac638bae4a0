import Foundation
import Subprocess
import SystemPackage

/// One run of an outside program with a clean environment, as a given account.
package struct Command: Sendable {
    let program: String
    let arguments: [String]
    let account: ServerAccount?
    let folder: String

    /// - Parameter folder: the working folder; the caller's own may be closed to the other account.
    package init(_ program: String, _ arguments: [String], as account: ServerAccount? = nil, in folder: String = "/") {
        self.program = program
        self.arguments = arguments
        self.account = account
        self.folder = folder
    }

    /// Runs to the end and gives what was printed on standard output.
    ///
    /// A non-zero exit throws `ClusterError.failed` with the last lines of both streams. Never use it for a program that leaves a
    /// child holding the streams: it would wait for that child.
    @discardableResult
    package func run(input: String = "") async throws -> String {
        let outcome = try await outcome(input: input)
        guard outcome.status == 0 else {
            throw ClusterError.failed(program: URL(fileURLWithPath: program).lastPathComponent, detail: outcome.lastWords)
        }
        return outcome.output
    }

    /// Runs to the end and gives exit status and output without judging them.
    package func outcome(input: String = "") async throws -> Outcome {
        // Through `setpriv` and not through Subprocess's own `userID` and `groupID`: those call setgroups(2) of the C library in the child of a
        // process with threads, where it waits for ever now and then for a thread that does not exist there.
        var words = [program] + arguments
        if let account, account.mustSwitch {
            words = ["/usr/bin/setpriv", "--reuid=\(account.uid)", "--regid=\(account.gid)", "--clear-groups", "--"] + words
        }
        let stream = try input.isEmpty ? nil : Self.file(holding: input)
        defer { try? stream?.close() }
        do {
            // PGDATA, PGHOST or PGOPTIONS of the caller would steer the programs elsewhere; so nothing is inherited.
            guard let stream else { return try await outcome(words, .none) }
            return try await outcome(words, .fileDescriptor(stream, closeAfterSpawningProcess: false))
        } catch let error as SubprocessError {
            throw ClusterError.failed(program: program, detail: "\(error)")
        }
    }

    private func outcome(_ words: [String], _ input: some InputProtocol) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(words[0])),
            arguments: Arguments(Array(words.dropFirst())),
            environment: .custom(Self.environment),
            workingDirectory: FilePath(folder),
            input: input,
            output: .string(limit: 4 << 20),
            error: .string(limit: 1 << 20)
        )
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): Int32(code)
            case .signaled(let signal): 128 + Int32(signal)
            }
        return Outcome(status: status, output: result.standardOutput, errors: result.standardError)
    }

    /// How a program ended and what it printed.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String

        /// The end of what was printed, short enough for one message.
        package var lastWords: String {
            let lines = (output + "\n" + errors).split(separator: "\n").suffix(12)
            return lines.isEmpty ? "exit status \(status)" : lines.joined(separator: "\n")
        }
    }

    /// A nameless file at its beginning, for a program to read.
    ///
    /// Not a pipe: a program that ends before it has read its input would end this process as well, by SIGPIPE, and Subprocess (1.0.2) traps when
    /// its write fails.
    private static func file(holding text: String) throws(ClusterError) -> FileDescriptor {
        var path = Array((NSTemporaryDirectory() + "/input-XXXXXX").utf8CString)
        let number = mkstemp(&path)
        guard number >= 0 else { throw ClusterError.failed(program: "mkstemp", detail: String(cString: strerror(errno))) }
        unlink(path)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        let file = FileDescriptor(rawValue: number)
        do {
            try file.writeAll(text.utf8)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw ClusterError.failed(program: "write", detail: "\(error)")
        }
        return file
    }

    private static let environment: [Subprocess.Environment.Key: String] = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/",
    ]
}
