import Foundation
import Postgres
import Testing

@Suite struct SQLTests {
    enum Colour: String { case red, green }

    @Test func valuesBecomePlaceholders() {
        let name = "Robert'); DROP TABLE student;--"
        let sql: SQL = "SELECT \(name), \(7)"
        #expect(sql.text == "SELECT $1, $2")
        #expect(sql.binds == [name.bind, 7.bind])
    }

    @Test func fragmentsAreRenumbered() {
        let filter: SQL = "a = \(1) AND b = \("x")"
        let sql: SQL = "SELECT \(true) WHERE \(filter) OR \(filter) LIMIT \(9)"
        #expect(sql.text == "SELECT $1 WHERE a = $2 AND b = $3 OR a = $4 AND b = $5 LIMIT $6")
        #expect(sql.binds == [true.bind, 1.bind, "x".bind, 1.bind, "x".bind, 9.bind])
    }

    /// Placeholders of two and more digits have another width after renumbering.
    @Test func manyPartsAreJoined() {
        let parts: [SQL] = (0..<120).map { "v\(SQL.joined([], separator: "")) = \($0)" }
        let sql: SQL = "/* 部件 */ \(SQL.joined([SQL.joined(parts, separator: " OR "), "c = \("z")"], separator: " AND "))"
        let expected = (0..<120).map { "v = $\($0 + 1)" }.joined(separator: " OR ")
        #expect(sql.text == "/* 部件 */ \(expected) AND c = $121")
        #expect(sql.binds == (0..<120).map(\.bind) + ["z".bind])
    }

    @Test func aSplicedPrefixKeepsItsMarks() {
        let first: SQL = "a = \(1)"
        let second: SQL = "\(first) AND b = \(2)"
        let third: SQL = "x = \(0) AND \(second)"
        #expect(third.text == "x = $1 AND a = $2 AND b = $3")
    }

    @Test func nothingIsBoundWithoutItsType() {
        let missing: UUID? = nil
        let colour: Colour? = nil
        let sql: SQL = "\(missing) \(colour) \(Colour.red) \([Colour.green]) \(nil as [Date]?)"
        #expect(sql.binds == [UUID.null, String.null, "red".bind, ["green"].bind, [Date].null])
    }

    @Test func textsWithQuotesStayValues() async throws {
        try await withPool { pool async throws in
            for text in ["'; DROP TABLE pg_class; --", "$1", "\\", "\"", "汉字 𝄞", "a\u{1}b", ""] {
                let back: String? = try await pool.single("SELECT \(text) AS v").first?("v")
                #expect(back == text)
            }
            await #expect(throws: DatabaseError.self) { try await pool.single("SELECT \("nul\0") AS v") }
        }
    }
}
