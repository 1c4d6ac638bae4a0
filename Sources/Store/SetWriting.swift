import Crypto
import Foundation
import JointReview
import Postgres

extension Tx {
    /// Writes the set that an accepted package makes. Runs with what intake found, after the package's own sheets.
    /// - Parameter base: package whose set it was applied to.
    func insert(_ set: ComposedSet, base: UUID?, sheets: [SheetRecord], of package: PackageRecord, owner: UUID) async throws {
        let documents = String(decoding: try CanonicalJSON.encode(set.documents), as: UTF8.self)
        try await sql.run(
            """
            INSERT INTO package_set (package_id, case_id, owner_id, base_id, partial, documents, sha256)
            VALUES (\(package.id), \(package.caseID), \(owner), \(base), \(set.partial), \(JSON(text: documents)), \(set.sha256))
            """
        )
        let brought = Dictionary(sheets.map { (SheetNumber.plain($0.entry.number), $0.id) }, uniquingKeysWith: { first, _ in first })
        var earlier: [String: UUID] = [:]
        if let base {
            for row in try await sql.all("SELECT sheet_id, number FROM set_sheet WHERE package_id = \(base) AND sheet_id IS NOT NULL") {
                let number: String = try row("number")
                earlier[SheetNumber.plain(number)] = try row("sheet_id")
            }
        }
        let lines = try set.sheets.map { try Self.line($0, brought, earlier) }
        guard !lines.isEmpty else { return }
        try await sql.run(
            """
            INSERT INTO set_sheet (package_id, ordinal, case_id, owner_id, number, standing, sheet_id, before_id, declared, declared_text)
            SELECT \(package.id), ordinality - 1, \(package.caseID), \(owner), number, standing, nullif(sheet_id, \(Self.noSheet)), nullif(before_id, \(Self.noSheet)),
                   nullif(declared, ''), nullif(declared_text, '')
              FROM unnest(\(lines.map(\.number)), \(lines.map(\.standing)), \(lines.map(\.sheet)), \(lines.map(\.before)), \(lines.map(\.declared)),
                          \(lines.map(\.text))) WITH ORDINALITY AS l (number, standing, sheet_id, before_id, declared, declared_text, ordinality)
            """
        )
        try await keepRestrictions(of: package)
    }

    /// A restricted sheet stays restricted when another revision takes its place, and under another number, until somebody lifts it.
    private func keepRestrictions(of package: PackageRecord) async throws {
        try await sql.run(
            """
            WITH flagged AS (
                UPDATE sheet s SET restricted = true, restricted_to = b.restricted_to, restricted_reason = b.restricted_reason, restricted_by = b.restricted_by,
                       restricted_at = clock_timestamp()
                  FROM set_sheet t JOIN sheet n ON n.sheet_id = t.sheet_id JOIN LATERAL (
                       SELECT o.* FROM sheet o WHERE o.case_id = n.case_id AND o.restricted AND o.sheet_id <> n.sheet_id
                          AND (o.sheet_id = t.before_id OR o.file_sha256 = n.file_sha256 AND o.page = n.page OR o.page_digest = n.page_digest OR o.look = n.look)
                        ORDER BY o.sheet_id = t.before_id DESC LIMIT 1) AS b ON true
                 WHERE t.package_id = \(package.id) AND s.sheet_id = t.sheet_id AND NOT s.restricted
             RETURNING s.*)
            \(audit(.sheetRestrict, "sheet", "sheet_id", in: "flagged JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                from: "open", to: "restricted", digests: "file_sha256, NULL::bytea, NULL::bigint"))
            SELECT FROM flagged
            """
        )
    }

    private typealias Line = (number: String, standing: SheetStanding, sheet: UUID, before: UUID, declared: String, text: String)
    /// Stands for NULL in an array.
    private static let noSheet = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    private static func line(_ line: ComposedSet.Line, _ brought: [String: UUID], _ earlier: [String: UUID]) throws -> Line {
        let number = SheetNumber.plain(line.number)
        let before = earlier[number]
        let sheet = line.standing == .removed ? nil : line.carried ? before : brought[number]
        guard line.standing == .removed || sheet != nil, line.standing == .added || before != nil else {
            throw StoreError.invalid("sheet \(line.number) of a set")
        }
        return (
            line.number, line.standing, sheet ?? noSheet, line.standing == .added ? noSheet : before ?? noSheet, line.declared?.kind.rawValue ?? "",
            line.declared?.text ?? ""
        )
    }
}

extension ComposedSet {
    /// SHA-256 of the text that owner and institute confirm.
    var sha256: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}
