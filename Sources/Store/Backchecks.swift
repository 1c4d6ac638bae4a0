public import Foundation
public import JointReview
import Postgres

/// What the issuing body found of its comment in a later round.
public struct BackcheckRecord: Sendable, Hashable {
    /// The comment.
    public let comment: UUID
    /// Review in which it was looked at.
    public let review: UUID
    /// Round of that review.
    public let round: Int
    /// What was found.
    public let verdict: BackcheckVerdict
    /// In words; there where it stays open.
    public let text: String?
    /// Who looked.
    public let person: UUID
    /// When.
    public let at: Date
}

extension Tx {
    /// Verifies a comment of an earlier round: closed, or still open with a reason. Until the review is decided the later word counts.
    ///
    /// Only the discipline that raised it closes it, and there who holds its review of this round, or reviews the comment's own specialty in it.
    /// - Parameter attempt: of the review, or of the specialty, whichever the actor holds.
    /// - Throws: `StoreError.stale` when the actor holds neither under this attempt, or the comment is closed or corrected already.
    public func backcheck(_ comment: UUID, in review: UUID, attempt: Int, verdict: BackcheckVerdict, text: String?) async throws -> BackcheckRecord {
        let row = try await sql.first(
            """
            WITH held AS (
                UPDATE review r SET active_at = statement_timestamp(), idle_noticed_at = NULL
                 WHERE review_id = \(review) AND state IN ('in_review', 'verifying') AND (
                       reviewer_id = \(actor.person) AND attempt = \(attempt)
                       OR EXISTS (SELECT FROM specialty_review s JOIN comment m ON m.comment_id = \(comment) AND m.specialty = s.specialty
                                   WHERE s.review_id = r.review_id AND s.state = 'in_review' AND s.reviewer_id = \(actor.person) AND s.attempt = \(attempt)))
             RETURNING review_id, case_id, project_id, owner_id, discipline, round),
            checked AS (
                INSERT INTO backcheck (comment_id, review_id, case_id, owner_id, round, verdict, text, person_id)
                SELECT m.comment_id, h.review_id, h.case_id, h.owner_id, h.round, \(verdict), \(text), \(actor.person)
                  FROM held h JOIN comment m ON m.comment_id = \(comment) AND m.case_id = h.case_id AND m.discipline = h.discipline AND m.round < h.round
                 WHERE NOT EXISTS (SELECT FROM comment later WHERE later.supersedes = m.comment_id)
                   AND NOT EXISTS (SELECT FROM backcheck b WHERE b.comment_id = m.comment_id AND b.verdict = 'closed' AND b.review_id <> h.review_id)
                \(Self.saidAgain)
             RETURNING *)
            \(audit(.commentBackcheck, "comment", "comment_id", in: "checked JOIN held USING (review_id)", project: "held.project_id", case: "held.case_id",
                to: verdict.rawValue, detail: .values(["text": text])))
            SELECT * FROM checked
            """
        )
        guard let row else { throw StoreError.stale("comment \(comment)") }
        return try BackcheckRecord(row)
    }

    /// The end of an insert into `backcheck`: the later word of a review counts, and whoever said the one before still had a hand in it.
    static let saidAgain: SQL =
        """
        ON CONFLICT (comment_id, review_id) DO UPDATE SET verdict = excluded.verdict, text = excluded.text, person_id = excluded.person_id,
               checked_at = clock_timestamp(),
               earlier_persons = array_remove(backcheck.earlier_persons, excluded.person_id) || array_remove(ARRAY[backcheck.person_id], excluded.person_id)
        """

    /// What was found of comments, newest round first.
    public func backchecks(of comments: [UUID]) async throws -> [BackcheckRecord] {
        try await sql.all("SELECT * FROM backcheck WHERE comment_id = ANY (\(comments)) ORDER BY comment_id, round DESC").map(BackcheckRecord.init)
    }

    /// The review of a case's present round in a discipline.
    public func presentReview(of caseID: UUID, in discipline: Discipline) async throws -> ReviewRecord {
        let row = try await sql.first(
            """
            \(Self.reviews) JOIN joint_case c USING (case_id) WHERE r.case_id = \(caseID) AND r.round = c.round AND r.discipline = \(discipline)
               AND EXISTS (SELECT FROM case_party p WHERE p.case_id = r.case_id AND p.organisation_id = \(actor.organisation))
            """
        )
        guard let row else { throw StoreError.missing("review of \(caseID)") }
        return try ReviewRecord(row)
    }

    /// Every comment of a case that stands: not corrected, not closed by its body.
    func standingComments(of caseID: UUID) async throws -> [CommentRecord] {
        try await sql.all(
            """
            \(Self.comments) WHERE c.case_id = \(caseID) AND later.comment_id IS NULL
               AND NOT EXISTS (SELECT FROM backcheck b WHERE b.comment_id = c.comment_id AND b.verdict = 'closed')
               AND NOT is_dropped(c.case_id, c.round, 2147483647)
             ORDER BY c.published_at, c.comment_id
            """
        ).map(CommentRecord.init)
    }
}

extension BackcheckRecord {
    init(_ row: Row) throws {
        comment = try row("comment_id")
        review = try row("review_id")
        round = try row("round")
        verdict = try row("verdict")
        text = try row.optional("text")
        person = try row("person_id")
        at = try row("checked_at")
    }
}
