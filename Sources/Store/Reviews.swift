public import Foundation
public import JointReview
import Postgres

/// A review as it is read and shown.
public struct ReviewRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Case that it belongs to.
    public let caseID: UUID
    /// Project of the case.
    public let project: UUID
    /// Discipline.
    public let discipline: Discipline
    /// Round.
    public let round: Int
    /// Whether the discipline applies here.
    public let applicability: Applicability.Kind
    /// Discipline that took it over.
    public let mergedInto: Discipline?
    /// Legal basis of the applicability.
    public let legalBasis: String
    /// Review body; `nil` is the open pool.
    public let body: UUID?
    /// Where it stands.
    public let state: ReviewState
    /// Who has it in hand, or decided it.
    public let reviewer: UUID?
    /// Fence: grows with every change of hands.
    public let attempt: Int
    /// Grows with every move; the ETag.
    public let version: Int
    /// When it was opened.
    public let openedAt: Date
    /// End of the last working day of the limit. Never moves when hands change.
    public let dueAt: Date
    /// When the present reviewer took it.
    public let claimedAt: Date?
    /// The decision.
    public let decision: Decision?
    /// When it was decided.
    public let decidedAt: Date?
    /// The reviewer's closing words.
    public let summary: String?
    /// Review of an earlier round whose decision stands; nil for one that was decided in its own round.
    public let carriedFrom: UUID?
    /// How many specialties it has, each with reviewer and checker; 0 where one person answers for the discipline.
    public let specialties: Int
}

extension Tx {
    static let reviews: SQL =
        """
        SELECT r.review_id, r.case_id, r.project_id, r.discipline, r.round, r.applicability, r.merged_into, r.legal_basis, r.body_id, r.state, r.reviewer_id,
               r.attempt, r.version, r.opened_at, r.due_at, r.claimed_at, r.decision, r.decided_at, r.summary, r.carried_from, r.specialties
          FROM review r
        """

    /// A review of a case to which the actor's organisation is a party.
    public func review(_ id: UUID) async throws -> ReviewRecord {
        let row = try await sql.first(
            "\(Self.reviews) WHERE r.review_id = \(id) AND EXISTS (SELECT FROM case_party p WHERE p.case_id = r.case_id AND p.organisation_id = \(actor.organisation))"
        )
        guard let row else { throw StoreError.missing("review \(id)") }
        return try ReviewRecord(row)
    }

    /// The reviews of a case, in the order of rounds and disciplines.
    public func reviews(of caseID: UUID) async throws -> [ReviewRecord] {
        try await sql.all("\(Self.reviews) WHERE r.case_id = \(caseID) ORDER BY r.round, r.discipline").map(ReviewRecord.init)
    }

    /// Reviews that the actor has in hand, earliest due first.
    public func reviewsInHand(limit: Int) async throws -> [ReviewRecord] {
        try await sql.all(
            """
            \(Self.reviews) WHERE r.reviewer_id = \(actor.person) AND r.state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying')
             ORDER BY r.due_at, r.review_id LIMIT \(limit)
            """
        ).map(ReviewRecord.init)
    }

    /// What waits in a discipline for the actor's organisation: its own and the open pool, earliest due first, after the place given.
    public func queue(_ discipline: Discipline, after: (Date, UUID)?, limit: Int) async throws -> [ReviewRecord] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT * FROM (
                (\(Self.reviews) WHERE r.discipline = \(discipline) AND r.body_id = \(actor.organisation) AND r.state IN ('pending', 'returned_to_queue')
                    AND (r.due_at, r.review_id) > (\(start.0), \(start.1)) ORDER BY r.due_at, r.review_id LIMIT \(limit))
                UNION ALL
                (\(Self.reviews) WHERE r.discipline = \(discipline) AND r.body_id IS NULL AND r.state IN ('pending', 'returned_to_queue')
                    AND (r.due_at, r.review_id) > (\(start.0), \(start.1)) ORDER BY r.due_at, r.review_id LIMIT \(limit))) AS waiting
             ORDER BY due_at, review_id LIMIT \(limit)
            """
        ).map(ReviewRecord.init)
    }
}

extension ReviewRecord {
    init(_ row: Row) throws {
        id = try row("review_id")
        caseID = try row("case_id")
        project = try row("project_id")
        discipline = try row("discipline")
        round = try row("round")
        applicability = try row("applicability")
        mergedInto = try row.optional("merged_into")
        legalBasis = try row("legal_basis")
        body = try row.optional("body_id")
        state = try row("state")
        reviewer = try row.optional("reviewer_id")
        attempt = try row("attempt")
        version = try row("version")
        openedAt = try row("opened_at")
        dueAt = try row("due_at")
        claimedAt = try row.optional("claimed_at")
        decision = try row.optional("decision")
        decidedAt = try row.optional("decided_at")
        summary = try row.optional("summary")
        carriedFrom = try row.optional("carried_from")
        specialties = try row("specialties")
    }
}
