import Foundation
import Logging
import Postgres
import PrivateCluster
import Store

/// The product's database: a private cluster that this process joined, or a server that was named.
struct OpenDatabase: Sendable {
    let store: Store
    let pool: Pool
    let cluster: PrivateCluster?
    /// URL of the service's role, for the listener.
    let url: String
    /// URL of a role that may read everything, for dumps.
    let dumpURL: String
    /// Identity of the database, as the markers of folders carry it.
    let identity: String

    /// Opens the database and brings it to this version where it may.
    ///
    /// A private cluster is started, given roles and database, and migrated. A named server is migrated only when the owner's URL is known too; else its version must fit already.
    /// - Throws: `ClusterError`, `MigrationError`, `RoleRefusal`, or `SettingsFault` for what the database answered.
    static func open(_ settings: Settings, logger: Logger) async throws -> OpenDatabase {
        do { return try await openUntold(settings, logger: logger) } catch { throw SettingsFault(opening: error) ?? error }
    }

    private static func openUntold(_ settings: Settings, logger: Logger) async throws -> OpenDatabase {
        if let url = settings.databaseURL {
            if let owner = settings.ownerURL { try await migrate(owner, simulated: settings.simulated, logger: logger) }
            return try await connect(url, cluster: nil, settings, logger: logger, seeding: settings.ownerURL != nil)
        }
        let cluster = try await PrivateCluster.join(home: settings.data, logger: logger)
        do {
            return try await outlasting(cluster, logger: logger) { try await prepare(cluster, settings, logger: logger) }
        } catch {
            await cluster.leave()
            throw error
        }
    }

    /// Nobody watches the database before the services run: one that dies meanwhile is started again here, and the opening, which may be repeated, begins anew.
    private static func outlasting(
        _ cluster: PrivateCluster, logger: Logger, _ body: () async throws -> OpenDatabase
    ) async throws -> OpenDatabase {
        for _ in 0..<10 {
            do { return try await body() } catch  where isLoss(error) {
                logger.warning("The private PostgreSQL went away while it was opened", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(300))
                try await cluster.ensureRunning()
            }
        }
        return try await body()
    }

    private static func isLoss(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: error.isConnectionLost || ["57P", "08"].contains { error.sqlState.rawValue.hasPrefix($0) }
        case StoreError.unavailable, StoreError.outcomeUnknown: true
        default: false
        }
    }

    /// Database, roles, schema and shipped rules, as far as they are not there yet.
    private static func prepare(_ cluster: PrivateCluster, _ settings: Settings, logger: Logger) async throws -> OpenDatabase {
        try await once(cluster.superuserURL, logger) { try await DatabaseRoles.createDatabase("lianshen", as: $0) }
        try await once(cluster.url(role: "postgres", database: "lianshen"), logger) { try await DatabaseRoles.create(as: $0) }
        try await migrate(cluster.url(role: "lianshen_owner", database: "lianshen"), simulated: settings.simulated, logger: logger)
        return try await connect(
            cluster.url(role: "lianshen_service", database: "lianshen"), cluster: cluster, settings, logger: logger, seeding: true)
    }

    /// Runs `body` with a pool of its own.
    private static func once(_ url: String, _ logger: Logger, _ body: (Pool) async throws -> Void) async throws {
        let pool = Pool(configuration: PoolConfiguration(url: url), logger: logger)
        do {
            try await body(pool)
            await pool.close()
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Ends connections and leaves the cluster; the last member stops it.
    func close() async {
        await store.close()
        await cluster?.leave()
    }

    private static func migrate(_ url: String, simulated: Bool, logger: Logger) async throws {
        try await once(url, logger) { try await Migration.run(as: $0, simulated: simulated, logger: logger) }
    }

    private static func connect(
        _ url: String, cluster: PrivateCluster?, _ settings: Settings, logger: Logger, seeding: Bool
    ) async throws -> OpenDatabase {
        var configuration = PoolConfiguration(url: url)
        configuration.size = settings.poolSize
        configuration.applicationName = "lianshen"
        let pool = Pool(configuration: configuration, logger: logger)
        let store = Store(pool: pool, logger: logger)
        let identity: String
        do {
            try await store.requireModestRole()
            try await store.requireFittingDatabase()
            if seeding { try await store.seedShippedRules() }
            identity = try await store.databaseIdentity()
        } catch {
            await store.close()
            throw error
        }
        let dumpURL = cluster?.url(role: "postgres", database: "lianshen") ?? settings.ownerURL ?? url
        return OpenDatabase(store: store, pool: pool, cluster: cluster, url: url, dumpURL: dumpURL, identity: identity)
    }
}
