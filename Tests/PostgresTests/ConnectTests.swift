import Foundation
import Glibc
import Postgres
import Testing

@Suite struct ConnectTests {
    private func tcp(_ rest: String = "") async throws -> String {
        "host=127.0.0.1 port=\(try await Cluster.shared.port) dbname=postgres user=postgres \(rest)"
    }

    @Test func encryptionIsUsedWhenRequired() async throws {
        let url = try await tcp("sslmode=require")
        try await withPool({ $0.url = url }) { pool async throws in
            #expect(try await pool.single("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").first?("ssl") == true)
            // Sizes around OpenSSL's records and libpq's buffer: what is decrypted but not fetched is seen by no poll.
            for size in stride(from: 1_000, through: 70_000, by: 1_371) {
                let text: String? = try await pool.single("SELECT repeat('x', \(Int32(size))) AS v").first?("v")
                #expect(text?.count == size)
            }
            let rows = try await pool.single("SELECT n, repeat('y', 2000) AS y FROM generate_series(1, 3000) n")
            #expect(rows.count == 3000)
            let copied = try await pool.transaction { tx in
                try await tx.run("CREATE TEMP TABLE sealed (n int, t text) ON COMMIT DROP")
                return try await tx.copyIn(
                    "sealed", columns: ["n", "t"], rows: (0..<5_000).map { [$0, String(repeating: "z", count: 300)] as CopyRow })
            }
            #expect(copied == 5_000)
        }
    }

    @Test func aCertificateThatCannotBeVerifiedIsRefused() async throws {
        let url = try await tcp("sslmode=verify-full sslrootcert=/nonexistent")
        try await withPool({ $0.url = url }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) { try await pool.single("SELECT 1") }
            #expect(error?.sqlState == .cannotConnect)
        }
    }

    @Test func aDeadFirstHostIsPassedOver() async throws {
        let cluster = try await Cluster.shared
        // Nobody listens on port 1.
        let url = "postgresql://postgres@127.0.0.1:1,127.0.0.1:\(cluster.port)/postgres?target_session_attrs=read-write"
        try await withPool({ $0.url = url }) { pool async throws in
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
        let standby = "postgresql://postgres@127.0.0.1:\(cluster.port)/postgres?target_session_attrs=standby"
        try await withPool({ $0.url = standby }) { pool async throws in
            await #expect(throws: DatabaseError.self) { try await pool.single("SELECT 1") }
        }
    }

    /// A host that takes the connection and never says a word: libpq's own polling has no time limit.
    @Test func aSilentFirstHostIsPassedOver() async throws {
        let cluster = try await Cluster.shared
        let silent = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(silent) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(silent, address, length) == 0, listen(silent, 8) == 0, getsockname(silent, address, &length) == 0 else { return 0 }
                return Int(UInt16(bigEndian: UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_port))
            }
        }
        try #require(port != 0)
        let change: (inout PoolConfiguration) -> Void = { $0.connectTimeout = .seconds(3) }
        let both = "host=127.0.0.1,127.0.0.1 port=\(port),\(cluster.port) dbname=postgres user=postgres"
        try await withPool({
            change(&$0); $0.url = both
        }) { pool async throws in
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
        let only = "host=127.0.0.1 port=\(port) dbname=postgres user=postgres"
        try await withPool({
            change(&$0); $0.url = only
        }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) { try await pool.single("SELECT 1") }
            #expect(error?.sqlState == .cannotConnect)
        }
    }

    @Test func theSessionIsSetUpAsConfigured() async throws {
        try await withPool { owner in
            try await owner.transaction { try await $0.run("CREATE ROLE \"guest of honour\"") }
            try await withPool {
                $0.role = "guest of honour"
                $0.applicationName = "审查 test"
                $0.statementTimeout = .seconds(7)
                $0.idleInTransactionTimeout = nil
                $0.url += " options='-c work_mem=1MB'"
            } _: { pool async throws in
                let row = try #require(
                    try await pool.single(
                        """
                        SELECT current_user::text AS role, current_setting('statement_timeout') AS timeout, current_setting('timezone') AS zone,
                               current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('work_mem') AS mem
                        """
                    ).first)
                #expect(try row("role") == "guest of honour")
                #expect(try row("timeout") == "7s")
                #expect(try row("idle") == "0")
                #expect(try row("zone") == "UTC")
                #expect(try row("mem") == "1MB")
            }
            try await owner.transaction { try await $0.run("DROP ROLE \"guest of honour\"") }
        }
    }

    @Test func nonsenseIsNoURL() async throws {
        try await withPool({ $0.url = "postgresql://[broken" }) { pool async throws in
            await #expect(throws: PoolError.invalidURL) { try await pool.single("SELECT 1") }
        }
        try await withPool({ $0.url = "host=/nonexistent" }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) { try await pool.single("SELECT 1") }
            #expect(error?.sqlState == .cannotConnect)
        }
    }
}
