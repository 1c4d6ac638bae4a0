import Foundation
import Postgres
import Testing

@Suite struct TransactionTests {
    @Test func aStatementAnswersWithRows() async throws {
        try await withPool { pool async throws in
            let rows = try await pool.transaction { tx in try await tx.all("SELECT n, n * 2 AS twice FROM generate_series(1, \(3)) n ORDER BY n") }
            #expect(try rows.map { try $0("twice") as Int } == [2, 4, 6])
        }
    }

    @Test func settingsHoldForTheirTransactionOnly() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let inside: String? = try await pool.transaction(settings: [("app.person", "o'brien"), ("app.role", "desk")]) { tx in
                try await tx.first("SELECT current_setting('app.person') || '/' || current_setting('app.role') AS v")?("v")
            }
            #expect(inside == "o'brien/desk")
            let after: String? = try await pool.transaction { try await $0.first("SELECT current_setting('app.person', true) AS v")?.optional("v") }
            #expect(after == "")
        }
    }

    @Test func whatThrowsIsRolledBack() async throws {
        struct Refused: Error {}
        try await withPool { pool async throws in
            try await pool.transaction { _ = try await $0.run("CREATE TABLE rolled_back (n int)") }
            await #expect(throws: Refused.self) {
                try await pool.transaction { tx in
                    try await tx.run("INSERT INTO rolled_back VALUES (\(1))")
                    throw Refused()
                }
            }
            let count: Int? = try await pool.single("SELECT count(*) AS n FROM rolled_back").first?("n")
            #expect(count == 0)
        }
    }
}
