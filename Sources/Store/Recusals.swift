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

    /// Whether the actor, or whom he stands for, stepped aside from a case, and holds, decided or checks no other review of it himself.
    public func hasSteppedAside(from caseID: UUID) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM recusal q WHERE q.case_id = \(caseID) AND q.person_id = ANY (\(persons)) AND NOT EXISTS (
                   SELECT FROM review r WHERE r.case_id = q.case_id AND r.discipline <> q.discipline AND q.person_id IN (r.reviewer_id, r.checker_id))) AS aside
            """)
        return try row?("aside") ?? false
    }
}
