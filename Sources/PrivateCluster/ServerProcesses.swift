import Foundation
package import Glibc

/// The operating system's view of who serves a data folder, read from `/proc`.
package enum ServerProcesses {
    /// Whether the process is a `postgres` whose working folder is `folder`; the server and all its children are.
    ///
    /// Compared by device and inode: links and bind mounts give one folder several paths.
    package static func serves(_ pid: pid_t, folder: String) -> Bool {
        guard let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8), name.hasPrefix("postgres") else { return false }
        var working = stat()
        var wanted = stat()
        guard stat("/proc/\(pid)/cwd", &working) == 0, stat(folder, &wanted) == 0 else { return false }
        return working.st_dev == wanted.st_dev && working.st_ino == wanted.st_ino
    }

    /// Every process that serves the folder.
    static func all(folder: String) -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }.filter { serves($0, folder: folder) }
    }

    /// Waits for a server that has said goodbye; ten seconds at most.
    static func waitForEnd(of pid: pid_t, folder: String) async {
        let deadline = ContinuousClock.now + .seconds(10)
        while serves(pid, folder: folder), ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
    }

    /// Waits until nobody serves the folder, helping along after a while.
    ///
    /// Children of a server that was killed end by themselves as soon as they look up from their statement. Until then they hold the
    /// shared memory, and a new server refuses to start. Whatever they were doing was never acknowledged.
    static func clear(folder: String) async throws {
        var urging: [(after: Duration, signal: Int32)] = [(.seconds(2), SIGTERM), (.seconds(5), SIGQUIT), (.seconds(10), SIGKILL)]
        let start = ContinuousClock.now
        while true {
            let left = all(folder: folder)
            if left.isEmpty { return }
            if let next = urging.first, ContinuousClock.now - start > next.after {
                for pid in left { _ = kill(pid, next.signal) }
                urging.removeFirst()
            }
            guard ContinuousClock.now - start < .seconds(60) else {
                throw ClusterError.failed(program: "postgres", detail: "processes \(left) of a dead server do not end")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
