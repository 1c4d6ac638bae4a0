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

    @Test func aTransactionInOneExchangeIsAllOrNothingAndItsSettingsEndWithIt() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { _ = try await $0.run("CREATE TABLE at_once (n int PRIMARY KEY)") }
            let rows = try await pool.transaction(settings: [("lianshen.person", "it's me"), ("lianshen.role", "clerk")]) { tx in
                try await tx.commit(with: [
                    "INSERT INTO at_once VALUES (\(1))",
                    """
                    SELECT current_setting('lianshen.person') AS person, current_setting('lianshen.role') AS role,
                           xmin = pg_current_xact_id()::xid AS same FROM at_once
                    """,
                ])
            }
            #expect(try rows[1].first?("person") == "it's me")
            #expect(try rows[1].first?("role") == "clerk")
            #expect(try rows[1].first?("same") == true)
            let after = try await pool.single("SELECT coalesce(current_setting('lianshen.person', true), '') AS person").first
            #expect(try after?("person") == "")
            let failure = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { try await $0.commit(with: ["INSERT INTO at_once VALUES (\(2))", "INSERT INTO at_once VALUES (\(1))"]) }
            }
            #expect(failure?.sqlState == .uniqueViolation)
            #expect(failure?.outcomeUnknown == false)
            #expect(try await pool.single("SELECT count(*) AS n FROM at_once").first?("n") == 1)
        }
    }

    @Test func aConstraintThatIsCheckedAtTheEndUndoesATransactionInOneExchange() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { _ = try await $0.run("CREATE TABLE deferred (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)") }
            let before = try await pool.single("SELECT pg_backend_pid() AS pid").first?("pid") as Int?
            let failure = await #expect(throws: DatabaseError.self) {
                try await pool.transaction(settings: [("lianshen.person", "x")]) {
                    try await $0.commit(with: ["INSERT INTO deferred VALUES (\(1))", "INSERT INTO deferred VALUES (\(1))"])
                }
            }
            #expect(failure?.sqlState == .uniqueViolation)
            #expect(failure?.outcomeUnknown == false)
            let left = try await pool.single("SELECT count(*) AS n, pg_backend_pid() AS pid FROM deferred").first
            #expect(try left?("n") == 0)
            #expect(try left?("pid") == before)
        }
    }
}
