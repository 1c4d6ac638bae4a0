public import Foundation
public import JointReview
import Postgres

/// The check list of one review, with what is ticked.
public struct CheckpointList: Sendable, Hashable {
    /// Points of the review in the order of the rules.
    public let points: [CheckRules.Point]
    /// Ticks that stand.
    public let ticks: [CheckpointTick]

    /// Points without a tick: what a pass lacks.
    public var open: [CheckRules.Point] {
        let ticked = Set(ticks.map(\.checkpoint))
        return points.filter { !ticked.contains($0.id) }
    }
}

extension Tx {
    /// The check list of a review, by the rules in force when its case was accepted and the sheets of its round.
    public func checkpoints(of review: ReviewRecord) async throws -> CheckpointList {
        try Self.checkpointList(try await sql.batch(Self.checkpointReads(review.id))[...], review.discipline)
    }

    /// What `checkpointList` makes sense of; for a batch that a decision begins with.
    static func checkpointReads(_ review: UUID) -> [SQL] {
        [
            """
            SELECT r.body -> 'checklist' AS checklist FROM rule r, (
                   SELECT (coalesce(c.accepted_at, business_now()) AT TIME ZONE 'Asia/Shanghai')::date AS day
                     FROM joint_case c JOIN review v USING (case_id) WHERE v.review_id = \(review)) AS n
             WHERE r.kind = 'check' AND r.approved_by IS NOT NULL AND r.effective_from <= n.day AND (r.effective_to IS NULL OR r.effective_to > n.day)
             LIMIT 1
            """,
            """
            SELECT o.discipline FROM review v JOIN review o ON o.case_id = v.case_id AND o.round = v.round AND o.merged_into = v.discipline
             WHERE v.review_id = \(review)
            """,
            """
            SELECT DISTINCT s.kind FROM review v, packages_in_force(v.case_id, v.round) k JOIN set_sheet t ON t.package_id = k.package_id
              JOIN sheet s ON s.sheet_id = t.sheet_id WHERE v.review_id = \(review)
            """,
            "SELECT * FROM checkpoint_tick WHERE review_id = \(review) AND unticked_at IS NULL ORDER BY ticked_at, tick_id",
        ]
    }

    static func checkpointList(_ answers: ArraySlice<[Row]>, _ discipline: Discipline) throws -> CheckpointList {
        let answers = Array(answers)
        let checklist: JSON? = try answers[0].first?.optional("checklist")
        let merged: [Discipline] = try answers[1].map { try $0("discipline") }
        let kinds: [SheetKind] = try answers[2].map { try $0("kind") }
        let points = CheckRules.points(try checklist?.decode() ?? [], of: discipline, merged: Set(merged), kinds: Set(kinds))
        return CheckpointList(points: points, ticks: try answers[3].map(CheckpointTick.init))
    }

    /// Ticks points of a review that the actor holds.
    /// - Throws: `ReviewRefusal`; `StoreError.exists` when one of them is ticked already.
    public func tick(_ drafts: [CheckpointDraft], in review: UUID, attempt: Int) async throws {
        let record = try await heldReview(review, attempt: attempt)
        let rows = drafts.map { WrittenTick($0.checkpoint, $0.verdict, $0.evidence, $0.note) }
        try await write(rows, to: [record.id], act: .checkpointTick, project: record.project)
    }

    /// Takes a tick back.
    /// - Throws: `ReviewRefusal`; `StoreError.missing` when the point is not ticked.
    public func untick(_ checkpoint: String, in review: UUID, attempt: Int, reason: String) async throws {
        let record = try await heldReview(review, attempt: attempt)
        let row = try await sql.first(
            """
            WITH taken AS (
                UPDATE checkpoint_tick SET unticked_at = clock_timestamp(), unticked_by = \(actor.person), reason = \(reason)
                 WHERE review_id = \(review) AND checkpoint = \(checkpoint) AND unticked_at IS NULL RETURNING *)
            \(audit(.checkpointUntick, "checkpoint", "tick_id", in: "taken", project: "\(record.project)", case: "case_id",
                detail: .values(["checkpoint": checkpoint, "reason": reason])))
            SELECT tick_id FROM taken
            """
        )
        guard row != nil else { throw StoreError.missing("tick of \(checkpoint)") }
    }

    /// Takes back what somebody has ticked in a review, or everybody, with an entry for each tick: the points are open again.
    func takeBackTicks(of person: UUID? = nil, in review: ReviewRecord, reason: String) async throws {
        try await sql.run(
            """
            WITH taken AS (
                UPDATE checkpoint_tick SET unticked_at = clock_timestamp(), unticked_by = \(actor.person), reason = \(reason)
                 WHERE review_id = \(review.id) AND unticked_at IS NULL AND (\(person)::uuid IS NULL OR person_id = \(person)) RETURNING *)
            \(audit(.checkpointUntick, "checkpoint", "tick_id", in: "taken", project: "\(review.project)", case: "case_id",
                detail: .values(["reason": reason])))
            SELECT FROM taken
            """
        )
    }

    /// The review that the actor works on, under lock.
    func heldReview(_ id: UUID, attempt: Int) async throws -> ReviewRecord {
        let (record, value) = try await lockReview(id)
        guard value.reviewer == actor.person else { throw ReviewRefusal.heldByAnother }
        guard attempt == value.attempt else { throw ReviewRefusal.staleAttempt(current: value.attempt) }
        guard [.inReview, .verifying].contains(value.state) else { throw ReviewRefusal.notInHand(value.state) }
        return record
    }

    /// Writes ticks, each to the review at its place; one review takes them all.
    private func write(_ ticks: [WrittenTick], to reviews: [UUID], act: Act, project: UUID) async throws {
        guard !ticks.isEmpty else { return }
        var ticks = ticks
        for index in ticks.indices { ticks[index].review = reviews.count == 1 ? reviews[0] : reviews[index] }
        try await sql.run(
            """
            WITH ticked AS (
                INSERT INTO checkpoint_tick (tick_id, review_id, case_id, owner_id, checkpoint, verdict, evidence, note, person_id, ticked_at, carried_from)
                SELECT w.id, w.review, r.case_id, r.owner_id, w.checkpoint, w.verdict, w.evidence, w.note, coalesce(w.person, \(actor.person)),
                       coalesce(w.at, clock_timestamp()), w.carried
                  FROM jsonb_to_recordset(\(try JSON(ticks)))
                       AS w (id uuid, review uuid, checkpoint text, verdict text, evidence jsonb, note text, person uuid, at timestamptz, carried uuid)
                  JOIN review r ON r.review_id = w.review
                RETURNING *)
            \(audit(
                """
                SELECT \(act), \(project)::uuid, t.case_id, 'checkpoint', t.tick_id, NULL, t.verdict, NULL::bytea, NULL::bytea, NULL::bigint
                  FROM ticked t ORDER BY t.checkpoint
                """,
                detail: .values(["checkpoints": Set(ticks.map(\.checkpoint)).sorted().joined(separator: " ")])))
            SELECT FROM ticked
            """
        )
    }
}

extension Tx {
    /// Takes the ticks of a round into the next one, where what they rest on is drawn as it was; each says which tick it stands for.
    ///
    /// Where the discipline decides again, ticks of somebody who stepped aside since, alone or with his body, are left: they are another's to make.
    /// - Parameter reviews: the review before, the one of the new round, and what the rule said; nil takes all that still lie on sheets in force.
    func carryTicks(_ reviews: [(before: UUID, after: UUID, verdict: CarryOver.Verdict?)], in record: CaseRecord) async throws {
        let rows = try await sql.all(
            """
            SELECT t.* FROM unnest(\(reviews.map(\.before)), \(reviews.map(\.after))) AS w (before_id, after_id)
              JOIN review r ON r.review_id = w.before_id JOIN review n ON n.review_id = w.after_id
              JOIN checkpoint_tick t ON t.review_id = r.review_id
             WHERE t.unticked_at IS NULL AND (n.carried_from IS NOT NULL OR NOT EXISTS (
                   SELECT FROM recusal q WHERE q.case_id = r.case_id AND q.discipline = r.discipline AND q.person_id = t.person_id)
               AND NOT EXISTS (
                   SELECT FROM body_recusal b WHERE b.case_id = r.case_id AND b.discipline = r.discipline AND b.organisation_id = r.body_id))
             ORDER BY t.review_id, t.checkpoint
            """)
        guard !rows.isEmpty else { return }
        let places = try await inForce(of: record.id, round: record.round - 1)
        let sheets = Dictionary(places.map { ($0.value.id, $0) }, uniquingKeysWith: { first, _ in first })
        let present = try await inForce(of: record.id, round: record.round)
        let done: Set<String> = try await Set(
            sql.all("SELECT review_id, checkpoint FROM checkpoint_tick WHERE review_id = ANY (\(reviews.map(\.after))) AND unticked_at IS NULL").map {
                let (review, point): (UUID, String) = try ($0("review_id"), $0("checkpoint"))
                return "\(review)/\(point)"
            })
        var kept: [WrittenTick] = []
        var targets: [UUID] = []
        for tick in try rows.map(CheckpointTick.init) {
            guard let review = reviews.first(where: { $0.before == tick.review }), !done.contains("\(review.after)/\(tick.checkpoint)") else {
                continue
            }
            let numbers = tick.evidence.compactMap { sheets[$0.sheet]?.value.entry.number }
            guard review.verdict?.stands(tick.verdict, on: numbers) ?? true else { continue }
            let evidence = tick.evidence.compactMap { one in
                sheets[one.sheet].flatMap { present[$0.key] }.map { CheckpointTick.Evidence(sheet: $0.id, region: one.region) }
            }
            guard evidence.count == tick.evidence.count else { continue }
            kept.append(WrittenTick(tick.checkpoint, tick.verdict, evidence, tick.note, person: tick.person, at: tick.at, carried: tick.id))
            targets.append(review.after)
        }
        try await write(kept, to: targets, act: .checkpointCarry, project: record.project)
    }
}

/// A tick as it is written.
private struct WrittenTick: Encodable {
    var id = UUID()
    var review: UUID?
    var checkpoint: String
    var verdict: CheckpointTick.Verdict
    var evidence: [CheckpointTick.Evidence]
    var note: String?
    var person: UUID?
    var at: Date?
    var carried: UUID?

    init(
        _ checkpoint: String, _ verdict: CheckpointTick.Verdict, _ evidence: [CheckpointTick.Evidence], _ note: String?, person: UUID? = nil,
        at: Date? = nil, carried: UUID? = nil
    ) {
        (self.checkpoint, self.verdict, self.evidence, self.note) = (checkpoint, verdict, verdict == .met ? evidence : [], note)
        (self.person, self.at, self.carried) = (person, at, carried)
    }
}

extension CheckpointTick {
    init(_ row: Row) throws {
        let evidence: JSON = try row("evidence")
        try self.init(
            id: row("tick_id"), review: row("review_id"), checkpoint: row("checkpoint"), verdict: row("verdict"), evidence: evidence.decode(),
            note: row.optional("note"), person: row("person_id"), at: row("ticked_at"), carriedFrom: row.optional("carried_from"))
    }
}
