public import Foundation
import Postgres

extension Tx {
    /// Keeps who stepped aside from a review, and why; a second time changes nothing.
    public func recordRecusal(of person: UUID, from review: ReviewRecord, reason: String) async throws {
        try await sql.run(
            """
            INSERT INTO recusal (review_id, person_id, case_id, owner_id, discipline, reason)
            SELECT r.review_id, \(person), r.case_id, r.owner_id, r.discipline, \(reason) FROM review r WHERE r.review_id = \(review.id)
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Persons who stepped aside from the discipline of a review `r` in its case, in whatever round.
    static let recusedPersons: SQL =
        "ARRAY(SELECT q.person_id FROM recusal q WHERE q.case_id = r.case_id AND q.discipline = r.discipline)"

    /// Whether a review `w` is none that the actor stepped aside from.
    var notRecused: SQL {
        "NOT EXISTS (SELECT FROM recusal q WHERE q.case_id = w.case_id AND q.discipline = w.discipline AND q.person_id = \(actor.person))"
    }
}
