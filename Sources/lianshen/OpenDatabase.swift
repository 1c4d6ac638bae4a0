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
        let administrator = Pool(configuration: PoolConfiguration(url: cluster.superuserURL), logger: logger)
        do {
            try await DatabaseRoles.createDatabase("lianshen", as: administrator)
            await administrator.close()
            let inside = Pool(configuration: PoolConfiguration(url: cluster.url(role: "postgres", database: "lianshen")), logger: logger)
            do { try await DatabaseRoles.create(as: inside) } catch {
                await inside.close()
                throw error
            }
            await inside.close()
            try await migrate(cluster.url(role: "lianshen_owner", database: "lianshen"), simulated: settings.simulated, logger: logger)
            return try await connect(
                cluster.url(role: "lianshen_service", database: "lianshen"), cluster: cluster, settings, logger: logger, seeding: true)
        } catch {
            await administrator.close()
            await cluster.leave()
            throw error
        }
    }

    /// Ends connections and leaves the cluster; the last member stops it.
    func close() async {
        await store.close()
        await cluster?.leave()
    }

    private static func migrate(_ url: String, simulated: Bool, logger: Logger) async throws {
        let owner = Pool(configuration: PoolConfiguration(url: url), logger: logger)
        do {
            try await Migration.run(as: owner, simulated: simulated, logger: logger)
            await owner.close()
        } catch {
            await owner.close()
            throw error
        }
    }

    private static func connect(
        _ url: String, cluster: PrivateCluster?, _ settings: Settings, logger: Logger, seeding: Bool
    ) async throws -> OpenDatabase {
        var configuration = PoolConfiguration(url: url)
        configuration.size = settings.poolSize
        configuration.applicationName = "lianshen"
        let pool = Pool(configuration: configuration, logger: logger)
        let store = Store(pool: pool, logger: logger)
        do {
            try await store.requireModestRole()
            try await store.requireFittingDatabase()
            if seeding { try await store.seedShippedRules() }
        } catch {
            await store.close()
            throw error
        }
        let dumpURL = cluster?.url(role: "postgres", database: "lianshen") ?? settings.ownerURL ?? url
        return OpenDatabase(store: store, pool: pool, cluster: cluster, url: url, dumpURL: dumpURL)
    }
}
