import Foundation
import Postgres
import Testing

@Suite struct PoolTests {
    @Test func whoWaitsTooLongIsToldOverloaded() async throws {
        try await withPool {
            $0.size = 1
            $0.waitLimit = .milliseconds(50)
        } _: { pool async throws in
            try await pool.transaction { tx async throws in
                try await tx.run("SELECT 1")
                await #expect(throws: PoolError.overloaded) { try await pool.single("SELECT 1") }
                await #expect(throws: PoolError.overloaded) { try await pool.transaction { _ in } }
            }
            #expect(pool.statistics.overloads == 2)
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
    }

    @Test func whoIsCancelledLeavesTheLine() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { tx async throws in
                try await tx.run("SELECT 1")
                let waiter = Task { try await pool.single("SELECT 1") }
                while pool.statistics.waiting == 0 { await Task.yield() }
                waiter.cancel()
                await #expect(throws: CancellationError.self) { _ = try await waiter.value }
                #expect(pool.statistics.waiting == 0)
            }
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
    }

    @Test func waitersAreServedInTheirOrder() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let (order, continuation) = AsyncStream.makeStream(of: Int.self)
            try await pool.transaction { tx in
                try await tx.run("SELECT 1")
                for n in 0..<5 {
                    Task {
                        try await pool.transaction { tx in
                            try await tx.run("SELECT 1")
                            continuation.yield(n)
                        }
                    }
                    while pool.statistics.waiting <= n { await Task.yield() }
                }
            }
            #expect(await order.prefix(5).reduce(into: []) { $0.append($1) } == [0, 1, 2, 3, 4])
        }
    }

    @Test func aClosedPoolRefusesAndWaitsForItsLessees() async throws {
        let pool = try await withPool { pool async throws in
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let worker = Task {
                try await pool.transaction { tx in
                    start.yield()
                    return try await tx.first("SELECT pg_sleep(0.1), 1 AS n")?("n") as Int?
                }
            }
            for await _ in started.prefix(1) {}
            await pool.close()
            #expect(pool.statistics.leased == 0)
            #expect(try await worker.value == 1)
            return pool
        }
        await #expect(throws: PoolError.closed) { try await pool.single("SELECT 1") }
    }

    @Test func aReadOnlyTransactionRefusesWrites() async throws {
        try await withPool { pool async throws in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction(readOnly: true) { try await $0.run("CREATE TABLE never (n int)") }
            }
            #expect(error?.sqlState == .readOnlyTransaction)
            let single = await #expect(throws: DatabaseError.self) { try await pool.single(readOnly: true, "CREATE TABLE never (n int)") }
            #expect(single?.sqlState == .readOnlyTransaction)
        }
    }

    @Test func isolationIsWhatWasAskedFor() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let cases: [(Isolation, String)] = [
                (.readCommitted, "read committed"), (.repeatableRead, "repeatable read"), (.serializable, "serializable"),
            ]
            for (isolation, name) in cases {
                for readOnly in [false, true] {
                    let row = try await pool.transaction(settings: [("app.x", "y")], readOnly: readOnly, isolation: isolation) {
                        try await $0.first(
                            "SELECT current_setting('transaction_isolation') AS level, current_setting('transaction_read_only')::bool AS ro")
                    }
                    #expect(try row?("level") == name)
                    #expect(try row?("ro") == readOnly)
                }
            }
        }
    }

    @Test func aTransactionWithoutStatementsCostsNothing() async throws {
        try await withPool { pool async throws in
            #expect(try await pool.transaction(settings: [("no.such-name", "")]) { _ in 5 } == 5)
            await #expect(throws: DatabaseError.self) {
                try await pool.transaction(settings: [("no.such-name", "")]) { try await $0.run("SELECT 1") }
            }
        }
    }

    @Test func aTransactionThatEndedIsNotUsable() async throws {
        try await withPool { pool async throws in
            let leaked = try await pool.transaction { tx in
                try await tx.run("SELECT 1")
                return tx
            }
            await #expect(throws: PoolError.ended) { try await leaked.run("SELECT 1") }
        }
    }

    @Test func aSessionKeepsItsLockAndLeavesNothingBehind() async throws {
        try await withPool { pool async throws in
            try await pool.withConnection { session async throws in
                try await session.run("SELECT pg_advisory_lock(\(4711))")
                try await session.script(trusted: "CREATE TABLE scripted (n int); INSERT INTO scripted VALUES (1), (2); SET search_path = pg_temp;")
                #expect(try await pool.single("SELECT pg_try_advisory_lock(\(4711)) AS free").first?("free") == false)
                let error = await #expect(throws: DatabaseError.self) {
                    try await session.script(trusted: "SELECT 1; SELECT 1/0; DROP TABLE public.scripted")
                }
                #expect(error?.sqlState.rawValue == "22012")
            }
            #expect(try await pool.single("SELECT count(*) AS n FROM scripted").first?("n") == 2)
            try await pool.transaction { try await $0.run("DROP TABLE scripted") }
        }
    }

    @Test func tasksRunOnTheReactor() async throws {
        try await withPool { pool async throws in
            let sum = try await withTaskExecutorPreference(Reactor.shared) {
                var sum = 0
                for n in 1...100 { sum += try await pool.single("SELECT \(n) AS n").first?("n") ?? 0 }
                return sum
            }
            #expect(sum == 5050)
        }
    }
}
