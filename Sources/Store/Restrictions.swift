public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Flags a sheet as restricted, or lifts the flag, with who and why; the log keeps every change.
    /// - Parameter disciplines: whose bodies may open it all the same; `nil` leaves that to the kind of the sheet.
    public func restrict(_ sheet: SheetRecord, _ isRestricted: Bool, to disciplines: [Discipline]?, reason: String) async throws -> SheetRecord {
        let row = try await sql.first(
            """
            WITH flagged AS (
                UPDATE sheet SET restricted = \(isRestricted), restricted_to = nullif(\(disciplines ?? []), '{}'::text[]), restricted_reason = \(reason),
                       restricted_by = \(actor.person), restricted_at = clock_timestamp()
                 WHERE sheet_id = \(sheet.id)
             RETURNING *)
            \(audit(.sheetRestrict, "sheet", "sheet_id", in: "flagged JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                from: sheet.entry.restricted ? "restricted" : "open", to: isRestricted ? "restricted" : "open", digests: "file_sha256, NULL::bytea, NULL::bigint",
                detail: .values(["reason": reason, "to": disciplines?.map(\.rawValue).joined(separator: " ")])))
            SELECT * FROM flagged
            """
        )
        guard let row else { throw StoreError.missing("sheet \(sheet.id)") }
        return try SheetRecord(row)
    }

    /// Whether the actor's organisation may open the drawings of these sheets: sheets that are not restricted, and those that it is entitled to.
    public func mayOpen(_ sheets: [SheetRecord]) async throws -> Bool {
        let restricted = sheets.filter(\.entry.restricted)
        guard let caseID = restricted.first?.caseID, actor.role != .system else { return true }
        return try await closed(restricted, in: caseID).isEmpty
    }

    /// The sheets of a case that the actor's organisation may not open: what is said of them is not for it either.
    public func closedSheets(of caseID: UUID) async throws -> Set<UUID> {
        Set(try await closedSheetRecords(of: caseID).map(\.id))
    }

    /// The comments of a case on sheets that the actor's organisation may not open, and those that are not out for it yet.
    public func closedComments(of caseID: UUID) async throws -> Set<UUID> {
        let closed = try await closedSheets(of: caseID)
        return try await Set(
            sql.all(
                """
                SELECT c.comment_id FROM comment c WHERE c.case_id = \(caseID)
                   AND (c.sheet_id = ANY (\(Array(closed))) OR NOT (\(shown("c.case_id", "c.round"))))
                """
            ).map { try $0("comment_id") })
    }

    /// The comments of a case that the actor's own body has made.
    public func ownComments(of caseID: UUID) async throws -> Set<UUID> {
        let rows = try await sql.all(
            "SELECT c.comment_id FROM comment c JOIN review r USING (review_id) WHERE c.case_id = \(caseID) AND r.body_id = \(actor.organisation)")
        return Set(try rows.map { try $0("comment_id") })
    }

    /// The closed sheets of a case with what is known of each.
    public func closedSheetRecords(of caseID: UUID) async throws -> [SheetRecord] {
        guard actor.role != .system else { return [] }
        let restricted = try await sql.all("\(Self.sheets) WHERE s.case_id = \(caseID) AND s.restricted").map(SheetRecord.init)
        return restricted.isEmpty ? [] : try await closed(restricted, in: caseID)
    }

    /// Whether the actor's organisation may open the file of a sheet: a sheet on another page of it may be restricted.
    public func mayOpenFile(of sheet: SheetRecord) async throws -> Bool {
        let sharing = try await sql.all(
            "\(Self.sheets) WHERE s.case_id = \(sheet.caseID) AND s.restricted AND s.file_sha256 = \(sheet.fileSHA256)"
        ).map(SheetRecord.init)
        return try await mayOpen([sheet] + sharing)
    }

    /// Whether the actor's organisation may see a page of a package. It may not where a sheet that is closed to it lies in the same file, and where the
    /// page looks exactly as such a sheet does: a book of all drawings shows what the drawing's own file does.
    public func maySee(_ page: PageThumbnail, of caseID: UUID) async throws -> Bool {
        let shown = try await sql.all(
            """
            \(Self.sheets) WHERE s.case_id = \(caseID) AND s.restricted AND (s.file_sha256 = \(page.fileSHA256)
                OR EXISTS (SELECT FROM sheet_thumbnail t WHERE t.sheet_id = s.sheet_id AND t.sha256 = \(page.picture?.sha256 ?? [])))
            """
        ).map(SheetRecord.init)
        return try await mayOpen(shown)
    }

    /// Whether the report of a case says something of a sheet that the actor's organisation may not open: in a comment, or in a finding of intake.
    public func reportTellsOfClosedSheets(of caseID: UUID) async throws -> Bool {
        let closed = try await closedSheets(of: caseID)
        guard !closed.isEmpty else { return false }
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM comment WHERE case_id = \(caseID) AND sheet_id = ANY (\(Array(closed))))
                OR EXISTS (SELECT FROM sheet s JOIN finding f ON f.package_id = s.package_id AND (f.file = s.file OR f.sheet = s.number)
                            WHERE s.sheet_id = ANY (\(Array(closed))))
                OR EXISTS (SELECT FROM review r JOIN checkpoint_tick k USING (review_id), jsonb_array_elements(k.evidence) e
                            WHERE r.case_id = \(caseID) AND k.unticked_at IS NULL AND (e ->> 'sheet')::uuid = ANY (\(Array(closed)))) AS tells
            """
        )
        return try row?("tells") ?? true
    }

    private func closed(_ restricted: [SheetRecord], in caseID: UUID) async throws -> [SheetRecord] {
        let parts = Set(try await partyRoles(in: caseID).compactMap(OrganisationFunction.init(rawValue:)))
        let reviewing: [Discipline] = try await sql.all(
            "SELECT DISTINCT discipline FROM review WHERE case_id = \(caseID) AND body_id = \(actor.organisation) ORDER BY discipline"
        ).map { try $0("discipline") }
        let matrix: JSON? = try await sql.first(
            """
            SELECT body FROM rule, (SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS day) AS n
             WHERE kind = 'relevance' AND effective_from <= n.day AND (effective_to IS NULL OR effective_to > n.day) ORDER BY name LIMIT 1
            """)?("body")
        let relevance: Relevance? = try matrix?.decode()
        let rows = try await sql.all("SELECT sheet_id, restricted_to FROM sheet WHERE sheet_id = ANY (\(restricted.map(\.id)))")
        var named: [UUID: [Discipline]] = [:]
        for row in rows {
            let words: [String]? = try row.optional("restricted_to")
            named[try row("sheet_id")] = words.map { $0.compactMap(Discipline.init(rawValue:)) }
        }
        return restricted.filter { sheet in
            let entitled = Restriction.disciplines(named: named[sheet.id], kind: sheet.entry.kind, relevance: relevance)
            return !Restriction.allows(parts: parts, reviewing: Set(reviewing), entitled: entitled)
        }
    }
}
