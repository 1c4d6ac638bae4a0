public import Foundation
public import JointReview
import Postgres

/// That a reviewer has read a comment of another body.
public struct SeenComment: Sendable, Hashable {
    /// The comment.
    public let comment: UUID
    /// Discipline that made it.
    public let discipline: Discipline
    /// Who read it.
    public let person: UUID
    /// His organisation.
    public let organisation: UUID
    /// When he read it first.
    public let seenAt: Date
}

/// What a reviewer had not read when he decided.
public struct UnseenComments: Sendable, Hashable {
    /// The decision.
    public let decision: UUID
    /// Review that it ended.
    public let review: UUID
    /// Its discipline.
    public let discipline: Discipline
    /// Its round.
    public let round: Int
    /// Who decided.
    public let reviewer: UUID
    /// When.
    public let decidedAt: Date
    /// Comments of other bodies that were published and that he had not read; `nil` for a decision of before this was recorded.
    public let comments: [UUID]?
}

extension Tx {
    /// Records that the actor has read comments of other bodies. What he has read before costs a look into an index and writes nothing.
    public func recordSeen(_ comments: [UUID]) async throws {
        guard !comments.isEmpty, actor.person != nil else { return }
        try await sql.run(
            """
            INSERT INTO comment_seen (comment_id, person_id, case_id, owner_id, organisation_id)
            SELECT c.comment_id, \(actor.person), c.case_id, c.owner_id, \(actor.organisation) FROM comment c JOIN review r USING (review_id)
             WHERE c.comment_id = ANY (\(comments)) AND r.body_id IS DISTINCT FROM \(actor.organisation)
               AND NOT EXISTS (SELECT FROM comment_seen s WHERE s.comment_id = c.comment_id AND s.person_id = \(actor.person))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Who has read which comment of a case, in that order, after the place given.
    public func seenComments(of caseID: UUID, after: (Date, UUID, UUID)? = nil, limit: Int) async throws -> [SeenComment] {
        let none = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        let start = after ?? (Date(timeIntervalSince1970: 0), none, none)
        return try await sql.all(
            """
            SELECT s.comment_id, c.discipline, s.person_id, s.organisation_id, s.seen_at FROM comment_seen s JOIN comment c USING (comment_id)
             WHERE s.case_id = \(caseID) AND (s.seen_at, s.comment_id, s.person_id) > (\(start.0), \(start.1), \(start.2))
             ORDER BY s.seen_at, s.comment_id, s.person_id LIMIT \(limit)
            """
        ).map {
            try SeenComment(
                comment: $0("comment_id"), discipline: $0("discipline"), person: $0("person_id"), organisation: $0("organisation_id"),
                seenAt: $0("seen_at"))
        }
    }

    /// The decisions of a case with what had not been read before them, after the place given.
    public func unseenComments(of caseID: UUID, after: (Date, UUID)? = nil, limit: Int) async throws -> [UnseenComments] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT decision_id, review_id, discipline, round, reviewer_id, decided_at, unseen FROM decision
             WHERE case_id = \(caseID) AND (decided_at, decision_id) > (\(start.0), \(start.1)) ORDER BY decided_at, decision_id LIMIT \(limit)
            """
        ).map {
            try UnseenComments(
                decision: $0("decision_id"), review: $0("review_id"), discipline: $0("discipline"), round: $0("round"), reviewer: $0("reviewer_id"),
                decidedAt: $0("decided_at"), comments: $0.optional("unseen"))
        }
    }

    /// Comments of the other bodies in the round of a review that its reviewer has not read: published, not corrected, on sheets that are not restricted.
    static let unseen: SQL =
        """
        ARRAY(SELECT c.comment_id FROM comment c JOIN review o ON o.review_id = c.review_id JOIN sheet s ON s.sheet_id = c.sheet_id
               WHERE c.case_id = moved.case_id AND c.round = moved.round AND o.body_id IS DISTINCT FROM moved.body_id AND NOT s.restricted
                 AND NOT EXISTS (SELECT FROM comment n WHERE n.supersedes = c.comment_id)
                 AND NOT EXISTS (SELECT FROM comment_seen e WHERE e.comment_id = c.comment_id AND e.person_id = moved.reviewer_id)
               ORDER BY c.published_at, c.comment_id)
        """
}
