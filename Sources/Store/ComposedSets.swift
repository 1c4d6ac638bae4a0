public import Foundation
public import JointReview
import Postgres

/// The set that a package makes of the last complete one, as it is kept.
public struct SetRecord: Sendable, Hashable {
    /// Package that made it.
    public let package: UUID
    /// Case of the package.
    public let caseID: UUID
    /// Package whose set it was applied to.
    public let base: UUID?
    /// Whether the package brought only what changed.
    public let partial: Bool
    /// The documents in force.
    public let documents: [ComposedSet.DocumentLine]
    /// SHA-256 of `ComposedSet.text`: what is confirmed.
    public let sha256: [UInt8]
    /// Sheets by what became of them.
    public let counts: [SheetStanding: Int]
    /// Sheets that stay in force without being in the package.
    public let carried: Int
    /// Who confirmed it, also what is void since.
    public let confirmations: [SetConfirmation]

    /// Grows with every confirmation, and when one becomes void; the ETag.
    public var version: Int { 1 + confirmations.count + confirmations.count { $0.voidedAt != nil } }
}

/// One sheet of a set.
public struct SetSheetRecord: Sendable, Hashable {
    /// Place in the set, from 0.
    public let ordinal: Int
    /// What became of it.
    public let standing: SheetStanding
    /// The sheet in force; for one that was taken away, the last one that was.
    public let sheet: SheetRecord
    /// The sheet in force before, which is the same one when it is carried over.
    public let before: UUID?
    /// What the list of changes says of it.
    public let declared: PackageManifest.Change.Kind?
    /// The same in the designer's words.
    public let declaredText: String?

    /// Whether it stays in force without being in the package.
    public var isCarried: Bool { before == sheet.id && standing != .removed }
}

extension Tx {
    /// The set that a package makes; the package must be one that the actor may see.
    /// - Throws: `StoreError.missing` while intake has not read the package, and for one that it rejected.
    public func composedSet(of package: UUID) async throws -> SetRecord {
        let answers = try await sql.batch([
            "SELECT package_id, case_id, base_id, partial, documents, sha256 FROM package_set WHERE package_id = \(package)",
            """
            SELECT standing, count(*) AS sheets, count(*) FILTER (WHERE sheet_id = before_id) AS carried FROM set_sheet
             WHERE package_id = \(package) GROUP BY standing ORDER BY standing
            """,
            """
            SELECT side, person_id, organisation_id, sha256, confirmed_at, voided_at FROM set_confirmation
             WHERE package_id = \(package) ORDER BY confirmed_at, confirmation_id LIMIT 1000
            """,
        ])
        guard let row = answers[0].first else { throw StoreError.missing("set of package \(package)") }
        let documents: JSON = try row("documents")
        var counts: [SheetStanding: Int] = [:]
        var carried = 0
        for row in answers[1] {
            counts[try row("standing")] = try row("sheets")
            carried += try row("carried")
        }
        return try SetRecord(
            package: row("package_id"), caseID: row("case_id"), base: row.optional("base_id"), partial: row("partial"),
            documents: documents.decode(), sha256: row("sha256"), counts: counts, carried: carried,
            confirmations: answers[2].map(SetConfirmation.init))
    }

    /// The sheets of a set in its own order, after the place given; those that were taken away are among them.
    public func sheets(ofSet package: UUID, after ordinal: Int? = nil, limit: Int = 100_000) async throws -> [SetSheetRecord] {
        try await sql.all(
            """
            SELECT t.ordinal AS place, t.standing, t.before_id, t.declared, t.declared_text, s.*
              FROM set_sheet t JOIN sheet s ON s.sheet_id = coalesce(t.sheet_id, t.before_id)
             WHERE t.package_id = \(package) AND t.ordinal > \(ordinal ?? -1) ORDER BY t.ordinal LIMIT \(limit)
            """
        ).map(SetSheetRecord.init)
    }

    /// The last complete set of the institute that handed a package in, without that package: what a package of changes is applied to.
    ///
    /// It is the one sealed last, of any round but those of dropped changes: a round begins with the set that the one before it ended with.
    public func lastSet(before package: PackageRecord) async throws -> (package: UUID, set: SheetSet)? {
        let row = try await sql.first(
            """
            SELECT k.package_id, k.file_name, k.sha256, s.documents FROM package k JOIN package_set s USING (package_id)
             WHERE k.case_id = \(package.caseID) AND k.institute_id = \(package.institute) AND k.state = 'sealed' AND k.package_id <> \(package.id)
               AND NOT is_dropped(k.case_id, k.round, \(package.round)::integer)
             ORDER BY k.round DESC, k.sealed_at DESC LIMIT 1
            """
        )
        guard let row else { return nil }
        return (try row("package_id"), try await sheetSet(row))
    }

    /// The set that a package made, as what the next package is applied to; nil for a package that made none: not read yet, or rejected.
    public func madeSet(of package: UUID) async throws -> SheetSet? {
        let row = try await sql.first(
            "SELECT k.package_id, k.file_name, k.sha256, s.documents FROM package k JOIN package_set s USING (package_id) WHERE k.package_id = \(package)"
        )
        guard let row else { return nil }
        return try await sheetSet(row)
    }

    /// Whether the actor's organisation may open every sheet of the set that a package made.
    public func mayOpenSet(of package: UUID) async throws -> Bool {
        let restricted = try await sql.all(
            "\(Self.sheets) JOIN set_sheet t ON t.sheet_id = s.sheet_id WHERE t.package_id = \(package) AND s.restricted"
        ).map(SheetRecord.init)
        return try await mayOpen(restricted)
    }

    private func sheetSet(_ row: Row) async throws -> SheetSet {
        let (documents, digest): (JSON, [UInt8]) = try (row("documents"), row("sha256"))
        let sheets = try await sheets(ofSet: row("package_id")).filter { $0.standing != .removed }.map(\.sheet.ofSet)
        let lines: [ComposedSet.DocumentLine] = try documents.decode()
        return try SheetSet(name: row("file_name"), sha256: digest.hex, sheets: sheets, documents: lines.map(\.document))
    }

    /// Whether a sheet is in force in the sealed set of a case's round: only such a one is reviewed.
    public func isInForce(_ sheet: UUID, round: Int) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM sheet s JOIN packages_in_force(s.case_id, \(round)::integer) k ON k.institute_id = s.institute_id
                             JOIN set_sheet t ON t.package_id = k.package_id AND t.sheet_id = s.sheet_id
                            WHERE s.sheet_id = \(sheet)) AS found
            """
        )
        return try row?("found") ?? false
    }

    /// Files of earlier packages whose sheets are in force in the set of a package, by package.
    func carriedFiles(of package: UUID) async throws -> [(package: UUID, files: Set<String>)] {
        let rows = try await sql.all(
            """
            SELECT s.package_id, s.file FROM set_sheet t JOIN sheet s ON s.sheet_id = t.sheet_id
             WHERE t.package_id = \(package) AND t.sheet_id = t.before_id GROUP BY s.package_id, s.file ORDER BY s.package_id, s.file
            """
        )
        var found: [(package: UUID, files: Set<String>)] = []
        for row in rows {
            let (source, file): (UUID, String) = try (row("package_id"), row("file"))
            if found.last?.package == source { found[found.count - 1].files.insert(file) } else { found.append((source, [file])) }
        }
        return found
    }
}

extension SetSheetRecord {
    fileprivate init(_ row: Row) throws {
        ordinal = try row("place")
        standing = try row("standing")
        sheet = try SheetRecord(row)
        before = try row.optional("before_id")
        declared = try row.optional("declared")
        declaredText = try row.optional("declared_text")
    }
}

extension SheetRecord {
    /// What decides whether the sheet is another than before.
    public var ofSet: SheetSet.Sheet {
        SheetSet.Sheet(entry, fileSHA256: fileSHA256.hex, pageDigest: pageDigest, look: look)
    }
}
