import Foundation
import Postgres
import Testing

@Suite struct BindingTests {
    enum Discipline: String { case planning, fire }

    /// Out and back in binary form, the type as the server understood it, and NULL of the same type.
    private func roundTrip<Value: SQLBindable & SQLDecodable & Equatable>(_ values: [Value], as type: String) async throws {
        try await withPool { pool async throws in
            for value in values {
                let sql: SQL = "SELECT \(value) AS v, pg_typeof(\(value))::text AS t, \(nil as Value?) AS n, pg_typeof(\(nil as Value?))::text AS nt"
                let row = try #require(try await pool.single(sql).first)
                #expect(try row("v") == value)
                #expect(try row("t") == type)
                #expect(try row.optional("n") as Value? == nil)
                #expect(try row("nt") == type)
            }
        }
    }

    @Test func integers() async throws {
        try await roundTrip([Int.min, -1, 0, 1, .max], as: "bigint")
        try await roundTrip([Int64.min, 0, .max], as: "bigint")
        try await roundTrip([Int32.min, 0, .max], as: "integer")
        try await roundTrip([Int16.min, 0, .max], as: "smallint")
    }

    @Test func otherScalars() async throws {
        try await roundTrip([-Double.infinity, -0.1, 0, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude], as: "double precision")
        try await roundTrip([true, false], as: "boolean")
        try await roundTrip(["", "审查", "a\nb"], as: "text")
        try await roundTrip([UUID(), UUID()], as: "uuid")
        try await roundTrip([Data(), Data([0, 255, 7])], as: "bytea")
        try await roundTrip([[UInt8](), [0, 1, 0], (0...255).map { UInt8($0) }], as: "bytea")
    }

    @Test func arrays() async throws {
        try await roundTrip([[UUID](), [UUID(), UUID()]], as: "uuid[]")
        try await roundTrip([[String](), ["", "a,b", "{\"}", "汉"]], as: "text[]")
        try await roundTrip([[Int](), [Int.min, 3, .max]], as: "bigint[]")
        try await roundTrip([[Int64.min, 3, .max]], as: "bigint[]")
        try await roundTrip([[Int16](), [-3, 3]], as: "smallint[]")
        try await roundTrip([[Int32](), [-3, 3]], as: "integer[]")
        try await roundTrip([[true, false]], as: "boolean[]")
        try await roundTrip([[1.5, -2]], as: "double precision[]")
        try await roundTrip([[Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1_795_219_200.125)]], as: "timestamp with time zone[]")
        try await roundTrip([[[UInt8]](), [[], [1, 2], [255]]], as: "bytea[]")
    }

    @Test(arguments: [
        "1999-12-31T23:59:59.999999Z", "2000-01-01T00:00:00Z", "2026-11-21T12:34:56.789012Z", "1969-07-20T20:17:40.000001Z", "4000-01-01T00:00:00.5Z",
    ])
    func instantsKeepTheirMicroseconds(_ text: String) async throws {
        try await withPool { pool async throws in
            let row = try #require(try await pool.single("SELECT \(text)::timestamptz AS v").first)
            let date: Date = try row("v")
            let format: SQL = "'YYYY-MM-DD HH24:MI:SS.US'"
            let same = try #require(
                try await pool.single("SELECT \(date) = \(text)::timestamptz AS same, to_char(\(date), \(format)) AS shown").first)
            let shown: String = try same("shown")
            #expect(try same("same"), "\(shown)")
        }
    }

    @Test func datesAreMidnightsInUTC() async throws {
        try await withPool { pool async throws in
            let row = try #require(try await pool.single("SELECT date '2026-02-14' AS d, timestamp '2026-02-14 00:00' AS t").first)
            #expect(try row("d") == Date(timeIntervalSince1970: 1_771_027_200))
            #expect(try row("t") == Date(timeIntervalSince1970: 1_771_027_200))
        }
    }

    @Test func whatCannotBeHeldIsRefused() async throws {
        try await withPool { pool async throws in
            await #expect(throws: DatabaseError.self) { try await pool.single("SELECT \(Date(timeIntervalSince1970: .infinity)) AS v") }
            await #expect(throws: DatabaseError.self) { try await pool.single("SELECT \(Date(timeIntervalSince1970: 1e14)) AS v") }
            let row = try #require(try await pool.single("SELECT 'infinity'::timestamptz AS v, 40000 AS n").first)
            #expect(throws: RowError.self) { try row("v") as Date }
            #expect(throws: RowError.self) { try row("n") as Int16 }
        }
    }

    @Test func jsonIsStoredAsJSONB() async throws {
        struct Body: Codable, Equatable { var name: String, at: Date, count: Int? }
        let body = Body(name: "图 \"1\"", at: Date(timeIntervalSince1970: 1_795_219_200.25), count: nil)
        try await withPool { pool async throws in
            let row = try #require(
                try await pool.single("SELECT \(try JSON(body)) AS v, \(JSON(text: "[1]")) -> 0 AS n, '{}'::json AS j, \(nil as JSON?) AS none").first
            )
            #expect(try (row("v") as JSON).decode() == body)
            #expect(try (row("n") as JSON).text == "1")
            #expect(try (row("j") as JSON).text == "{}")
            #expect(try row.optional("none") as JSON? == nil)
            await #expect(throws: DatabaseError.self) { try await pool.single("SELECT \(JSON(text: "{")) AS v") }
        }
    }

    @Test func labelsFitTextColumnsAndEnumerations() async throws {
        try await withPool { pool async throws in
            try await pool.transaction { tx in
                try await tx.run("CREATE TYPE pg_temp.kind AS ENUM ('planning', 'fire')")
                try await tx.run("CREATE TEMP TABLE labelled (a text, b varchar(20), c pg_temp.kind, d text[])")
                let label = Discipline.fire
                try await tx.run("INSERT INTO labelled VALUES (\(label), \(label), \(label)::text::pg_temp.kind, \([label, .planning]))")
                let row = try #require(try await tx.first("SELECT * FROM labelled WHERE a = \(label) AND b = ANY(\([label]))"))
                #expect(try row("a") == Discipline.fire)
                #expect(try row("b") == Discipline.fire)
                #expect(try row("c") == Discipline.fire)
                #expect(try row("d") == [Discipline.fire, .planning])
            }
        }
    }
}
