import Foundation
import JointReview
import Postgres

extension Tx {
    /// Takes back what somebody said in a review who stepped aside from it, or everybody of a body that did: it carries nobody else's pass.
    ///
    /// What he ticked is open again, comments that he closed are open, sheets that he confirmed wait for another's word; each with its entry.
    func takeBack(of person: UUID? = nil, in review: ReviewRecord, reason: String) async throws {
        try await takeBackTicks(of: person, in: review, reason: reason)
        try await sql.run(
            """
            WITH opened AS (
                UPDATE backcheck SET verdict = \(BackcheckVerdict.open), checked_at = clock_timestamp(),
                       text = left('复核人已回避,须重新复核 who verified it stepped aside, to be verified again: ' || \(reason), 4000)
                 WHERE review_id = \(review.id) AND verdict = \(BackcheckVerdict.closed) AND (\(person)::uuid IS NULL OR person_id = \(person)) RETURNING *)
            \(audit(.commentBackcheck, "comment", "comment_id", in: "opened", project: "\(review.project)", case: "case_id", to: BackcheckVerdict.open.rawValue,
                detail: .values(["reason": reason])))
            SELECT FROM opened
            """
        )
        try await sql.run(
            """
            WITH unsaid AS (
                UPDATE look_confirmation SET taken_back_at = clock_timestamp()
                 WHERE review_id = \(review.id) AND taken_back_at IS NULL AND (\(person)::uuid IS NULL OR person_id = \(person)) RETURNING *)
            \(audit(.reviewConfirmLook, "sheet", "sheet_id", in: "unsaid", project: "\(review.project)", case: "case_id", from: review.discipline.rawValue,
                detail: .values(["reason": reason])))
            SELECT FROM unsaid
            """
        )
    }

    /// Opens again what somebody signed in a review who stepped aside from it: a specialty that he reviewed waits, one that he checked wants another checker.
    func reopenSpecialties(of person: UUID, in review: ReviewRecord, reason: String) async throws {
        try await sql.run(
            """
            WITH opened AS (
                UPDATE specialty_review SET
                       state = CASE WHEN reviewer_id = \(person) THEN \(SpecialtyReview.State.waiting) ELSE \(SpecialtyReview.State.finished) END,
                       attempt = attempt + CASE WHEN reviewer_id = \(person) THEN 1 ELSE 0 END,
                       taken_at = CASE WHEN reviewer_id <> \(person) THEN taken_at END, finished_at = CASE WHEN reviewer_id <> \(person) THEN finished_at END,
                       checked_at = NULL, reviewer_id = nullif(reviewer_id, \(person)), checker_id = nullif(checker_id, \(person))
                 WHERE review_id = \(review.id) AND (reviewer_id = \(person) OR checker_id = \(person) AND state = \(SpecialtyReview.State.checked)) RETURNING *)
            \(audit(
                """
                SELECT \(Act.specialtyRecuse), \(review.project)::uuid, \(review.caseID)::uuid, 'review', review_id, NULL, state, NULL::bytea, NULL::bytea, NULL::bigint
                  FROM opened ORDER BY ordinal
                """,
                detail: .values(["reason": reason])))
            SELECT FROM opened
            """
        )
    }
}
