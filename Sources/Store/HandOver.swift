public import Foundation
import JointReview
import Postgres

extension Tx {
    /// Reviews that a person of the actor's organisation has in hand, going on or stopped, or has a specialty of; in the order in which they are
    /// to be locked.
    public func reviewsInHand(of person: UUID) async throws -> [UUID] {
        try await sql.all(
            """
            SELECT h.review_id FROM (
                SELECT review_id FROM review
                 WHERE reviewer_id = \(person) AND state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying')
                 UNION
                SELECT r.review_id FROM suspension s JOIN review r USING (review_id)
                 WHERE s.resumed_at IS NULL AND r.reviewer_id = \(person) AND r.state = 'suspended'
                 UNION
                SELECT r.review_id FROM specialty_review s JOIN review r USING (review_id)
                 WHERE s.reviewer_id = \(person) AND s.state IN ('assigned', 'in_review') AND r.decision IS NULL
                   AND r.state NOT IN ('not_applicable', 'outdated', 'cancelled')) AS h
             WHERE EXISTS (SELECT FROM person p WHERE p.person_id = \(person) AND p.organisation_id = \(actor.organisation))
             ORDER BY h.review_id LIMIT 1000
            """
        ).map { try $0("review_id") }
    }
}
