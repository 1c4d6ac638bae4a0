public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Issues the certificate of a passed case, or of a change: every sheet of the set is approved, and what a change took the place of is superseded,
    /// all in this transaction. A revision that is unchanged keeps its first approval.
    public func certify(_ id: UUID, as person: ActingPerson) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let after = try value.applying(.certify, by: actor.role)
        try await certification(of: id, in: record.round).require(person)
        let superseded = try await approve(record)
        if record.state == .changeInReview { try await end(of: record, .certified, reason: nil) }
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), approved_round = round, version = version + 1
                 WHERE case_id = \(id) AND version = \(record.version)
             RETURNING *)
            \(audit(.caseCertify, "case", "case_id", in: "moved", project: "project_id", case: "case_id", from: record.state.rawValue, to: after.state.rawValue,
                detail: .values(["round": String(record.round), "superseded": superseded.isEmpty ? nil : superseded.joined(separator: "\n")])))\(edition(.certify))
            SELECT * FROM moved
            """
        )
        guard let row else { throw StoreError.stale("case \(id)") }
        return try CaseRecord(row)
    }

    /// Approves the set of a round.
    /// - Returns: numbers and revisions of the sheets whose place was taken.
    private func approve(_ record: CaseRecord) async throws -> [String] {
        // What goes first, what comes second: both read the approvals as they are before.
        let gone = try await sql.all(
            """
            WITH set_now AS (\(Self.presentSet(of: record)))
            UPDATE sheet_approval a SET superseded_round = \(record.round), superseded_at = business_now() FROM sheet o
             WHERE a.case_id = \(record.id) AND a.superseded_round IS NULL AND o.sheet_id = a.sheet_id AND NOT EXISTS (
                   SELECT FROM set_now f WHERE f.institute_id = o.institute_id AND f.number = o.number AND f.file_sha256 = o.file_sha256 AND f.page = o.page)
            RETURNING o.number, o.revision
            """)
        try await sql.run(
            """
            WITH set_now AS (\(Self.presentSet(of: record)))
            INSERT INTO sheet_approval (sheet_id, case_id, owner_id, round, approved_at, approved_by)
            SELECT f.sheet_id, f.case_id, f.owner_id, coalesce(o.round, \(record.round)), coalesce(o.approved_at, business_now()), coalesce(o.approved_by, \(actor.person))
              FROM set_now f LEFT JOIN LATERAL (
                   SELECT a.* FROM sheet_approval a JOIN sheet s USING (sheet_id)
                    WHERE a.case_id = f.case_id AND coalesce(a.superseded_round, \(record.round)) = \(record.round) AND s.institute_id = f.institute_id AND s.number = f.number
                      AND (s.file_sha256 = f.file_sha256 AND s.page = f.page OR s.page_digest = f.page_digest)
                    ORDER BY a.round LIMIT 1) AS o ON true
            ON CONFLICT (sheet_id) DO NOTHING
            """)
        return try gone.map { "\(try $0("number") as String) \(try $0("revision") as String)" }.sorted()
    }

    private static func presentSet(of record: CaseRecord) -> SQL {
        """
        SELECT s.* FROM packages_in_force(\(record.id), \(record.round)::integer) k JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet s ON s.sheet_id = t.sheet_id
        """
    }

    /// What sheet revisions are worth at this moment: the one question, for whatever list shows them.
    public func statuses(of sheets: [UUID]) async throws -> [UUID: SheetStatus] {
        guard !sheets.isEmpty else { return [:] }
        var found: [UUID: SheetStatus] = [:]
        let rows = try await sql.all(
            """
            SELECT s.sheet_id, a.round, a.superseded_round,
                   -- What another case is to take the place of stays in force until that one is certified.
                   CASE WHEN c.state = 'superseded' AND NOT is_replaced(c.case_id) THEN \(CaseState.certified) ELSE c.state END AS state,
                   a.round IS NOT NULL AND c.state IN ('change_requested', 'change_in_review') AND NOT EXISTS (
                       SELECT FROM packages_in_force(s.case_id, c.round) k JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet f ON f.sheet_id = t.sheet_id
                        WHERE k.institute_id = s.institute_id AND t.number = s.number AND f.file_sha256 = s.file_sha256 AND f.page = s.page) AS changes
              FROM sheet s JOIN joint_case c USING (case_id)
              -- The same bytes on the same page are the same sheet, with whichever package they came; what stands goes first.
              LEFT JOIN LATERAL (
                   SELECT a.round, a.superseded_round FROM sheet_approval a JOIN sheet o ON o.sheet_id = a.sheet_id
                    WHERE o.case_id = s.case_id AND o.institute_id = s.institute_id AND o.number = s.number AND o.file_sha256 = s.file_sha256 AND o.page = s.page
                    ORDER BY a.superseded_round IS NOT NULL, o.sheet_id <> s.sheet_id LIMIT 1) AS a ON true
             WHERE s.sheet_id = ANY (\(sheets))
            """)
        for row in rows {
            let changes: Bool = try row("changes")
            found[try row("sheet_id")] = SheetStatus(
                SheetStatus.Facts(
                    approvedRound: try row.optional("round"), supersededRound: try row.optional("superseded_round"), state: try row("state"),
                    isInPresentSet: !changes))
        }
        return found
    }
}
