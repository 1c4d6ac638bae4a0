import Foundation
import Postgres
import Testing

@Suite struct RowTests {
    enum Colour: String { case red }

    @Test func aRowSaysWhatIsWrong() async throws {
        try await withPool { pool async throws in
            let row = try #require(try await pool.single("SELECT 1 AS n, NULL::text AS nothing, 'blue' AS colour, 1.5 AS numeric").first)
            #expect(throws: RowError.missing(column: "m")) { try row("m") as Int }
            #expect(throws: RowError.null(column: "nothing")) { try row("nothing") as String }
            #expect(throws: RowError.label(column: "colour", label: "blue")) { try row("colour") as Colour }
            #expect(throws: RowError.unreadable(column: "n", as: "String", type: PostgresType(rawValue: 23))) { try row("n") as String }
            #expect(throws: RowError.self) { try row("numeric") as Double }
            #expect(try row.optional("nothing") as String? == nil)
            #expect(try row.optional("nothing") as Colour? == nil)
            #expect(try row("n") == 1)
        }
    }

    @Test func rowsOutliveTheirPool() async throws {
        let rows = try await withPool { pool async throws in try await pool.single("SELECT n, repeat('x', n) AS x FROM generate_series(1, 100) n") }
        #expect(try rows.allSatisfy { try ($0("x") as String).count == $0("n") })
    }

    /// The names of a result come from the first run of its statement; they must follow when the table changes.
    @Test func aChangedTableIsReadAnew() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            try await pool.transaction { try await $0.run("CREATE TABLE changing (a int)") }
            try await pool.transaction { try await $0.run("INSERT INTO changing VALUES (1)") }
            let read: SQL = "SELECT * FROM changing"
            #expect(try await pool.single(read).first?("a") == 1)
            try await pool.transaction { try await $0.run("ALTER TABLE changing ADD b text DEFAULT 'new'") }
            // PostgreSQL refuses the old plan once (0A000); the connection then prepares it anew.
            _ = try? await pool.single(read)
            #expect(try await pool.single(read).first?("b") == "new")
            try await pool.transaction { try await $0.run("DROP TABLE changing") }
        }
    }
}
