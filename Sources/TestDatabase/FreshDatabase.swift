import Foundation

/// A database of its own for one test.
public struct FreshDatabase: Sendable {
    /// The database's name in the cluster.
    public let name: String
    /// The cluster that it lies in.
    public let cluster: TestCluster

    /// The connection string of a role for this database, as a libpq URI.
    public func url(role: String = "postgres") -> String { cluster.url(role: role, database: name) }

    /// Runs a script of SQL with psql in this database and gives what it printed.
    @discardableResult
    public func run(_ script: String, role: String = "postgres") async throws -> String {
        try await cluster.run(script, role: role, database: name)
    }

    /// Removes the database, ending the sessions that are still in it.
    public func drop() async throws {
        try await cluster.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
}

extension TestCluster {
    /// Makes a database: a clone of `template`, or an empty one. The caller drops it.
    public func freshDatabase(template: String? = nil) async throws -> FreshDatabase {
        let name = "t_" + UUID().uuidString.lowercased().replacing("-", with: "_")
        try await run("CREATE DATABASE \(name) TEMPLATE \(template ?? "template0")")
        return FreshDatabase(name: name, cluster: self)
    }

    /// Runs `body` with a database of its own and drops it afterwards, also when `body` throws.
    public func withFreshDatabase<Result: Sendable>(
        template: String? = nil,
        _ body: (FreshDatabase) async throws -> Result
    ) async throws -> Result {
        let database = try await freshDatabase(template: template)
        do {
            let result = try await body(database)
            try await database.drop()
            return result
        } catch {
            // The error of the test is the one to see; a database too many goes away with the cluster.
            try? await database.drop()
            throw error
        }
    }

    /// A template for `freshDatabase(template:)`: `build` runs once in this process, on an empty database, whoever asks first.
    ///
    /// `build` closes its sessions before it returns; cloning waits five seconds for a session in the template and then fails.
    /// - Parameter name: a plain lower-case word; it becomes the template's name.
    public func template(_ name: String, build: @escaping @Sendable (FreshDatabase) async throws -> Void) async throws -> String {
        try await templates.once(name) {
            try await self.run("CREATE DATABASE \(name) TEMPLATE template0")
            try await build(FreshDatabase(name: name, cluster: self))
            // Nobody may enter any more, so that every clone finds it free.
            try await self.run("ALTER DATABASE \(name) WITH ALLOW_CONNECTIONS false IS_TEMPLATE true")
        }
        return name
    }
}

/// Which templates are built or being built.
actor Templates {
    private var built: [String: Task<Void, any Error>] = [:]

    func once(_ name: String, _ build: @escaping @Sendable () async throws -> Void) async throws {
        let task = built[name] ?? Task { try await build() }
        built[name] = task
        try await task.value
    }
}
