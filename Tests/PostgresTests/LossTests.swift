import Foundation
import Postgres
import Testing

@Suite struct LossTests {
    private let terminate: SQL = "SELECT pg_terminate_backend(pg_backend_pid())"

    @Test func aKilledStatementIsReportedAndTheNextLeaseWorks() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) { try await pool.transaction { try await $0.run(terminate) } }
            #expect(error?.sqlState == .adminShutdown)
            #expect(error?.isConnectionLost == true)
            #expect(error?.outcomeUnknown == false)
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
    }

    /// Nothing of the transaction has reached the server, so another connection does as well.
    @Test func aConnectionKilledWhileIdleIsReplacedUnseen() async throws {
        try await withPool { killer in
            try await withPool({ $0.size = 2 }) { pool async throws in
                for _ in 0..<50 {
                    let pid = try #require(try await pool.single("SELECT pg_backend_pid() AS pid").first?("pid") as Int?)
                    _ = try await killer.single("SELECT pg_terminate_backend(\(Int32(pid)), 10000)")
                    let next: Int? = try await pool.transaction { try await $0.first("SELECT pg_backend_pid() AS pid")?("pid") }
                    #expect(next != pid)
                }
            }
        }
    }

    @Test func aConnectionKilledBetweenStatementsIs08006() async throws {
        try await withPool { killer in
            try await withPool({ $0.size = 1 }) { pool async throws in
                let error = await #expect(throws: DatabaseError.self) {
                    try await pool.transaction { tx in
                        let pid = try #require(try await tx.first("SELECT pg_backend_pid() AS pid")?("pid") as Int?)
                        _ = try await killer.single("SELECT pg_terminate_backend(\(Int32(pid)), 10000)")
                        try await tx.run("SELECT 1")
                    }
                }
                #expect(error?.isConnectionLost == true)
                #expect(error?.sqlState == .connectionFailure || error?.sqlState == .adminShutdown)
                #expect(error?.outcomeUnknown == false)
                #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
            }
        }
    }

    @Test func aBodyThatStartsLateFindsALivingConnection() async throws {
        try await withPool { killer in
            try await withPool({ $0.size = 1 }) { pool async throws in
                let pid = try #require(try await pool.single("SELECT pg_backend_pid() AS pid").first?("pid") as Int?)
                let setting: String? = try await pool.transaction(settings: [("app.late", "kept")]) { tx in
                    _ = try await killer.single("SELECT pg_terminate_backend(\(Int32(pid)), 10000)")
                    while pool.statistics.leased == 0 { await Task.yield() }
                    // Until the reactor has heard of it.
                    for _ in 0..<1000 { await Task.yield() }
                    return try await tx.first("SELECT current_setting('app.late') AS v")?("v")
                }
                #expect(setting == "kept")
            }
        }
    }

    /// The place of a connection that died is given back once, also when the server is away and no other can be had.
    @Test func aConnectionThatCannotBeReplacedIsGivenBackOnce() async throws {
        let server = try await Cluster.shared
        let way = "/tmp/pg-way-\(UInt32.random(in: 0 ... .max))"
        defer { unlink(way) }
        try await withPool { killer in
            let url = server.url().replacingOccurrences(of: server.folder.path, with: way)
            try await withPool({ ($0.size, $0.url) = (1, url) }) { pool async throws in
                for _ in 0..<20 {
                    try #require(symlink(server.folder.path, way) == 0)
                    let pid = try #require(try await pool.single("SELECT pg_backend_pid() AS pid").first?("pid") as Int?)
                    await #expect(throws: DatabaseError.self) {
                        try await pool.transaction { tx in
                            _ = try await killer.single("SELECT pg_terminate_backend(\(Int32(pid)), 10000)")
                            unlink(way)
                            // Until the reactor has heard of it.
                            for _ in 0..<1000 { await Task.yield() }
                            try await tx.run("SELECT 1")
                        }
                    }
                    #expect(pool.statistics.leased == 0)
                }
            }
        }
    }

    /// A deferred trigger kills its own backend inside COMMIT: the client cannot know.
    @Test(arguments: [false, true])
    func aConnectionLostInCommitLeavesTheOutcomeUnknown(alone: Bool) async throws {
        try await withPool({ $0.size = 2 }) { pool async throws in
            let name: SQL = alone ? "deadly_alone" : "deadly"
            try await pool.transaction { tx in
                try await tx.run("CREATE TABLE \(name) (n int)")
                try await tx.run(
                    """
                    CREATE FUNCTION \(name)_now() RETURNS trigger LANGUAGE plpgsql
                    AS $f$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $f$
                    """)
                try await tx.run(
                    "CREATE CONSTRAINT TRIGGER deadly AFTER INSERT ON \(name) DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION \(name)_now()"
                )
            }
            let error = await #expect(throws: DatabaseError.self) {
                if alone {
                    _ = try await pool.single("INSERT INTO \(name) VALUES (1)")
                } else {
                    try await pool.transaction { try await $0.run("INSERT INTO \(name) VALUES (1)") }
                }
            }
            #expect(error?.isConnectionLost == true)
            #expect(error?.outcomeUnknown == true)
            #expect(try await pool.single("SELECT count(*) AS n FROM \(name)").first?("n") == 0)
            try await pool.transaction { tx in
                try await tx.run("DROP TABLE \(name)")
                try await tx.run("DROP FUNCTION \(name)_now()")
            }
        }
    }

    /// PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, which must not look like success.
    @Test func aSwallowedErrorIsNotCommitted() async throws {
        try await withPool { pool async throws in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in _ = try? await tx.run("SELECT 1/0") }
            }
            #expect(error?.sqlState.rawValue == "22012")
            let saved = try await pool.transaction { tx in
                try await tx.run("SAVEPOINT here")
                _ = try? await tx.run("SELECT 1/0")
                try await tx.run("ROLLBACK TO here")
                return try await tx.first("SELECT 7 AS n")?("n") as Int?
            }
            #expect(saved == 7)
        }
    }

    @Test func aDeferredConstraintFailsTheCommit() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in
                    try await tx.run("CREATE TEMP TABLE twice (n int CONSTRAINT only_once UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP")
                    try await tx.run("INSERT INTO twice VALUES (1), (1)")
                }
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraint == "only_once")
            #expect(error?.outcomeUnknown == false)
            #expect(error?.description == "database error 23505 (only_once)")
            #expect(error?.report.contains("Key (n)=(1) already exists") == true)
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
        }
    }
}
