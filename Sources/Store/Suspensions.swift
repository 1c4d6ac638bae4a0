public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// A review that was stopped, as it is kept.
public struct SuspensionRecord: Sendable, Hashable {
    /// The review.
    public let review: UUID
    /// Which of the listed causes.
    public let cause: SuspensionCause
    /// In words.
    public let reason: String
    /// Who stopped it.
    public let suspendedBy: UUID
    /// When.
    public let suspendedAt: Date
    /// Who let it go on; nil while it is stopped.
    public let resumedBy: UUID?
    /// When.
    public let resumedAt: Date?
}

extension Tx {
    /// Stops a review that is locked, for a listed cause: its time does not run, and owner, lead and body are told.
    public func suspend(
        _ record: ReviewRecord, _ value: Review, cause: SuspensionCause, reason: String, as person: ActingPerson
    ) async throws -> ReviewRecord {
        let action = ReviewAction.suspend(reason: reason)
        let after = try value.applying(action, by: person)
        try await sql.run(
            """
            INSERT INTO suspension (suspension_id, review_id, case_id, owner_id, cause, reason, suspended_by)
            SELECT \(UUID()), review_id, case_id, owner_id, \(cause), \(reason), \(actor.person) FROM review WHERE review_id = \(record.id)
            """)
        let moved = try await move(record, to: after, by: action)
        try await tell(of: moved, cause, reason)
        return moved
    }

    /// Lets a stopped review go on where it stood; the working days that it was stopped are added to its limit.
    public func resume(_ record: ReviewRecord, _ value: Review, as person: ActingPerson) async throws -> ReviewRecord {
        let after = try value.applying(.resume, by: person)
        let row = try await sql.first(
            """
            UPDATE suspension SET resumed_by = \(actor.person), resumed_at = business_now() WHERE review_id = \(record.id) AND resumed_at IS NULL RETURNING *
            """)
        guard let row else { throw StoreError.stale("review \(record.id)") }
        let ended = try SuspensionRecord(row)
        let moved = try await move(record, to: after, by: .resume)
        // The years of both ends: what began before New Year's Day is counted from there.
        let years = (CalendarDay(ended.suspendedAt).year, CalendarDay(max(record.dueAt, ended.resumedAt ?? record.dueAt)).year + 1)
        let calendar = try WorkingCalendar(try await calendarDays(from: years.0, through: years.1))
        let due = try DueDates.extended(record.dueAt, stoppedFrom: ended.suspendedAt, to: ended.resumedAt ?? ended.suspendedAt, in: calendar)
        if due != record.dueAt {
            try await sql.run(
                "SELECT FROM review_due_moves(\([record.id]), \([due]), \(DueDates.Cause.suspension), \(ended.cause))")
        }
        let now = try await review(moved)
        try await tell(of: now, ended.cause, ended.reason)
        return now
    }

    /// Everything that stopped reviews of a case, in the order in which it did.
    public func suspensions(of caseID: UUID) async throws -> [SuspensionRecord] {
        try await sql.all("SELECT * FROM suspension WHERE case_id = \(caseID) ORDER BY suspended_at, suspension_id LIMIT 1000").map(
            SuspensionRecord.init)
    }

    private func review(_ moved: ReviewRecord) async throws -> ReviewRecord {
        guard let row = try await sql.first("\(Self.reviews) WHERE r.review_id = \(moved.id)") else { throw StoreError.missing("review \(moved.id)") }
        return try ReviewRecord(row)
    }

    private func tell(of record: ReviewRecord, _ cause: SuspensionCause, _ reason: String) async throws {
        let body = [
            "review": record.id.uuidString.lowercased(), "discipline": record.discipline.rawValue, "state": record.state.rawValue,
            "cause": cause.rawValue, "reason": reason, "dueAt": record.dueAt.ISO8601Format(),
        ]
        try await sql.run(
            """
            INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
            SELECT uuid_v7(), c.case_id, o.organisation_id, \(Notice.Kind.suspension), \(try JSON(body))
              FROM joint_case c, LATERAL (SELECT c.owner_id AS organisation_id UNION SELECT c.lead_id UNION SELECT \(record.body)::uuid) AS o
             WHERE c.case_id = \(record.caseID) AND o.organisation_id IS NOT NULL AND o.organisation_id IS DISTINCT FROM \(actor.organisation)::uuid
            """)
    }
}

extension SuspensionRecord {
    init(_ row: Row) throws {
        review = try row("review_id")
        cause = try row("cause")
        reason = try row("reason")
        suspendedBy = try row("suspended_by")
        suspendedAt = try row("suspended_at")
        resumedBy = try row.optional("resumed_by")
        resumedAt = try row.optional("resumed_at")
    }
}
