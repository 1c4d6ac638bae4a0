import Foundation
import Postgres
import Testing

@Suite struct CancellationTests {
    private func pid(_ pool: Pool) async throws -> Int? { try await pool.single("SELECT pg_backend_pid() AS pid").first?("pid") }

    /// Waits until a statement that contains `mark` runs on the server, or waits there for a lock.
    private func untilRunning(_ mark: String, _ pool: Pool, waitsForLock: Bool = false) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        let found: SQL = """
            SELECT 1 AS n FROM pg_stat_activity
             WHERE query LIKE \("%" + mark + "%") AND state = 'active' AND pid <> pg_backend_pid()
               AND (wait_event_type = 'Lock' OR NOT \(waitsForLock))
            """
        while ContinuousClock.now < deadline {
            if try await !pool.single(found).isEmpty { return }
            await Task.yield()
        }
        Issue.record("\(mark) never ran")
    }

    @Test func aCancelledTaskEndsItsStatementAndKeepsItsConnection() async throws {
        try await withPool { watcher in
            try await withPool({ $0.size = 1 }) { pool async throws in
                let before = try await pid(pool)
                let task = Task { try await pool.transaction { try await $0.first("SELECT pg_sleep(60) /* sleeper one */") } }
                try await untilRunning("sleeper one", watcher)
                let start = ContinuousClock.now
                task.cancel()
                let error = await #expect(throws: DatabaseError.self) { _ = try await task.value }
                #expect(error?.sqlState == .queryCanceled)
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(try await pid(pool) == before)
            }
        }
    }

    /// A late cancellation must never hit the next statement of the same connection.
    @Test func cancellingAtAnyMomentHitsOnlyItsOwn() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let before = try await pid(pool)
            for round in 0..<300 {
                let task = Task { try await pool.single("SELECT \(round) AS n FROM generate_series(1, \(round * 4))") }
                for _ in 0..<(round % 23) { await Task.yield() }
                task.cancel()
                switch await task.result {
                case .success, .failure(is CancellationError): break
                case .failure(let error as DatabaseError): #expect(error.sqlState == .queryCanceled)
                case .failure(let error): Issue.record(error)
                }
                #expect(try await pool.single("SELECT \(round) AS n").first?("n") == round)
            }
            #expect(try await pid(pool) == before)
        }
    }

    @Test func aCancelledTransactionIsRolledBack() async throws {
        try await withPool { pool async throws in
            try await pool.transaction { try await $0.run("CREATE TABLE cancelled (n int)") }
            let task = Task {
                try await pool.transaction { tx in
                    try await tx.run("INSERT INTO cancelled VALUES (1)")
                    try await tx.run("SELECT pg_sleep(60) /* sleeper two */")
                }
            }
            try await untilRunning("sleeper two", pool)
            task.cancel()
            await #expect(throws: DatabaseError.self) { try await task.value }
            #expect(try await pool.single("SELECT count(*) AS n FROM cancelled").first?("n") == 0)
            try await pool.transaction { try await $0.run("DROP TABLE cancelled") }
        }
    }

    @Test func aPipelinedStatementIsCancelledInItsTurn() async throws {
        try await withPool { watcher in
            try await withPool({ $0.size = 1 }) { pool async throws in
                try await pool.withConnection { session async throws in
                    let (first, second) = try await watcher.withConnection { holder in
                        try await holder.run("SELECT pg_advisory_lock(\(815))")
                        let first = Task { try await session.first("SELECT pg_advisory_lock(\(815)), 1 AS n /* sleeper three */") }
                        try await untilRunning("sleeper three", watcher)
                        let second = Task { try await session.first("SELECT pg_sleep(60) /* sleeper four */") }
                        for _ in 0..<100 { await Task.yield() }
                        second.cancel()
                        // Ends with its session: the first statement goes on, untouched by the cancellation of the second.
                        return (first, second)
                    }
                    #expect(try await first.value?("n") == 1)
                    await #expect(throws: (any Error).self) { _ = try await second.value }
                    #expect(try await session.first("SELECT 2 AS n")?("n") == 2)
                }
            }
        }
    }

    /// The server waits for a lock in the middle of the data, and the socket is full.
    @Test func aCopyThatWaitsIsCancelled() async throws {
        try await withPool { pool async throws in
            try await pool.transaction { try await $0.run("CREATE TABLE waiting_copy (n int PRIMARY KEY, t text)") }
            try await pool.transaction { holder async throws in
                try await holder.run("INSERT INTO waiting_copy VALUES (5)")
                let rows: [CopyRow] = (0..<20_000).map { [$0, String(repeating: "x", count: 1_000)] }
                let task = Task { try await pool.transaction { try await $0.copyIn("waiting_copy", columns: ["n", "t"], rows: rows) } }
                try await untilRunning("waiting_copy (n, t) FROM STDIN", pool, waitsForLock: true)
                task.cancel()
                await #expect(throws: (any Error).self) { try await task.value }
            }
            #expect(try await pool.single("SELECT count(*) AS n FROM waiting_copy").first?("n") == 1)
            try await pool.transaction { try await $0.run("DROP TABLE waiting_copy") }
        }
    }

    @Test func theServersTimeLimitEndsAStatement() async throws {
        try await withPool {
            $0.size = 1
            // Long enough for a statement that does nothing, on a busy machine, too.
            $0.statementTimeout = .seconds(2)
        } _: { pool async throws in
            let error = await #expect(throws: DatabaseError.self) { try await pool.single("SELECT pg_sleep(60)") }
            #expect(error?.sqlState == .queryCanceled)
            #expect(error?.isConnectionLost == false)
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
    }

    @Test func anIdleTransactionLosesItsConnection() async throws {
        try await withPool { watcher in
            try await withPool {
                $0.size = 1
                $0.idleInTransactionTimeout = .milliseconds(50)
            } _: { pool async throws in
                let error = await #expect(throws: DatabaseError.self) {
                    try await pool.transaction { tx in
                        let pid: Int? = try await tx.first("SELECT pg_backend_pid() AS pid")?("pid")
                        let isGone: SQL = "SELECT 1 AS n FROM pg_stat_activity WHERE pid = \(pid)"
                        while try await !watcher.single(isGone).isEmpty { await Task.yield() }
                        try await tx.run("SELECT 1")
                    }
                }
                #expect(error?.isConnectionLost == true)
                #expect(error?.outcomeUnknown == false)
                #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
            }
        }
    }
}
