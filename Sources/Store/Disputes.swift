public import Foundation
import JointReview
import Postgres

extension Tx {
    /// Ends a dispute for the applicant (复查结论): the items that blocked are closed with the conclusion as their basis, the failures of the round count no
    /// more, and the case may be certified.
    public func passDispute(of id: UUID, reason: String) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let action = CaseAction.settleDispute(.pass, reason: reason)
        let after = try value.applying(action, by: actor.role)
        try await sql.run(
            """
            WITH closed AS (
                INSERT INTO backcheck (comment_id, review_id, case_id, owner_id, round, verdict, text, person_id)
                SELECT m.comment_id, r.review_id, m.case_id, m.owner_id, r.round, \(BackcheckVerdict.closed), '复查结论 conclusion of the re-check: ' || \(reason), \(actor.person)
                  FROM comment m JOIN review r ON r.case_id = m.case_id AND r.discipline = m.discipline AND r.round = \(record.round)
                 WHERE m.case_id = \(id) AND m.severity IN ('mandatory_clause', 'general_clause') AND \(Self.stands)
                \(Self.saidAgain)
             RETURNING *)
            \(audit(.commentBackcheck, "comment", "comment_id", in: "closed", project: "\(record.project)", case: "case_id", to: BackcheckVerdict.closed.rawValue,
                detail: .values(["text": reason, "ground": CaseAction.Kind.settleDispute.rawValue])))
            SELECT FROM closed
            """
        )
        try await sql.run("UPDATE joint_case SET overruled_round = round WHERE case_id = \(id)")
        return try await move(record, to: after, by: action)
    }
}
