import Foundation
import Glibc
import Logging
import PrivateCluster
import TestDatabase

/// A home folder for one test, and what tests ask about it from outside.
struct Home: Sendable {
    let path: String

    var data: String { "\(path)/postgres" }
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    func join() async throws -> PrivateCluster {
        try await PrivateCluster.join(home: path, logger: Self.quiet)
    }

    /// The process that `postmaster.pid` names.
    var postmaster: pid_t? {
        (try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8))?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Whether the process lives and serves this home. A dead one that init has not collected yet does not count.
    func isServed(by pid: pid_t) -> Bool { ServerProcesses.serves(pid, folder: data) }

    /// Kills the server without a chance to tidy up, and waits until it is dead.
    func killServer() async throws {
        guard let pid = postmaster else { throw POSIXError(.ESRCH) }
        _ = kill(pid, SIGKILL)
        while isServed(by: pid) { try await Task.sleep(for: .milliseconds(5)) }
    }

    var leftovers: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasPrefix("postgres.new") }
    }

    /// Runs `body` with a new, empty home; ends whatever still serves it afterwards.
    static func with(_ name: String = "home", _ body: (Home) async throws -> Void) async throws {
        let (home, watcher) = try make(name)
        defer { watcher.end() }
        try await body(home)
    }

    /// Like `with`, but the cluster in it is made already (a copy of one that `join` made).
    static func withCluster(_ name: String = "home", _ body: (Home) async throws -> Void) async throws {
        let seed = try await seed.value
        try await with(name) { home in
            try await Command("/bin/cp", ["-a", seed.path, home.path]).run()
            try await body(home)
        }
    }

    private static let seed = Task {
        // Its watcher is never ended by hand: the folder lives as long as the process.
        let (home, _) = try make("seed")
        let cluster = try await home.join()
        await cluster.leave()
        return home
    }

    private static func make(_ name: String) throws -> (Home, Watcher) {
        var folder = Array("/tmp/lianshen-home-XXXXXX".utf8CString)
        guard mkdtemp(&folder) != nil, chmod(folder, 0o711) == 0 else { throw POSIXError(.EACCES) }
        let parent = String(decoding: folder.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (Home(path: "\(parent)/\(name)"), try Watcher(of: parent))
    }
}

extension PrivateCluster {
    /// What a statement prints, asked by psql as the superuser or as `role`.
    func ask(_ statement: String, role: String = "postgres") async throws -> String {
        let url = url(role: role, database: "postgres")
        let printed = try await Command("\(programs)/psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement]).run()
        return printed.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
