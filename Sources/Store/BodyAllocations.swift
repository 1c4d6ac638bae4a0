import Draws
public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// Which body got a review, how, and who was not taken into account.
public struct BodyAllocationRecord: Sendable, Hashable {
    /// The review.
    public let review: UUID
    /// Its discipline.
    public let discipline: Discipline
    /// How the body was chosen; nil where the profile names no way.
    public let way: AssignmentRule.Way?
    /// The body; nil is the open pool of those who are fit.
    public let body: UUID?
    /// Everybody who serves the discipline, and why somebody was not taken into account.
    public let candidates: [Candidate]
    /// The draw, where one decided.
    public let draw: UUID?
    /// Why the body before it stepped aside; nil for the first.
    public let reason: String?
    /// Earlier case of the project, come to nothing, whose body is kept.
    public let keptFrom: UUID?
    /// When.
    public let at: Date

    /// A body that serves the discipline.
    public struct Candidate: Sendable, Hashable, Codable {
        /// The organisation.
        public let organisation: UUID
        /// Its credit code.
        public let creditCode: String
        /// Why it was not taken into account; nil where it was.
        public let bar: BodyAllocation.Bar?
    }
}

/// The body of a review that is about to open, and who else may see the case for it.
struct AllocatedBody: Sendable {
    let discipline: Discipline
    let way: AssignmentRule.Way?
    let body: UUID?
    let draw: UUID?
    var keptFrom: UUID?
    let seated: [UUID]
    let candidates: [BodyAllocationRecord.Candidate]
}

extension Tx {
    /// The owner's choice of a review body, until the case is handed in; a later one counts.
    public func choose(body: UUID, for discipline: Discipline, in record: CaseRecord) async throws {
        let row = try await sql.first(
            """
            WITH chosen AS (
                INSERT INTO body_choice (case_id, discipline, organisation_id, chosen_by)
                SELECT \(record.id), f.discipline, f.organisation_id, \(actor.person) FROM organisation_function f
                 WHERE f.organisation_id = \(body) AND f.function = 'review_body' AND f.discipline = \(discipline)
                ON CONFLICT (case_id, discipline) DO UPDATE SET organisation_id = excluded.organisation_id, chosen_by = excluded.chosen_by,
                       chosen_at = clock_timestamp()
                RETURNING *)
            \(audit(.caseChooseBody, "organisation", "organisation_id", in: "chosen", project: "\(record.project)", case: "case_id", to: discipline.rawValue))
            SELECT FROM chosen
            """
        )
        guard row != nil else { throw StoreError.missing("review body \(body)") }
    }

    /// How the reviews of a case came to their bodies, in the order of the disciplines.
    public func allocations(of caseID: UUID) async throws -> [BodyAllocationRecord] {
        try await sql.all("SELECT * FROM body_allocation WHERE case_id = \(caseID) ORDER BY allocated_at, discipline, place").map { row in
            let candidates: JSON = try row("candidates")
            return try BodyAllocationRecord(
                review: row("review_id"), discipline: row("discipline"), way: row.optional("way"), body: row.optional("body_id"),
                candidates: candidates.decode(), draw: row.optional("draw_id"), reason: row.optional("reason"), keptFrom: row.optional("kept_from"),
                at: row("allocated_at"))
        }
    }

    /// Rotation goes round: whoever allocates next waits until this transaction has ended, and sees whose turn it was.
    func holdRotation(_ rule: AssignmentRule?) async throws {
        guard rule?.bodies?.contains(where: { $0.by == .rotation }) == true else { return }
        _ = try await sql.first("SELECT pg_advisory_xact_lock(7235046)")
    }

    /// Chooses the body of one discipline's review by the profile's rule. Who is not fit is never chosen and gets no seat in the case.
    /// - Throws: `AcceptanceRefusal` where nobody is fit, or the owner's choice does not do.
    func allocate(
        _ discipline: Discipline, of record: CaseRecord, project: ProjectFacts, region: String, on day: CalendarDay, by rule: AssignmentRule?
    )
        async throws -> AllocatedBody
    {
        let answers = try await sql.batch([
            candidates(discipline, of: record),
            "SELECT organisation_id FROM body_choice WHERE case_id = \(record.id) AND discipline = \(discipline)",
            """
            SELECT a.body_id, a.case_id FROM joint_case c JOIN body_allocation a USING (case_id)
             WHERE c.project_id = \(record.project) AND c.case_id <> \(record.id) AND c.state IN ('withdrawn', 'refused', 'failed', 'superseded', 'closed')
               AND a.discipline = \(discipline) AND a.way IN ('rotation', 'draw') AND a.body_id IS NOT NULL
             ORDER BY a.allocated_at DESC LIMIT 1
            """,
        ])
        let candidates = try answers[0].map(Self.candidate)
        let question = BodyAllocation.Question(discipline: discipline, region: region, size: project.size, day: day, rule: rule)
        let allocation = BodyAllocation(of: candidates, for: question)
        guard !allocation.fit.isEmpty else { throw try await noneFit(discipline, in: record, by: try await ruleBook()) }
        let told = candidates.map { candidate in
            BodyAllocationRecord.Candidate(
                organisation: candidate.organisation, creditCode: candidate.creditCode, bar: allocation.barred[candidate.organisation])
        }
        if let earlier = answers[2].first, let kept = allocation.kept(try earlier("body_id")) {
            return AllocatedBody(
                discipline: discipline, way: allocation.way, body: kept, draw: nil, keptFrom: try earlier("case_id"), seated: [kept], candidates: told
            )
        }
        if allocation.way == .draw { return try await drawn(allocation, discipline, of: record, told) }
        let body: UUID?
        do {
            body = try allocation.body(chosen: try answers[1].first?("organisation_id"))
        } catch let refusal as BodyChoiceRefusal {
            throw AcceptanceRefusal.bodyChoice([discipline: refusal])
        }
        return AllocatedBody(
            discipline: discipline, way: allocation.way, body: body, draw: nil, seated: body.map { [$0] } ?? allocation.fit.map(\.organisation),
            candidates: told)
    }

    /// Draws a body by lot, as experts are drawn: committed to in the log first.
    private func drawn(
        _ allocation: BodyAllocation, _ discipline: Discipline, of record: CaseRecord, _ told: [BodyAllocationRecord.Candidate]
    ) async throws -> AllocatedBody {
        let id = UUID()
        let purpose = "\(discipline.label.zh)审查机构 review body of \(discipline.label.en)"
        _ = try await commit(to: id, for: record.id, purpose: purpose, candidates: allocation.fit.map(\.creditCode), count: 1)
        let code = try await make(draw: id).result?.first
        guard let body = allocation.fit.first(where: { $0.creditCode == code })?.organisation else { throw StoreError.missing("draw \(id)") }
        return AllocatedBody(discipline: discipline, way: .draw, body: body, draw: id, seated: [body], candidates: told)
    }

    /// Keeps how the reviews of a case came to their bodies, with an entry each.
    func keep(_ allocations: [(review: UUID, allocated: AllocatedBody)], of record: CaseRecord, because reason: String? = nil) async throws {
        guard !allocations.isEmpty else { return }
        let rows = allocations.map(\.allocated)
        try await sql.run(
            """
            WITH kept AS (
                INSERT INTO body_allocation (review_id, case_id, owner_id, discipline, way, body_id, candidates, draw_id, kept_from, reason, place)
                SELECT w.review_id, \(record.id), \(record.owner), w.discipline, nullif(w.way, ''), nullif(w.body_id, '')::uuid, w.candidates::jsonb,
                       nullif(w.draw_id, '')::uuid, nullif(w.kept_from, '')::uuid, \(reason),
                       (SELECT count(*) + 1 FROM body_allocation a WHERE a.review_id = w.review_id)
                  FROM unnest(\(allocations.map(\.review)), \(rows.map(\.discipline)), \(rows.map { $0.way?.rawValue ?? "" }), \(rows.map { $0.body?.uuidString ?? "" }),
                              \(try rows.map { String(decoding: try CanonicalJSON.encode($0.candidates), as: UTF8.self) }), \(rows.map { $0.draw?.uuidString ?? "" }),
                              \(rows.map { $0.keptFrom?.uuidString ?? "" }))
                       AS w (review_id, discipline, way, body_id, candidates, draw_id, kept_from)
                RETURNING *)
            \(audit(
                """
                SELECT \(Act.reviewAllocate), \(record.project), case_id, 'review', review_id, CASE WHEN kept_from IS NOT NULL THEN 'kept' END, coalesce(way, 'only'), NULL::bytea, NULL::bytea, NULL::bigint
                  FROM kept ORDER BY discipline
                """))
            SELECT FROM kept
            """
        )
    }
}
