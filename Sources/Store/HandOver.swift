public import Foundation
import JointReview
import Postgres

extension Tx {
    /// Reviews that a person of the actor's organisation has in hand, in the order in which they are to be locked.
    public func reviewsInHand(of person: UUID) async throws -> [UUID] {
        try await sql.all(
            """
            SELECT r.review_id FROM review r JOIN person p ON p.person_id = r.reviewer_id
             WHERE r.reviewer_id = \(person) AND p.organisation_id = \(actor.organisation)
               AND r.state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying')
             ORDER BY r.review_id LIMIT 1000
            """
        ).map { try $0("review_id") }
    }
}
