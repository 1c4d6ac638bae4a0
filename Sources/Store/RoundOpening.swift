import Foundation
import JointReview
import Postgres

/// A review of a round as it opens, beside the one of the round before.
struct Opening: Sendable {
    let id: UUID
    let before: ReviewRecord
    let effect: CarryGround.Effect
    let value: Review

    var isCarried: Bool { value.decision != nil }
    var isOutstanding: Bool { value.state.isOutstanding }
}

extension Tx {
    /// Writes the reviews of a round; who held a discipline before holds it again, at the body that it was.
    func open(_ openings: [Opening], in record: CaseRecord, due deadline: Deadline) async throws {
        try await sql.run(
            """
            WITH wanted AS (
                SELECT * FROM unnest(\(openings.map(\.id)), \(openings.map(\.before.id)), \(openings.map(\.value.state)),
                                     \(openings.map { $0.value.reviewer?.uuidString ?? "" }), \(openings.map(\.value.attempt)), \(openings.map { $0.isCarried ? 1 : 0 }))
                         AS w (review_id, before_id, state, reviewer_id, attempt, carried)),
            opened AS (
                INSERT INTO review (review_id, case_id, project_id, owner_id, discipline, round, applicability, merged_into, legal_basis, grounds, body_id, state,
                                    reviewer_id, attempt, due_at, claimed_at, active_at, needs_checker, needs_registration, needs_declaration, specialties, decision, decided_at, summary, carried_from)
                SELECT w.review_id, r.case_id, r.project_id, r.owner_id, r.discipline, \(record.round), r.applicability, r.merged_into, r.legal_basis, r.grounds,
                       r.body_id, w.state, nullif(w.reviewer_id, '')::uuid, w.attempt, \(deadline.due),
                       CASE WHEN w.state IN ('assigned', 'verifying') THEN business_now() END, clock_timestamp(), r.needs_checker, r.needs_registration, r.needs_declaration,
                       s.specialties,
                       CASE WHEN w.carried = 1 THEN r.decision END, CASE WHEN w.carried = 1 THEN r.decided_at END, CASE WHEN w.carried = 1 THEN r.summary END,
                       CASE WHEN w.carried = 1 THEN coalesce(r.carried_from, r.review_id) END
                  FROM wanted w JOIN review r ON r.review_id = w.before_id
                  CROSS JOIN LATERAL (SELECT CASE WHEN w.carried = 1 THEN 0 ELSE count(*) END AS specialties FROM specialty_review s
                                       WHERE s.review_id = coalesce(r.carried_from, r.review_id)) AS s
             RETURNING review_id, case_id, project_id, discipline, state, carried_from),
            -- Each specialty goes back to whom it was with, while they serve the body; where a decision stands, the signatures under it do.
            specialised AS (
                INSERT INTO specialty_review (review_id, specialty, ordinal, case_id, owner_id, state, reviewer_id, checker_id, attempt)
                SELECT w.review_id, s.specialty, s.ordinal, s.case_id, s.owner_id, CASE WHEN p.person_id IS NULL THEN 'waiting' ELSE 'assigned' END,
                       p.person_id, c.person_id, s.attempt + 1
                  FROM wanted w JOIN review r ON r.review_id = w.before_id JOIN specialty_review s ON s.review_id = coalesce(r.carried_from, r.review_id)
                  LEFT JOIN person p ON p.person_id = s.reviewer_id AND p.organisation_id = r.body_id AND p.disabled_at IS NULL AND NOT \(Self.steppedAside("p.person_id", from: "r"))
                  LEFT JOIN person c ON c.person_id = s.checker_id AND c.organisation_id = r.body_id AND c.disabled_at IS NULL AND NOT \(Self.steppedAside("c.person_id", from: "r"))
                 WHERE w.carried = 0)
            \(audit(
                """
                SELECT CASE WHEN o.carried_from IS NULL THEN \(Act.reviewOpen) ELSE \(Act.reviewCarry) END, o.project_id, o.case_id, 'review', o.review_id, NULL,
                       o.state, NULL::bytea, NULL::bytea, NULL::bigint FROM opened o ORDER BY o.discipline
                """,
                detail: .values(["round": String(record.round)])))
            SELECT FROM opened
            """
        )
    }

    /// Keeps what the rule answered, with every reason.
    func keep(_ verdicts: [UUID: CarryOver.Verdict], of openings: [Opening], in record: CaseRecord, relevance: Int) async throws {
        let lines = openings.compactMap { opening in verdicts[opening.before.id].map { (opening, $0) } }
        guard !lines.isEmpty else { return }
        try await sql.run(
            """
            INSERT INTO carry_over (review_id, case_id, owner_id, round, discipline, before_id, effect, relevance, reasons)
            SELECT v.review_id, \(record.id), \(record.owner), \(record.round), v.discipline, v.before_id, v.effect, \(relevance), v.reasons::jsonb
              FROM unnest(\(lines.map(\.0.id)), \(lines.map(\.0.before.discipline)), \(lines.map(\.0.before.id)), \(lines.map { CarryOverRecord.Effect($0.1.effect) }),
                          \(try lines.map { String(decoding: try CanonicalJSON.encode($0.1.reasons), as: UTF8.self) }))
                   AS v (review_id, discipline, before_id, effect, reasons)
            """
        )
    }

    /// Tells the bodies what became of their decisions, and owner and institutes that the round has begun.
    func tell(_ openings: [Opening], of record: CaseRecord) async throws {
        for opening in openings where opening.before.applicability == .applies {
            guard let body = opening.before.body else { continue }
            try await notify(
                body, opening.isCarried ? .decisionCarried : .reviewOpened, case: record.id,
                body: [
                    "review": opening.id.uuidString.lowercased(), "discipline": opening.before.discipline.rawValue, "round": String(record.round),
                    "effect": CarryOverRecord.Effect(opening.effect).rawValue,
                ])
        }
        for party in try await parties(of: record.id) where !Set(party.roles).isDisjoint(with: ["owner", "design_institute"]) {
            try await notify(party.organisation, .deadline, case: record.id, body: ["round": String(record.round)])
        }
    }
}
