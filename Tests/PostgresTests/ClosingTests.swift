import Foundation
import Postgres
import Testing

@Suite struct ClosingTests {
    @Test func theLastStatementAndCommitTravelTogether() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { _ = try await $0.run("CREATE TABLE closed (n int PRIMARY KEY)") }
            let rows = try await pool.transaction { tx in
                try await tx.run("INSERT INTO closed VALUES (\(1))")
                return try await tx.commit(with: ["INSERT INTO closed VALUES (\(2)) RETURNING n", "SELECT count(*) AS n FROM closed"])
            }
            #expect(try rows.map { try $0.first?("n") as Int? } == [2, 2])
            let affected = try await pool.transaction { try await $0.commit(running: "UPDATE closed SET n = n + 10") }
            #expect(affected == 2)
            let left: Int? = try await pool.single("SELECT count(*) AS n FROM closed WHERE n > 10").first?("n")
            #expect(left == 2)
        }
    }

    @Test func aLastStatementThatFailsCommitsNothingAndLeavesTheConnectionFit() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { _ = try await $0.run("CREATE TABLE half_closed (n int PRIMARY KEY)") }
            let failure = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in
                    try await tx.run("INSERT INTO half_closed VALUES (\(1))")
                    _ = try await tx.commit(with: ["INSERT INTO half_closed VALUES (\(1))"])
                }
            }
            #expect(failure?.sqlState == .uniqueViolation)
            #expect(failure?.outcomeUnknown == false)
            let count: Int? = try await pool.single("SELECT count(*) AS n FROM half_closed").first?("n")
            #expect(count == 0)
        }
    }

    @Test func aFailureThatTheCallerSwallowsIsThrownAllTheSame() async throws {
        try await withPool { pool async throws in
            await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in _ = try? await tx.commit(with: ["SELECT 1 / \(0)"]) }
            }
        }
    }

    @Test func nothingFollowsTheLastStatement() async throws {
        try await withPool { pool async throws in
            await #expect(throws: PoolError.ended) {
                try await pool.transaction { tx in
                    _ = try await tx.commit(with: ["SELECT 1"])
                    _ = try await tx.first("SELECT 2")
                }
            }
        }
    }
}
