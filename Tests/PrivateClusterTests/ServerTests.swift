import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServerTests {
    @Test func theServerKeepsWhatItAcknowledgesAndListensOnASocketOnly() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            for (name, value) in [
                ("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"), ("data_checksums", "on"), ("listen_addresses", ""),
                ("unix_socket_permissions", "0700"), ("server_encoding", "UTF8"), ("lc_collate", "C.UTF-8"), ("TimeZone", "UTC"),
                ("max_connections", "64"),
            ] {
                #expect(try await cluster.ask("SHOW \(name)") == value, "\(name)")
            }
            await cluster.leave()
        }
    }

    /// A build that does not know it would not start with it.
    @Test func theQuickCompressionOfTheLogIsUsedWhereTheServerKnowsIt() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            let known = try await cluster.ask("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'wal_compression'")
            #expect(try await cluster.ask("SHOW wal_compression") == (known == "t" ? "lz4" : "pglz"))
            await cluster.leave()
        }
    }

    @Test func durabilityCannotBeSwitchedOffFromInside() async throws {
        try await Home.withCluster { home in
            let careless = try await home.join()
            _ = try await careless.ask("ALTER SYSTEM SET fsync = off")
            await careless.leave()
            let next = try await home.join()
            #expect(try await next.ask("SHOW fsync") == "on")
            await next.leave()
        }
    }

    @Test func theSocketLiesInAFolderThatIsClosedToOthers() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            let account = try await ServerAccount.forCluster(in: home.data)
            var status = stat()
            #expect(lstat(cluster.socketFolder, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700 && status.st_uid == account.uid)
            await cluster.leave()
        }
    }

    /// The kernel takes 107 bytes for a socket's path; shells and connection strings have their own ideas of these characters.
    @Test(arguments: [String(repeating: "very-long-folder-name/", count: 8) + "home", "数据 目录", "it's $(touch x) \"quoted\" `y` 50% a,b"])
    func anyFolderNameWorks(_ name: String) async throws {
        try await Home.with { home in
            let odd = Home(path: "\(home.path)/\(name)")
            let cluster = try await odd.join()
            #expect("\(cluster.socketFolder)/.s.PGSQL.5432".utf8.count <= 107)
            #expect(try await cluster.ask("SHOW data_directory") == odd.data)
            await cluster.leave()
            #expect(odd.postmaster == nil)
            #expect(!FileManager.default.fileExists(atPath: cluster.socketFolder))
        }
    }

    @Test func everyDatabaseRoleMayConnect() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            _ = try await cluster.ask("CREATE ROLE \"审查 owner\" LOGIN")
            #expect(try await cluster.ask("SELECT current_user", role: "审查 owner") == "审查 owner")
            await cluster.leave()
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root runs the server as another account"))
    func startedByRootTheServerRunsAsItsOwnAccount() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            let account = try await ServerAccount.systemAccount()
            var status = stat()
            #expect(stat("/proc/\(try #require(home.postmaster))", &status) == 0)
            #expect(account.name == "lianshen" && status.st_uid == account.uid && account.uid != 0)
            await cluster.leave()
        }
    }

    @Test(arguments: [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15), ("postgres (PostgreSQL) 19beta2", 19), ("postgres (PostgreSQL) 16.1", 16),
    ])
    func theMajorVersionIsReadFromWhatTheServerSays(_ line: String, _ major: Int) {
        #expect(Installation.major(in: line) == major)
    }
}
