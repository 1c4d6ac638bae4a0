import Foundation
import PrivateCluster

/// A throw-away PostgreSQL server for one process of tests or benchmarks: a temporary folder, no fsync, nothing left behind.
///
/// However the process ends (also by `kill -9`), a watcher that it started before the server ends the server and removes the folder.
/// All methods may be called from several tests at once.
public final class TestCluster: Sendable {
    /// The one cluster of this process, started on first use (about two seconds).
    public static var shared: TestCluster {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await TestCluster() }

    /// The folder of the PostgreSQL programs that fit this server (`psql`, `pgbench`, `pg_dump`, …).
    public let programs: String
    /// The folder of the server's socket, for `host=`.
    public let socketFolder: String
    /// The server's process, for tests that kill it.
    public var postmaster: Int32? { server.pid }

    let templates = Templates()
    private let server: Postmaster
    private let watcher: Watcher

    private init() async throws {
        let installation = try await Installation.newest()
        let account = geteuid() == 0 ? try await ServerAccount.systemAccount() : try await ServerAccount.forCluster(in: "/nonexistent")
        // Not the temporary folder of the environment: as root it may be closed to the server's account, and its path may be too long
        // for a socket.
        let folder = try Self.makeFolder()
        watcher = try Watcher(of: folder)
        let data = DataFolder(path: "\(folder)/postgres", account: account)
        server = Postmaster(installation: installation, data: data, home: folder, settings: .throwAway)
        try await data.create(by: installation, settings: .throwAway)
        try await server.start()
        programs = installation.programs
        socketFolder = server.socketFolder
    }

    /// Starts the server again after a test killed it.
    public func restart() async throws { try await server.start() }

    /// The connection string of a role for a database of this cluster, as a libpq URI.
    public func url(role: String = "postgres", database: String = "postgres") -> String {
        ClusterAddress(socketFolder: socketFolder).url(role: role, database: database)
    }

    /// Runs a script of SQL with psql, stopping at the first error, and gives what it printed, unaligned and without headers.
    @discardableResult
    public func run(_ script: String, role: String = "postgres", database: String = "postgres") async throws -> String {
        let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url(role: role, database: database), "-f", "-"]
        let printed = try await Command("\(programs)/psql", arguments).run(input: script)
        return printed.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func makeFolder() throws -> String {
        var name = Array("/tmp/lianshen-test-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil, chmod(name, 0o711) == 0 else {
            throw ClusterError.notWritable(path: "/tmp", reason: String(cString: strerror(errno)))
        }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
