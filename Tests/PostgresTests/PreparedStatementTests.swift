import Foundation
import Postgres
import Testing

@Suite struct PreparedStatementTests {
    /// Different statements by their text, made of literals only.
    private func statement(_ n: Int) -> SQL {
        "SELECT \(n) AS n\(SQL.joined([SQL](repeating: " ", count: n), separator: ""))"
    }

    private let count: SQL = "SELECT count(*) AS n FROM pg_prepared_statements"

    @Test func noMoreArePreparedThanAllowed() async throws {
        try await withPool {
            $0.size = 1
            $0.preparedCacheLimit = 10
        } _: { pool async throws in
            for round in 0..<3 {
                for n in 0..<25 {
                    #expect(try await pool.transaction { try await $0.first(statement(n)) }?("n") == n, "round \(round)")
                }
                let prepared: Int? = try await pool.single(count).first?("n")
                #expect(try #require(prepared) <= 10)
            }
            let batch = try await pool.transaction { try await $0.batch((0..<30).map(statement)) }
            #expect(try batch.map { try $0[0]("n") as Int } == Array(0..<30))
            let prepared: Int? = try await pool.single(count).first?("n")
            #expect(try #require(prepared) <= 10)
        }
    }

    @Test func errorsDoNotLeakStatements() async throws {
        try await withPool {
            $0.size = 1
            $0.preparedCacheLimit = 8
        } _: { pool async throws in
            for n in 0..<30 {
                _ = try? await pool.transaction { try await $0.batch([statement(n), "SELECT 1/\(n % 2)", statement(n + 40)]) }
                _ = try? await pool.single("SELEKT \(n)")
            }
            #expect(try await pool.single("SELECT \(41) AS n").first?("n") == 41)
            let prepared: Int? = try await pool.single(count).first?("n")
            #expect(try #require(prepared) <= 8)
        }
    }

    @Test func zeroPreparesNothing() async throws {
        try await withPool {
            $0.size = 1
            $0.preparedCacheLimit = 0
        } _: { pool async throws in
            for n in 0..<5 { #expect(try await pool.single(statement(n)).first?("n") == n) }
            #expect(try await pool.single(count).first?("n") == 0)
        }
    }

    @Test func oneTextMayHaveSeveralTypes() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            for _ in 0..<2 {
                #expect(try await pool.single("SELECT \(1) AS v").first?("v") == 1)
                #expect(try await pool.single("SELECT \("1") AS v").first?("v") == "1")
                #expect(try await pool.single("SELECT \(true) AS v").first?("v") == true)
            }
        }
    }
}
