import Foundation
import Logging
import Postgres
import PrivateCluster
import Store
import TestDatabase

/// Where a cluster keeps its data.
enum Place: String, Sendable {
    /// On the disk: a flush costs what it costs.
    case disk
    /// In memory: a flush costs nothing, so the processor's limit shows.
    case memory

    var parent: String { self == .disk ? "/var/tmp" : "/dev/shm" }

    var words: String { self == .disk ? "on disk" : "in memory (tmpfs)" }
}

/// A throw-away cluster with the product's own settings (fsync on), shared by the product, by pgbench and by the peers.
struct BenchCluster: Sendable {
    static let quiet = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    let place: Place
    let folder: String
    private let installation: Installation
    private let server: Postmaster
    private let watcher: Watcher

    init(_ place: Place) async throws {
        self.place = place
        installation = try await Installation.newest()
        let account = geteuid() == 0 ? try await ServerAccount.systemAccount() : try await ServerAccount.forCluster(in: "/nonexistent")
        var name = Array("\(place.parent)/lianshen-bench-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil, chmod(name, 0o711) == 0 else {
            throw ClusterError.notWritable(path: place.parent, reason: String(cString: strerror(errno)))
        }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // However this process ends, the server ends with it and the folder goes.
        watcher = try Watcher(of: folder)
        let data = DataFolder(path: "\(folder)/postgres", account: account)
        server = Postmaster(installation: installation, data: data, home: folder, settings: .product)
        try await data.create(by: installation, settings: .product)
        try await server.start()
    }

    func close() async {
        try? await server.stop()
        watcher.end()
    }

    var socketFolder: String { server.socketFolder }

    func url(_ database: String, role: String = "lianshen_service") -> String {
        ClusterAddress(socketFolder: server.socketFolder).url(role: role, database: database)
    }

    func pool(_ database: String, connections: Int, role: String = "lianshen_service") -> Pool {
        Pool(configuration: PoolConfiguration(url: url(database, role: role), size: connections), logger: Self.quiet)
    }

    /// Runs `body` with a store over connections of its own, under the service's role.
    func withStore<Value: Sendable>(_ database: String, connections: Int, _ body: (Store) async throws -> Value) async throws -> Value {
        let store = Store(pool: pool(database, connections: connections), logger: Self.quiet)
        do {
            let value = try await body(store)
            await store.close()
            return value
        } catch {
            await store.close()
            throw error
        }
    }

    /// Brings a database to the product's present schema.
    func migrate(_ database: String) async throws {
        try await createRoles(in: database)
        let owner = pool(database, connections: 1, role: "lianshen_owner")
        try await Migration.run(as: owner, simulated: false, logger: Self.quiet)
        await owner.close()
    }

    func createRoles(in database: String) async throws {
        let administrator = pool(database, connections: 1, role: "postgres")
        try await DatabaseRoles.create(as: administrator)
        await administrator.close()
    }

    /// Runs a script as the superuser and gives what it printed.
    @discardableResult
    func psql(_ script: String, in database: String = "postgres", variables: [String: String] = [:]) async throws -> String {
        let settings = variables.sorted { $0.key < $1.key }.flatMap { ["-v", "\($0.key)=\($0.value)"] }
        let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"] + settings + ["-d", url(database, role: "postgres"), "-f", "-"]
        return try await Command(installation.program("psql"), arguments).run(input: script).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a script of `limits/` under pgbench and gives transactions a second, connecting not counted.
    func pgbench(_ file: String, in database: String, clients: Int, transactions: Int, role: String = "lianshen_service") async throws -> Double {
        try await pgbench(file, in: database, clients, ["-t", "\(transactions)", "-D", "transactions=\(transactions)"], role)
    }

    /// The same at a steady pace, in transactions a second, for so long.
    func pgbench(_ file: String, in database: String, clients: Int, paced: Int, seconds: Int, role: String = "lianshen_service") async throws
        -> Double
    {
        try await pgbench(file, in: database, clients, ["-R", "\(paced)", "-T", "\(seconds)"], role)
    }

    private func pgbench(_ file: String, in database: String, _ clients: Int, _ amount: [String], _ role: String) async throws -> Double {
        let arguments =
            ["-n", "-M", "prepared", "-c", "\(clients)", "-j", "\(min(2, clients))", "--max-tries=10", "-D", "i=0", "-D", "review=0"] + amount
            + ["-f", file, url(database, role: role)]
        let folder = FileManager.default.currentDirectoryPath
        let outcome = try await Command(installation.program("pgbench"), arguments, in: folder).outcome()
        guard outcome.status == 0, let rate = outcome.output.firstMatch(of: /tps = ([0-9.]+)/).flatMap({ Double($0.output.1) }) else {
            throw BenchError.failed("pgbench \(file)", outcome.lastWords)
        }
        return rate
    }

    /// Runs another program in the present folder and gives what it printed.
    func program(_ path: String, _ arguments: [String]) async throws -> String {
        let outcome = try await Command(path, arguments, in: FileManager.default.currentDirectoryPath).outcome()
        guard outcome.status == 0 else { throw BenchError.failed("\(path) \(arguments.joined(separator: " "))", outcome.lastWords) }
        return outcome.output
    }

    func version() async throws -> String { try await psql("SHOW server_version") }

    /// Flushes of the write-ahead log since the cluster was made. Sessions report theirs when they end; see `settled`.
    func walSyncs() async throws -> Double {
        let text = try await psql(
            """
            SELECT current_setting('server_version_num')::int >= 180000 AS newer \\gset
            \\if :newer
            SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal';
            \\else
            SELECT wal_sync FROM pg_stat_wal;
            \\endif
            """)
        return Double(text) ?? .nan
    }

    /// Waits until nobody is connected to `database` any more.
    func settled(_ database: String) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try await psql("SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND backend_type = 'client backend'") != "0" {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("pg_stat_activity", "sessions in \(database) do not end") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// Why a run cannot go on.
enum BenchError: Error, CustomStringConvertible {
    case failed(String, String)

    var description: String {
        switch self {
        case .failed(let program, let words): "\(program): \(words)"
        }
    }
}
