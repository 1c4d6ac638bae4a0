public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Has the body of a review step aside as a whole, and gives the review to another by the rule that allocates, with the reason; the due date stays.
    ///
    /// Whatever was said stays the discipline's; specialties and check list begin anew. The body loses its seat unless it reviews something else
    /// in the case.
    /// Locks as everywhere: review, case, counter.
    /// - Throws: `AcceptanceRefusal` where nobody else is fit, or the owner has to choose another body first.
    public func replaceBody(of review: UUID, reason: String, as person: ActingPerson) async throws -> ReviewRecord {
        let (record, value) = try await lockReview(review)
        let (joint, state) = try await lockCase(record.caseID)
        try await requireOpenToDisciplines(joint, state)
        guard record.round == joint.round else { throw LateDisciplineRefusal.earlierRound }
        guard let body = record.body else { throw BodyRecusalRefusal.noBody }
        // Asked once without another body, so that who may not do it learns nothing of who else is fit.
        _ = try value.applying(.replaceBody(with: nil, reason: reason), by: person)
        try await sql.run(
            """
            INSERT INTO body_recusal (case_id, discipline, organisation_id, owner_id, review_id, person_id, reason)
            VALUES (\(joint.id), \(record.discipline), \(body), \(joint.owner), \(review), \(actor.person), \(reason)) ON CONFLICT DO NOTHING
            """)
        let allocated = try await replacement(for: record, of: joint)
        let action = ReviewAction.replaceBody(with: allocated.body, reason: reason)
        let moved = try await move(record, to: try value.applying(action, by: person), by: action, replacing: allocated.body)
        try await takeBack(in: record, reason: reason)
        try await sql.run(
            """
            UPDATE specialty_review SET state = \(SpecialtyReview.State.waiting), reviewer_id = NULL, checker_id = NULL, attempt = attempt + 1, taken_at = NULL,
                   finished_at = NULL, checked_at = NULL
             WHERE review_id = \(review)
            """)
        try await sql.run(
            """
            INSERT INTO case_party (organisation_id, case_id, roles) SELECT b, \(joint.id), ARRAY['review_body'] FROM unnest(\(allocated.seated)) AS b
            ON CONFLICT (organisation_id, case_id) DO NOTHING
            """)
        try await keep([(review, allocated)], of: joint, because: reason)
        let told = ["review": review.uuidString.lowercased(), "discipline": record.discipline.rawValue, "reason": reason]
        for organisation in allocated.seated { try await notify(organisation, .reviewOpened, case: joint.id, body: told) }
        for organisation in Set([joint.owner, joint.lead, body]).subtracting([actor.organisation].compactMap { $0 }) {
            try await notify(organisation, .bodyReplaced, case: joint.id, body: told)
        }
        _ = try await sql.first("SELECT review_body_leaves(\(joint.id), \(body))")
        return moved
    }

    private func replacement(for record: ReviewRecord, of joint: CaseRecord) async throws -> AllocatedBody {
        let book = try await ruleBook()
        guard let profile = book.profiles[joint.profile] else { throw AcceptanceRefusal.profileNotInForce(joint.profile) }
        guard let row = try await sql.first("SELECT facts, region FROM project WHERE project_id = \(joint.project)") else {
            throw StoreError.missing("project \(joint.project)")
        }
        let facts: JSON = try row("facts")
        try await holdRotation(profile.assignment)
        return try await allocate(
            record.discipline, of: joint, project: try facts.decode(), region: try row("region"), on: book.day, by: profile.assignment)
    }

    private func move(_ before: ReviewRecord, to after: Review, by action: ReviewAction, replacing body: UUID?) async throws -> ReviewRecord {
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE review SET state = \(after.state), reviewer_id = NULL, body_id = \(body), version = version + 1, drafted = NULL, checker_id = NULL,
                       resumes_to = NULL, active_at = statement_timestamp(), claimed_at = NULL, idle_noticed_at = NULL
                 WHERE review_id = \(before.id) AND version = \(before.version)
             RETURNING *)
            \(audit(action.kind.act, "review", "review_id", in: "moved", project: "project_id", case: "case_id", from: before.state.rawValue, to: after.state.rawValue,
                detail: .values(["reason": action.neededReason, "from": before.body?.uuidString.lowercased(), "to": body?.uuidString.lowercased()])))
            SELECT * FROM moved
            """)
        guard let row else { throw StoreError.stale("review \(before.id)") }
        return try ReviewRecord(row)
    }
}
