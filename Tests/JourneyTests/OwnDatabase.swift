import Foundation
import Glibc
import PrivateCluster
import TestDatabase

/// A database server that the product did not start: an operator's own, which a test may stop and start.
struct OwnDatabase: Sendable {
    private let server: Postmaster
    private let installation: Installation

    /// Starts a server below the site's folder, with the roles that `lianshen migrate --print-roles` prints.
    init(_ site: Site) async throws {
        installation = try await Installation.newest()
        let account = geteuid() == 0 ? try await ServerAccount.systemAccount() : try await ServerAccount.forCluster(in: "/nonexistent")
        let home = site.folder + "/own"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        let data = DataFolder(path: home + "/postgres", account: account)
        server = Postmaster(installation: installation, data: data, home: home, settings: .throwAway)
        try await data.create(by: installation, settings: .throwAway)
        try await start()
        try await ask("CREATE DATABASE house", in: "postgres")
        let roles = try await site.run(["migrate", "--print-roles"])
        guard roles.status == 0 else { throw Unmet(roles.errors) }
        try await ask(roles.output, in: "house")
    }

    func start() async throws { try await server.start() }

    func stop() async throws { try await server.stop() }

    /// A connection string; the password is one that the server does not ask for and nobody may print.
    func url(_ role: String, database: String = "house") -> String {
        let plain = ClusterAddress(socketFolder: server.socketFolder).url(role: role, database: database)
        return plain.replacing("postgresql://\(role)@", with: "postgresql://\(role):\(Self.password)@")
    }

    static let password = "geheim-7f3a9c51"

    /// Variables that name the service's role, and the owner's where that is wanted.
    func variables(owner: Bool = false, role: String = "lianshen_service", database: String = "house") -> [String: String] {
        var variables = ["DATABASE_URL": url(role, database: database)]
        if owner { variables["LIANSHEN_OWNER_URL"] = url("lianshen_owner", database: database) }
        return variables
    }

    @discardableResult
    func ask(_ script: String, in database: String = "house") async throws -> String {
        let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url("postgres", database: database), "-f", "-"]
        return try await Command(installation.program("psql"), arguments).run(input: script).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension OwnDatabase {
    /// What an administrator does with a dump: `pg_restore` into a database that has the roles.
    func restore(_ dump: String, into database: String) async throws -> Int32 {
        let arguments = ["--exit-on-error", "--no-owner", "--role=lianshen_owner", "--dbname=\(url("postgres", database: database))", dump]
        return try await Command(installation.program("pg_restore"), arguments).outcome().status
    }
}
