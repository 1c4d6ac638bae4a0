public import Foundation
import JointReview
import Postgres

/// Something that an organisation was told.
public struct Notice: Sendable, Hashable, Identifiable {
    /// What is told.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case deficiency
        case refusal
        case deadline
        case reviewOpened = "review_opened"
        case decisionCarried = "decision_carried"
        case opinion
        case idleReview = "idle_review"
        case report
        case reassigned
        case withdrawn
        case jobFailed = "job_failed"
        case conflict
        case settlement
        case change
        case escalation
        case debt
        case revocation
        case suspension
        case dueMoved = "due_moved"
        case overdue
        case bodyReplaced = "body_replaced"
    }

    /// Identity.
    public let id: UUID
    /// Case that it is about.
    public let caseID: UUID
    /// Organisation that is told.
    public let organisation: UUID
    /// What is told.
    public let kind: Kind
    /// Particulars as JSON.
    public let body: String
    /// When.
    public let createdAt: Date
}

extension Tx {
    /// Notices of the actor's organisation, newest first, after the place given. Those of a case that he stepped aside from are not for him.
    public func notices(after: (Date, UUID)?, limit: Int) async throws -> [Notice] {
        let start =
            after ?? (
                Date(timeIntervalSince1970: 32_503_680_000),
                UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            )
        return try await sql.all(
            """
            SELECT notice_id, case_id, organisation_id, kind, body, created_at FROM notice AS n
             WHERE organisation_id = \(actor.organisation) AND (created_at, notice_id) < (\(start.0), \(start.1))
               AND NOT \(Self.isAside("ANY (\(persons))", from: "n.case_id"))
             ORDER BY created_at DESC, notice_id DESC LIMIT \(limit)
            """
        ).map(Notice.init)
    }

    /// Tells an organisation something about a case.
    public func notify(_ organisation: UUID, _ kind: Notice.Kind, case caseID: UUID, body: [String: String]) async throws {
        try await sql.run(
            "INSERT INTO notice (notice_id, case_id, organisation_id, kind, body) VALUES (uuid_v7(), \(caseID), \(organisation), \(kind), \(try JSON(body)))"
        )
    }

    /// Tells the lead bodies of reviews in whose hands nothing moved for `idle`. The review stays where it is: no silent expiry.
    public func noticeIdleReviews(idle: Duration) async throws -> Int {
        try await sql.run(
            """
            WITH sleeping AS MATERIALIZED (
                SELECT review_id FROM review
                 WHERE state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying')
                   AND active_at < statement_timestamp() - make_interval(secs => \(idle.inSeconds)) AND idle_noticed_at IS NULL
                 ORDER BY active_at LIMIT 500 FOR UPDATE SKIP LOCKED),
            marked AS (
                UPDATE review r SET idle_noticed_at = statement_timestamp() FROM sleeping s WHERE r.review_id = s.review_id RETURNING r.review_id, r.case_id, r.project_id, r.active_at),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), c.case_id, c.lead_id, 'idle_review', jsonb_build_object('review', m.review_id, 'since', m.active_at) FROM marked m JOIN joint_case c USING (case_id))
            \(audit(.reviewIdle, "review", "review_id", in: "marked", project: "project_id", case: "case_id"))
            SELECT FROM marked
            """
        )
    }
}

extension Notice {
    fileprivate init(_ row: Row) throws {
        let body: JSON = try row("body")
        try self.init(
            id: row("notice_id"), caseID: row("case_id"), organisation: row("organisation_id"), kind: row("kind"), body: body.text,
            createdAt: row("created_at"))
    }
}
