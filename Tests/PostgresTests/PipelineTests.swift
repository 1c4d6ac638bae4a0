import Foundation
import Postgres
import Testing

@Suite struct PipelineTests {
    @Test func aBatchAnswersInOrder() async throws {
        try await withPool { pool async throws in
            let results = try await pool.transaction { tx in
                try await tx.batch((1...50).map { "SELECT \($0) AS n" } + ["SELECT 1 AS n WHERE false"])
            }
            #expect(try results.dropLast().map { try $0[0]("n") as Int } == Array(1...50))
            #expect(results.last?.isEmpty == true)
            #expect(try await pool.transaction { try await $0.batch([]) }.isEmpty)
        }
    }

    @Test func whatFollowsAnErrorIsNotRun() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { try await $0.run("CREATE TABLE halfway (n int PRIMARY KEY)") }
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in
                    try await tx.batch(["INSERT INTO halfway VALUES (1)", "INSERT INTO halvway VALUES (1)", "INSERT INTO halfway VALUES (2)"])
                }
            }
            #expect(error?.sqlState == .undefinedTable)
            #expect(try await pool.single("SELECT count(*) AS n FROM halfway").first?("n") == 0)
            // The statements that were skipped were never prepared, and must be now.
            let results = try await pool.transaction { tx in
                try await tx.batch(["INSERT INTO halfway VALUES (1)", "INSERT INTO halfway VALUES (2)", "SELECT count(*) AS n FROM halfway"])
            }
            #expect(try results[2][0]("n") == 2)
            try await pool.transaction { try await $0.run("DROP TABLE halfway") }
        }
    }

    @Test func statementsNotAwaitedOneByOneAreStillInsideTheTransaction() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let sum = try await pool.transaction(settings: [("app.n", "5")]) { tx in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for n in 1...40 {
                        group.addTask {
                            let row = try await tx.first("SELECT \(n) + current_setting('app.n')::int AS n, now() = statement_timestamp() AS alone")
                            return try row?("n") ?? 0
                        }
                    }
                    return try await group.reduce(0, +)
                }
            }
            #expect(sum == 40 * 41 / 2 + 40 * 5)
        }
    }

    @Test func affectedRowsAreCounted() async throws {
        try await withPool { pool async throws in
            try await pool.transaction { tx async throws in
                #expect(try await tx.run("CREATE TEMP TABLE counted (n int) ON COMMIT DROP") == 0)
                #expect(try await tx.run("INSERT INTO counted SELECT generate_series(1, \(9))") == 9)
                #expect(try await tx.run("UPDATE counted SET n = n + 1 WHERE n > \(5)") == 4)
                #expect(try await tx.run("DELETE FROM counted WHERE n = \(100)") == 0)
            }
        }
    }

    @Test func sixtyFourTasksShareFourConnections() async throws {
        try await withPool({ $0.waitLimit = .seconds(120) }) { pool async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<64 {
                    group.addTask {
                        for query in 0..<200 {
                            let expected = task * 1000 + query
                            let row = try await pool.transaction(settings: [("app.task", "\(task)")]) { tx in
                                try await tx.first("SELECT \(expected) AS n, current_setting('app.task')::int AS task")
                            }
                            #expect(try row?("n") == expected)
                            #expect(try row?("task") == task)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let statistics = pool.statistics
            #expect(statistics.idle == 4 && statistics.leased == 0 && statistics.waiting == 0 && statistics.leases >= 12_800)
        }
    }
}
