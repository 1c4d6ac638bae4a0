public import Foundation
public import JointReview
import Postgres
public import WorkingTime

/// A due date that was counted again, as it is kept.
public struct DueChangeRecord: Sendable, Hashable {
    /// The review.
    public let review: UUID
    /// Why.
    public let cause: DueDates.Cause
    /// The notice of the holidays, or the cause of the suspension.
    public let source: String
    /// What it was.
    public let before: Date
    /// What it is since then.
    public let after: Date
    /// When it was counted again.
    public let at: Date
}

extension Tx {
    /// Writes the days of a notice, and counts every limit again that runs into them; what each was stays known, and everybody concerned is told.
    ///
    /// A decided review keeps its date. A stopped one is counted again, too: its working days are added to the date that it has when it goes on.
    /// Locks reviews before cases, as everywhere.
    /// - Returns: the reviews whose due date is another one now.
    public func change(calendar notice: CalendarNotice) async throws -> [(review: UUID, case: UUID)] {
        guard let first = notice.entries.map(\.day).min(), let last = notice.entries.map(\.day).max() else { return [] }
        let years = (first: first.year - 2, last: last.year + 1)
        let old = try WorkingCalendar(try await calendarDays(from: years.first, through: years.last))
        try await write(notice)
        let new = try WorkingCalendar(try await calendarDays(from: years.first, through: years.last))
        let rows = try await sql.all(
            """
            SELECT review_id, case_id, project_id, opened_at, due_at FROM review
             WHERE (\(Self.isRunning) OR state = 'suspended') AND due_at > \(first.start()) ORDER BY review_id FOR NO KEY UPDATE
            """)
        var moved: [(review: UUID, due: Date)] = []
        for row in rows {
            let (opened, due): (Date, Date) = try (row("opened_at"), row("due_at"))
            // A limit that was counted by a table which has been forgotten since is left as it is.
            guard let counted = try? DueDates.recounted(due, from: opened, by: old, now: new), counted != due else { continue }
            moved.append((try row("review_id"), counted))
        }
        guard !moved.isEmpty else { return [] }
        // Many cases and many counters: an order of their own, or two who change many would wait for each other.
        let (cases, projects): ([UUID], [UUID]) = try (rows.map { try $0("case_id") }, rows.map { try $0("project_id") })
        _ = try await sql.batch([
            "SELECT FROM joint_case WHERE case_id = ANY (\(cases)) ORDER BY case_id FOR NO KEY UPDATE",
            "SELECT FROM audit_counter WHERE project_id = ANY (\(projects)) ORDER BY project_id FOR UPDATE",
        ])
        let source = Set(notice.entries.map(\.source)).sorted().joined(separator: ", ")
        let told = try await sql.all(
            """
            WITH moved AS (
                SELECT * FROM review_due_moves(\(moved.map(\.review)), \(moved.map(\.due)), \(DueDates.Cause.calendar), \(source))),
            latest AS (SELECT moved_case, max(due_is) AS due FROM moved GROUP BY moved_case),
            cases AS (
                UPDATE joint_case c SET due_at = l.due, version = c.version + 1 FROM latest l WHERE c.case_id = l.moved_case AND c.due_at IS NOT NULL),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), m.moved_case, o.organisation_id, \(Notice.Kind.dueMoved),
                       jsonb_build_object('review', m.moved_review, 'discipline', r.discipline, 'dueBefore', m.due_was, 'dueAt', m.due_is, 'source', \(source))
                  FROM moved m JOIN review r ON r.review_id = m.moved_review JOIN joint_case c ON c.case_id = m.moved_case
                 CROSS JOIN LATERAL (SELECT c.owner_id AS organisation_id UNION SELECT c.lead_id UNION \(Self.bodies(of: "r"))) AS o)
            \(audit(.reviewDueMove, "review", "moved_review", in: "moved JOIN review r ON r.review_id = moved_review", project: "r.project_id", case: "moved_case",
                detail: .values(["source": source])))
            SELECT moved_review, moved_case FROM moved
            """)
        return try told.map { (try $0("moved_review"), try $0("moved_case")) }
    }

    /// Due dates of a case that were counted again, oldest first.
    public func dueChanges(of caseID: UUID) async throws -> [DueChangeRecord] {
        try await sql.all("SELECT * FROM due_change WHERE case_id = \(caseID) ORDER BY changed_at, review_id LIMIT 1000").map { row in
            try DueChangeRecord(
                review: row("review_id"), cause: row("cause"), source: row("source"), before: row("due_before"), after: row("due_after"),
                at: row("changed_at"))
        }
    }

    /// Whether the time of a review runs and somebody is still to be warned of it: the condition of the index `review_running`, word for word.
    static let isRunning: SQL =
        """
        state IN ('pending', 'assigned', 'in_review', 'opinion_drafted', 'checked', 'verifying', 'returned_to_queue', 'reassigned', 'recused', 'outdated')
           AND warned < 3
        """

    /// The body of a review, or those of the pool that it waits in.
    static func bodies(of review: SQL) -> SQL {
        """
        SELECT \(review).body_id WHERE \(review).body_id IS NOT NULL
         UNION
        SELECT f.organisation_id FROM organisation_function f JOIN case_party p ON p.organisation_id = f.organisation_id AND p.case_id = \(review).case_id
         WHERE \(review).body_id IS NULL AND f.function = 'review_body' AND f.discipline = \(review).discipline
        """
    }
}
