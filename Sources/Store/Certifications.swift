public import Foundation
import JointReview
import Postgres

extension Tx {
    /// The body that issues the certificate of a case in its present round.
    public func issuingBody(of record: CaseRecord) async throws -> UUID? { try await certification(of: record.id, in: record.round).body }

    /// What the certificate of a case is judged by, in a round: its bodies, everybody who had a hand in any review of the case, and who has a part in it.
    func certification(of caseID: UUID, in round: Int) async throws -> Certification {
        let answers = try await sql.batch([
            """
            SELECT discipline, body_id FROM review
             WHERE case_id = \(caseID) AND round = \(round) AND applicability = 'applies' AND body_id IS NOT NULL AND state <> 'cancelled'
            """,
            """
            WITH c AS (SELECT case_id, project_id FROM joint_case WHERE case_id = \(caseID)),
            hand AS MATERIALIZED (
                SELECT unnest(ARRAY[r.reviewer_id, r.checker_id]) AS person_id FROM c JOIN review r USING (case_id)
                 UNION SELECT unnest(ARRAY[s.reviewer_id, s.checker_id]) FROM c JOIN specialty_review s USING (case_id)
                 UNION SELECT d.reviewer_id FROM c JOIN review r USING (case_id) JOIN decision d USING (review_id)
                 UNION SELECT m.author_id FROM c JOIN comment m USING (case_id)
                 UNION SELECT unnest(b.earlier_persons || b.person_id) FROM c JOIN backcheck b USING (case_id)
                 UNION SELECT t.person_id FROM c JOIN review r USING (case_id) JOIN checkpoint_tick t USING (review_id)),
            -- Who stood for one of them in a review, or let one stand for him there: to give somebody the certificate to sign is no review.
            standing AS (
                SELECT m.giver_id, m.holder_id FROM c, mandate m
                 WHERE m.roles && ARRAY['reviewer', 'checker', 'technical_head', 'dispatcher'] AND \(Self.ties(in: "c.case_id"))
                   AND (m.giver_id IN (SELECT person_id FROM hand) OR m.holder_id IN (SELECT person_id FROM hand)))
            SELECT ARRAY(SELECT person_id FROM hand WHERE person_id IS NOT NULL UNION SELECT giver_id FROM standing UNION SELECT holder_id FROM standing) AS hands, i.*
              FROM c, LATERAL \(Self.interests(in: "c.project_id", recused: "q.case_id = c.case_id"))
            """,
        ])
        guard let row = answers[1].first else { throw StoreError.missing("case \(caseID)") }
        var bodies: [Discipline: UUID] = [:]
        for review in answers[0] { bodies[try review("discipline")] = try review("body_id") }
        let hands: [UUID] = try row("hands")
        return Certification(bodies: bodies, hands: Set(hands), interests: try Interests(row))
    }
}
