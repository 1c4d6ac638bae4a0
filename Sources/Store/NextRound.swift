public import Foundation
public import JointReview
import Postgres

/// What became of a discipline's decision when a later set was handed in, as it is kept.
public struct CarryOverRecord: Sendable, Hashable {
    /// Review of the new round.
    public let review: UUID
    /// Discipline.
    public let discipline: Discipline
    /// The new round.
    public let round: Int
    /// Review whose decision it was.
    public let before: UUID
    /// Kept, waiting for a confirmation, or dropped.
    public let effect: Effect
    /// Version of the relevance matrix that was used.
    public let relevance: Int
    /// Every reason.
    public let reasons: [CarryOver.Reason]

    /// What became of it.
    public enum Effect: String, CaseIterable, Sendable, Codable {
        case keeps, waits, drops

        init(_ effect: CarryGround.Effect) {
            self =
                switch effect {
                case .keeps: .keeps
                case .waits: .waits
                case .drops: .drops
                }
        }
    }
}

extension Tx {
    /// Takes the revised sets into the next round (复审): the case moves, decisions that the rule lets stand are kept, every other discipline reviews
    /// again, and everybody concerned is told, all in the caller's transaction.
    ///
    /// The set that was reviewed stays what it was: packages of the next round stand beside it.
    ///
    /// The first round of a change is held against the approved set and the decisions that approved it, so that only the disciplines review whom the
    /// change concerns.
    /// - Parameter role: `system` where a rule opens the round, not the actor.
    public func openNextRound(of id: UUID, by action: CaseAction, as role: Role? = nil) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let after = try value.applying(action, by: role ?? actor.role)
        try await freezeAnswers(of: record)
        let (book, now) = try await ruleBook(standing: try await sql.first(Self.ruleStanding))
        guard let relevance = book.relevance else { throw StoreError.missing("relevance matrix") }
        let size = try await project(record.project).facts.size
        let deadline = try book.limits.rule(for: after.state == .changeInReview ? .changeReview : .reReview, size: size, on: book.day).deadline(
            from: now, in: book.calendar)
        if after.state == .changeInReview { try await takeUpChange(of: record, in: after.round, by: relevance) }
        let base = try await roundBefore(after.round, of: id)
        let before = try await reviews(of: id).filter { $0.round == base }
        let verdicts = try await verdicts(on: before, of: record, from: base, to: after.round, by: relevance)
        var openings: [Opening] = []
        for review in before { openings.append(try await opening(after: review, verdicts[review.id])) }
        let moved = try await move(record, to: after, due: deadline, waiting: openings.count { $0.isOutstanding }, by: action)
        try await open(openings, in: moved, due: deadline)
        try await keep(verdicts, of: openings, in: moved, relevance: relevance.version)
        // A discipline that decided nothing leaves nothing that could stand.
        try await carryTicks(openings.compactMap { opening in verdicts[opening.before.id].map { (opening.before.id, opening.id, $0) } }, in: moved)
        try await tell(openings, of: moved)
        try await sql.run("INSERT INTO job (kind, case_id, object_id) VALUES (\(Job.Kind.follow), \(id), \(id))")
        guard moved.remaining == 0 else { return moved }
        // Every decision stands: there is nothing to wait for.
        _ = try await conclude(id)
        return try await caseRecord(id)
    }

    /// What became of the decisions before a round, in the order of the disciplines; of the newest round when none is named.
    public func carryOvers(of caseID: UUID, round: Int? = nil) async throws -> [CarryOverRecord] {
        try await sql.all(
            """
            SELECT review_id, discipline, round, before_id, effect, relevance, reasons FROM carry_over
             WHERE case_id = \(caseID) AND round = coalesce(\(round)::integer, (SELECT round FROM joint_case WHERE case_id = \(caseID))) ORDER BY discipline
            """
        ).map { row in
            let reasons: JSON = try row("reasons")
            return try CarryOverRecord(
                review: row("review_id"), discipline: row("discipline"), round: row("round"), before: row("before_id"), effect: row("effect"),
                relevance: row("relevance"), reasons: reasons.decode())
        }
    }

    /// The rule's answer on every decision of a round, institute by institute, joined.
    private func verdicts(on reviews: [ReviewRecord], of record: CaseRecord, from base: Int, to round: Int, by relevance: Relevance) async throws
        -> [UUID: CarryOver.Verdict]
    {
        let decided = reviews.compactMap { review in
            review.decision.map { CarryOver.Decided(discipline: review.discipline, review: review.id, decision: $0) }
        }
        let confirmed = try await confirmedLooks(of: record.id)
        let earlier = try await setsInForce(of: record.id, round: base)
        var joined: [UUID: CarryOver.Verdict] = [:]
        for (institute, set) in try await setsInForce(of: record.id, round: round) {
            let base = earlier[institute] ?? SheetSet(name: "", sha256: "", sheets: [], documents: [])
            for verdict in CarryOver(of: decided, from: base, to: ComposedSet(set, after: base), by: relevance, confirmed: confirmed).verdicts {
                joined[verdict.review] = joined[verdict.review].map { $0.joined(with: verdict) } ?? verdict
            }
        }
        return joined
    }

    /// The sets in force in a round, by institute.
    func setsInForce(of caseID: UUID, round: Int) async throws -> [UUID: SheetSet] {
        var sets: [UUID: SheetSet] = [:]
        let rows = try await sql.all("SELECT institute_id, package_id FROM packages_in_force(\(caseID), \(round)::integer)")
        for row in rows { sets[try row("institute_id")] = try await madeSet(of: try row("package_id")) }
        return sets
    }

    private func opening(after review: ReviewRecord, _ verdict: CarryOver.Verdict?) async throws -> Opening {
        let value = Review(
            id: review.id, discipline: review.discipline, body: review.body, state: review.state, reviewer: review.reviewer, attempt: review.attempt,
            decision: review.decision)
        let stays = try await serves(review)
        return Opening(
            id: UUID(), before: review, effect: verdict?.effect ?? .drops,
            value: try value.nextRound(verdict?.effect ?? .drops, reviewerStays: stays, by: Self.service))
    }

    /// The service opens a round, whoever's act it follows from.
    private static let service = ActingPerson(person: UUID(), organisation: UUID(), role: .system)

    private func serves(_ review: ReviewRecord) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM person WHERE person_id = \(review.reviewer) AND organisation_id = \(review.body) AND disabled_at IS NULL) AS serves
            """
        )
        return try row?("serves") ?? false
    }

    /// Moves the case into the round. Like `move`, with the limit of the round and what it waits for.
    private func move(_ before: CaseRecord, to after: Case, due deadline: Deadline, waiting: Int, by action: CaseAction) async throws -> CaseRecord {
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), round = \(after.round), version = version + 1, reason = coalesce(\(action.reason), reason),
                       submitted_at = business_now(), due_at = \(deadline.due), deadline = \(try JSON(deadline)), remaining = \(waiting)
                 WHERE case_id = \(before.id) AND version = \(before.version)
             RETURNING *), \(Self.handingIn)
            \(audit(action.kind.act, "case", "case_id", in: "moved", project: "project_id", case: "case_id", from: before.state.rawValue,
                to: after.state.rawValue, detail: .values(["reason": action.reason, "round": String(after.round)])))
            SELECT * FROM moved
            """
        )
        guard let row else { throw StoreError.stale("case \(before.id)") }
        return try CaseRecord(row)
    }
}
