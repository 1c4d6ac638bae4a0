import Foundation
import JointReview
import Postgres

extension Tx {
    /// Warns of limits that run out or have: each level once, to everybody whom it concerns. No review is decided by it, and none changes hands.
    ///
    /// Due soon: whoever reviews. Overdue: the lead body as well. Three working days later: the regulator as well. What is owed is asked of the owner, then told to
    /// the lead. A stopped review is not chased.
    /// - Returns: how many warnings there were.
    public func warnOfLimits() async throws -> Int {
        let (book, now) = try await ruleBook(standing: try await sql.first(Self.ruleStanding))
        let times = WarningTimes(at: now, in: book.calendar)
        let reviews = try await sql.run(
            """
            WITH late AS MATERIALIZED (
                SELECT review_id, \(Self.level(of: "due_at", times)) AS level FROM review
                 WHERE \(Self.isRunning) AND due_at <= \(times.soon) AND warned < \(Self.level(of: "due_at", times))
                 ORDER BY due_at LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED),
            marked AS (
                UPDATE review r SET warned = l.level FROM late l WHERE r.review_id = l.review_id RETURNING r.*),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), m.case_id, o.organisation_id, \(Notice.Kind.overdue),
                       jsonb_build_object('review', m.review_id, 'discipline', m.discipline, 'dueAt', m.due_at, 'level', m.warned)
                  FROM marked m JOIN joint_case c USING (case_id)
                 CROSS JOIN LATERAL (\(Self.bodies(of: "m"))
                        UNION SELECT c.lead_id WHERE m.warned >= \(WarningLevel.overdue.rawValue)
                        UNION SELECT p.organisation_id FROM case_party p
                               WHERE p.case_id = m.case_id AND 'regulator' = ANY (p.roles) AND m.warned >= \(WarningLevel.supervision.rawValue)) AS o (organisation_id))
            \(audit(
                "SELECT \(Act.reviewWarn), project_id, case_id, 'review', review_id, NULL, warned::text, NULL::bytea, NULL::bytea, NULL::bigint FROM marked"))
            SELECT FROM marked
            """)
        return try await reviews + warnOfDebts(times)
    }

    private func warnOfDebts(_ times: WarningTimes) async throws -> Int {
        let due: SQL = "((d.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')"
        return try await sql.run(
            """
            WITH late AS MATERIALIZED (
                SELECT d.case_id, d.serial, least(\(Self.level(of: due, times)), 2) AS level FROM debt d JOIN joint_case c USING (case_id)
                 WHERE d.settled_at IS NULL AND d.due_on <= (\(times.soon) AT TIME ZONE 'Asia/Shanghai')::date AND \(due) <= \(times.soon)
                   AND d.warned < least(\(Self.level(of: due, times)), 2)
                   AND c.state NOT IN ('refused', 'withdrawn', 'superseded', 'revoked', 'archived', 'closed')
                 ORDER BY d.due_on LIMIT 500 FOR NO KEY UPDATE OF d SKIP LOCKED),
            marked AS (
                UPDATE debt d SET warned = l.level FROM late l WHERE (d.case_id, d.serial) = (l.case_id, l.serial) RETURNING d.*),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), m.case_id, o.organisation_id, \(Notice.Kind.overdue),
                       jsonb_build_object('debt', m.serial, 'item', m.item, 'dueOn', m.due_on, 'level', m.warned)
                  FROM marked m JOIN joint_case c USING (case_id)
                 CROSS JOIN LATERAL (SELECT m.owner_id UNION SELECT c.lead_id WHERE m.warned >= \(WarningLevel.overdue.rawValue)) AS o (organisation_id))
            \(audit(
                """
                SELECT \(Act.caseWarn), c.project_id, c.case_id, 'case', c.case_id, NULL, m.warned::text, NULL::bytea, NULL::bytea, NULL::bigint
                  FROM marked m JOIN joint_case c USING (case_id)
                """))
            SELECT FROM marked
            """)
    }

    private static func level(of due: SQL, _ times: WarningTimes) -> SQL {
        "CASE WHEN \(due) <= \(times.supervision) THEN 3 WHEN \(due) <= \(times.overdue) THEN 2 ELSE 1 END"
    }
}
