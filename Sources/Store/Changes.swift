public import Foundation
public import JointReview
import Postgres

/// A change of an approved set, as it is kept.
public struct ChangeRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Case whose set it changes.
    public let caseID: UUID
    /// Number in the case, from 1.
    public let serial: Int
    /// Why the owner asks for it.
    public let reason: String
    /// Round whose set it changes.
    public let baseRound: Int
    /// Who asked.
    public let requestedBy: UUID
    /// When.
    public let requestedAt: Date
    /// Its first round of review; nil until it is taken up.
    public let firstRound: Int?
    /// Its last round so far.
    public let lastRound: Int?
    /// Major or ordinary, by the rule; nil until it is taken up.
    public let kind: Change.Kind?
    /// What it changes, as the rule saw it.
    public let grounds: [Change.Ground]
    /// When it was taken up.
    public let openedAt: Date?
    /// How it ended.
    public let outcome: Change.Outcome?
    /// Why it was dropped.
    public let endReason: String?
    /// Who certified or dropped it.
    public let endedBy: UUID?
    /// When.
    public let endedAt: Date?

    /// Whether it was reviewed in a round.
    public func covers(round: Int) -> Bool {
        guard let firstRound, let lastRound else { return false }
        return (firstRound...lastRound).contains(round)
    }
}

extension Tx {
    /// The changes of a case, oldest first.
    public func changes(of caseID: UUID) async throws -> [ChangeRecord] {
        try await sql.all("SELECT * FROM case_change WHERE case_id = \(caseID) ORDER BY serial").map(ChangeRecord.init)
    }

    /// The change that is asked for or under review.
    public func presentChange(of caseID: UUID) async throws -> ChangeRecord? {
        try await sql.first("SELECT * FROM case_change WHERE case_id = \(caseID) AND ended_at IS NULL").map(ChangeRecord.init)
    }

    /// The round against whose set and decisions a round is held.
    func roundBefore(_ round: Int, of caseID: UUID) async throws -> Int {
        try await sql.first("SELECT round_before(\(caseID), \(round)::integer) AS base")?("base") ?? round - 1
    }

    /// Opens a change of a certified case: from then on the institutes upload what changes; what was approved stays in force.
    public func requestChange(of id: UUID, reason: String) async throws -> (record: CaseRecord, change: ChangeRecord) {
        let (record, value) = try await lockCase(id)
        let action = CaseAction.requestChange(reason: reason)
        let moved = try await move(record, to: try value.applying(action, by: actor.role), by: action)
        let row = try await sql.first(
            """
            INSERT INTO case_change (change_id, case_id, owner_id, serial, reason, base_round, requested_by)
            SELECT \(UUID()), c.case_id, c.owner_id, coalesce((SELECT max(serial) FROM case_change WHERE case_id = c.case_id), 0) + 1, \(reason),
                   c.approved_round, \(actor.person)
              FROM joint_case c WHERE c.case_id = \(id) AND c.approved_round IS NOT NULL RETURNING *
            """)
        guard let row else { throw StoreError.missing("approved set of case \(id)") }
        return (moved, try ChangeRecord(row))
    }

    /// What the sealed sets of a change differ in from the approved one, by the rules in force.
    public func drawnChange(of record: CaseRecord) async throws -> Change {
        let book = try await ruleBook()
        return try await drawn(of: record, in: record.packageRound, by: book.relevance ?? Relevance(version: 0, kinds: [:]))
    }

    private func drawn(of record: CaseRecord, in round: Int, by relevance: Relevance) async throws -> Change {
        let earlier = try await setsInForce(of: record.id, round: record.approvedRound ?? record.round)
        var change = Change.none
        for (institute, set) in try await setsInForce(of: record.id, round: round).sorted(by: { $0.key.uuidString < $1.key.uuidString }) {
            let base = earlier[institute] ?? SheetSet(name: "", sha256: "", sheets: [], documents: [])
            change = change.joined(with: Change(from: base, to: ComposedSet(set, after: base), by: relevance))
        }
        return change
    }

    /// Takes a change into a round of review: what it changes is written down, with how much it weighs by the rule.
    func takeUpChange(of record: CaseRecord, in round: Int, by relevance: Relevance) async throws {
        let change = try await drawn(of: record, in: round, by: relevance)
        guard !change.grounds.isEmpty else { throw CaseRefusal.nothingChanged }
        let taken = try await sql.run(
            """
            UPDATE case_change SET first_round = coalesce(first_round, \(round)::integer), last_round = \(round)::integer, kind = \(change.kind),
                   grounds = \(try JSON(change.grounds)), opened_at = coalesce(opened_at, business_now())
             WHERE case_id = \(record.id) AND ended_at IS NULL
            """)
        guard taken == 1 else { throw StoreError.stale("change of case \(record.id)") }
    }

    /// Ends a change without a certificate: what was approved never stopped being in force. Sets and words of the change stay as history.
    ///
    /// The caller has cancelled the open reviews: review, case, counter is everybody's order.
    public func dropChange(of id: UUID, reason: String) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let action = CaseAction.dropChange(reason: reason)
        let after = try value.applying(action, by: actor.role)
        try await endChange(of: record, reason: reason)
        return try await move(record, to: after, by: action)
    }

    /// Ends a change that is not certified, with what was prepared for it and what is open in it.
    func endChange(of record: CaseRecord, reason: String) async throws {
        // What was handed in for a round that will not come is nobody's base.
        try await sql.run(
            """
            WITH gone AS (
                UPDATE package SET state = \(PackageRecord.State.superseded)
                 WHERE case_id = \(record.id) AND round > \(record.round) AND state IN ('checked', 'sealed')
             RETURNING *)
            \(audit(.caseDropChange, "package", "package_id", in: "gone", project: "project_id", case: "case_id", to: PackageRecord.State.superseded.rawValue))
            SELECT FROM gone
            """)
        let open = try await conflicts(of: record.id).filter { $0.state == .open && $0.round > record.approvedRound ?? 0 }
        try await lapse(open, in: record, because: "change dropped: \(reason)")
        try await end(of: record, .dropped, reason: reason)
    }

    func end(of record: CaseRecord, _ outcome: Change.Outcome, reason: String?) async throws {
        try await sql.run(
            """
            UPDATE case_change SET outcome = \(outcome), end_reason = \(reason), ended_by = \(actor.person), ended_at = business_now()
             WHERE case_id = \(record.id) AND ended_at IS NULL
            """)
    }

    /// Whether conflicts hold up the opinion on a change whose disciplines have all decided.
    public func isHeldUp(_ record: CaseRecord) async throws -> Bool {
        guard record.state == .changeInReview, record.remaining == 0 else { return false }
        return try await issuedOpinion(of: record.id, round: record.round) == nil
    }

    /// Whether a case waits for the settlement of conflicts before it gets its opinion.
    public func awaitsSettlement(_ record: CaseRecord) async throws -> Bool {
        if record.state == .reconciling { return true }
        return try await isHeldUp(record)
    }
}

extension ChangeRecord {
    init(_ row: Row) throws {
        id = try row("change_id")
        caseID = try row("case_id")
        serial = try row("serial")
        reason = try row("reason")
        baseRound = try row("base_round")
        requestedBy = try row("requested_by")
        requestedAt = try row("requested_at")
        firstRound = try row.optional("first_round")
        lastRound = try row.optional("last_round")
        kind = try row.optional("kind")
        let grounds: JSON? = try row.optional("grounds")
        self.grounds = try grounds?.decode() ?? []
        openedAt = try row.optional("opened_at")
        outcome = try row.optional("outcome")
        endReason = try row.optional("end_reason")
        endedBy = try row.optional("ended_by")
        endedAt = try row.optional("ended_at")
    }
}
