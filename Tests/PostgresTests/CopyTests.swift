import Foundation
import Postgres
import Testing

@Suite struct CopyTests {
    private func withTable(_ body: (any Postgres.Transaction) async throws -> Void) async throws {
        try await withPool { pool in
            try await pool.transaction { tx in
                try await tx.run(
                    "CREATE TEMP TABLE copied (id uuid, n int CHECK (n >= 0), small int2, at timestamptz, name text, body jsonb) ON COMMIT DROP")
                try await body(tx)
            }
        }
    }

    @Test func tenThousandRowsArrive() async throws {
        let start = Date(timeIntervalSince1970: 1_795_000_000)
        let rows: [CopyRow] = (0..<10_000).map { n in
            let name: String? = n % 3 == 0 ? nil : "图 \(n)"
            return [UUID(), n, n % 100, start + Double(n), name, JSON(text: "{\"n\":\(n)}")]
        }
        try await withTable { tx in
            let copied = try await tx.copyIn("copied", columns: ["id", "n", "small", "at", "name", "body"], rows: rows)
            #expect(copied == 10_000)
            let row = try #require(
                try await tx.first(
                    """
                    SELECT count(*) AS count, sum(n)::bigint AS sum, count(name) AS names, max(at) AS last,
                           bool_and((body->>'n')::int = n AND small = n % 100 AND name IS NOT DISTINCT FROM CASE WHEN n % 3 > 0 THEN '图 ' || n END) AS same
                      FROM copied
                    """))
            #expect(try row("count") == 10_000)
            #expect(try row("sum") == 49_995_000)
            #expect(try row("names") == 6_666)
            #expect(try row("last") == start + 9_999)
            #expect(try row("same"))
        }
    }

    @Test func copyMayBeTheFirstStatement() async throws {
        try await withPool { pool async throws in
            try await pool.transaction { try await $0.run("CREATE TABLE copy_first (n int)") }
            struct Refused: Error {}
            await #expect(throws: Refused.self) {
                try await pool.transaction { tx in
                    try await tx.copyIn("copy_first", columns: ["n"], rows: [[1], [2]])
                    throw Refused()
                }
            }
            #expect(try await pool.single("SELECT count(*) AS n FROM copy_first").first?("n") == 0)
            let copied = try await pool.transaction { try await $0.copyIn("public.copy_first", columns: ["n"], rows: [[1], [2]]) }
            #expect(copied == 2)
            #expect(try await pool.single("SELECT count(*) AS n FROM copy_first").first?("n") == 2)
            try await pool.transaction { try await $0.run("DROP TABLE copy_first") }
        }
    }

    @Test func aRowThatDoesNotFitStopsTheCopy() async throws {
        let cases: [([CopyRow], CopyError)] = [
            ([[1], [Int.max]], .unfit(row: 1, column: "n")), ([["x"]], .unfit(row: 0, column: "n")), ([[1, 2]], .wrongCount(row: 0)),
        ]
        for (rows, expected) in cases {
            // A COPY that was given up has failed on the server too, so the transaction cannot go on.
            let error = await #expect(throws: DatabaseError.self) {
                try await withTable { tx in
                    await #expect(throws: expected) { try await tx.copyIn("copied", columns: ["n"], rows: rows) }
                    try await tx.run("SELECT 1")
                }
            }
            #expect(error?.sqlState == .inFailedTransaction)
        }
    }

    @Test func theServersRefusalIsReported() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { tx in
                    try await tx.run("CREATE TEMP TABLE checked (n int CONSTRAINT positive CHECK (n >= 0)) ON COMMIT DROP")
                    let rows: [CopyRow] = (0..<50_000).map { [$0 == 10 ? -1 : $0] }
                    try await tx.copyIn("checked", columns: ["n"], rows: rows)
                }
            }
            #expect(error?.sqlState == .checkViolation)
            #expect(error?.constraint == "positive")
            #expect(try await pool.single("SELECT 1 AS n").first?("n") == 1)
            await #expect(throws: CopyError.unknownColumn) {
                try await pool.transaction { try await $0.copyIn("pg_class", columns: ["no_such"], rows: [[1]]) }
            }
        }
    }
}
