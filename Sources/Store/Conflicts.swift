public import Foundation
public import JointReview
import Postgres
import WorkingTime

extension Tx {
    private static let conflicts: SQL =
        """
        SELECT k.conflict_id, k.case_id, k.serial, k.round, k.kind, k.declared, k.sums, k.state, k.opened_at, k.due_at,
               (SELECT jsonb_agg(jsonb_build_object('comment', m.comment_id, 'demand', m.demand_id) ORDER BY m.ordinal)
                  FROM conflict_member m WHERE m.conflict_id = k.conflict_id) AS members,
               s.settlement_id, to_char(s.held_on, 'YYYY-MM-DD') AS held_on, s.minutes, s.participants, s.settled_by, s.settled_at,
               (SELECT jsonb_agg(jsonb_build_object(
                           'comment', x.comment_id, 'demand', x.demand_id, 'outcome', x.outcome, 'reason', x.reason, 'agreed_by', x.agreed_by,
                           'replacement', CASE WHEN d.demand_id IS NOT NULL THEN jsonb_build_object(
                               'element', d.element_id, 'property', d.property, 'relation', d.relation, 'value', d.value, 'unit', d.unit) END)
                       ORDER BY x.ordinal)
                  FROM settlement_decision x LEFT JOIN demand d ON d.demand_id = x.replacement_id WHERE x.settlement_id = s.settlement_id) AS decisions
          FROM conflict k LEFT JOIN settlement s USING (conflict_id)
        """

    /// One conflict of a case to which the actor's organisation is a party, with its case.
    public func conflict(_ id: UUID) async throws -> (caseID: UUID, conflict: CaseConflict) {
        let row = try await sql.first(
            """
            \(Self.conflicts) WHERE k.conflict_id = \(id)
              AND EXISTS (SELECT FROM case_party p WHERE p.case_id = k.case_id AND p.organisation_id = \(actor.organisation))
              AND \(shown("k.case_id", "k.round"))
            """)
        guard let row else { throw StoreError.missing("conflict \(id)") }
        return (try row("case_id"), try CaseConflict(row))
    }

    /// Conflicts of a case by their numbers, after the one given.
    public func conflicts(of caseID: UUID, after number: Int? = nil, limit: Int = 100_000) async throws -> [CaseConflict] {
        try await sql.all("\(Self.conflicts) WHERE k.case_id = \(caseID) AND k.serial > \(number ?? 0) ORDER BY k.serial LIMIT \(limit)")
            .map(CaseConflict.init)
    }

    private struct Opened: Encodable {
        let id: UUID
        let kind: String
        let declared: Bool
        let sums: [UUID]
        let place: Int
    }

    private struct Side: Encodable {
        let conflict: UUID
        let place: Int
        let comment: UUID
        let demand: UUID?
    }

    /// Opens conflicts, each with its entry. Runs under the case's row lock, which keeps the numbers apart.
    func open(_ found: [FoundConflict], in record: CaseRecord) async throws {
        guard !found.isEmpty else { return }
        let due = try await reconciliationDue(project: record.project)
        let opened = found.enumerated().map { Opened(id: UUID(), kind: $1.kind.rawValue, declared: $1.declared, sums: $1.sums, place: $0 + 1) }
        let sides = zip(opened, found).flatMap { conflict, found in
            found.members.enumerated().map { Side(conflict: conflict.id, place: $0, comment: $1.comment, demand: $1.demand) }
        }
        try await sql.run(
            """
            WITH opened AS (
                INSERT INTO conflict (conflict_id, case_id, owner_id, round, serial, kind, declared, sums, due_at)
                SELECT w.id, \(record.id), \(record.owner), \(record.round), w.place + (SELECT coalesce(max(serial), 0) FROM conflict WHERE case_id = \(record.id)),
                       w.kind, w.declared, ARRAY(SELECT jsonb_array_elements_text(w.sums)::uuid), \(due)
                  FROM jsonb_to_recordset(\(try JSON(opened))) AS w (id uuid, kind text, declared boolean, sums jsonb, place integer)
             RETURNING conflict_id, case_id, serial),
            sided AS (
                INSERT INTO conflict_member (conflict_id, ordinal, case_id, owner_id, comment_id, demand_id)
                SELECT w.conflict, w.place, \(record.id), \(record.owner), w.comment, w.demand
                  FROM jsonb_to_recordset(\(try JSON(sides))) AS w (conflict uuid, place integer, comment uuid, demand uuid))
            \(audit(.conflictOpen, "conflict", "conflict_id", in: "(SELECT * FROM opened ORDER BY serial) AS o", project: "\(record.project)", case: "case_id", to: "open"))
            SELECT FROM opened
            """
        )
    }

    /// Ends conflicts that a merge does not find any more, or that nobody settles because the case, or its change, has ended.
    /// - Parameter reason: what ended them; nil where nobody demands any more what made them.
    func lapse(_ conflicts: [CaseConflict], in record: CaseRecord, because reason: String? = nil) async throws {
        guard !conflicts.isEmpty else { return }
        let state = CaseConflict.State.lapsed
        for conflict in conflicts { _ = try conflict.applying(.lapse) }
        try await sql.run(
            """
            WITH lapsed AS (
                UPDATE conflict SET state = \(state), ended_at = business_now() WHERE conflict_id = ANY (\(conflicts.map(\.id))) AND state = 'open'
             RETURNING conflict_id, case_id, serial)
            \(audit(.conflictLapse, "conflict", "conflict_id", in: "(SELECT * FROM lapsed ORDER BY serial) AS o", project: "\(record.project)", case: "case_id",
                from: "open", to: state.rawValue, detail: .values(["reason": reason])))
            SELECT FROM lapsed
            """
        )
    }

    /// Ends what is open between the disciplines of a case that is over: nobody settles it any more, and nobody is to wait for it.
    func lapseConflicts(ofEnded record: CaseRecord, in state: CaseState, because reason: String?) async throws {
        let open = try await conflicts(of: record.id).filter { $0.state == .open }
        let words = [state.rawValue, reason].compactMap { $0 }.joined(separator: ": ")
        try await lapse(open, in: record, because: words)
    }

    /// By when a conflict that is found now is to be settled; nil where no limit, or no calendar, is in force.
    private func reconciliationDue(project: UUID) async throws -> Date? {
        let answers = try await sql.batch([Self.ruleStanding, "SELECT facts FROM project WHERE project_id = \(project)"])
        let (book, now) = try await ruleBook(standing: answers[0].first)
        guard let facts: JSON = try answers[1].first?("facts") else { throw StoreError.missing("project \(project)") }
        let project: ProjectFacts = try facts.decode()
        guard let limit = try? book.limits.rule(for: .reconciliation, size: project.size, on: book.day) else { return nil }
        return try? limit.deadline(from: now, in: book.calendar).due
    }
}

extension CaseConflict {
    init(_ row: Row) throws {
        let members: JSON = try row("members")
        try self.init(
            id: row("conflict_id"), number: row("serial"), round: row("round"), kind: row("kind"), declared: row("declared"),
            members: members.decode(), sums: row("sums"), state: row("state"), openedAt: row("opened_at"), dueAt: row.optional("due_at"),
            settlement: Settlement(row))
    }
}

extension Settlement {
    fileprivate init?(_ row: Row) throws {
        guard let id: UUID = try row.optional("settlement_id") else { return nil }
        let (day, participants, decisions): (String, JSON, JSON) = try (row("held_on"), row("participants"), row("decisions"))
        guard let heldOn = CalendarDay(day) else { throw StoreError.invalid("settlement \(id)") }
        try self.init(
            id: id, meeting: CoordinationMeeting(heldOn: heldOn, minutes: row("minutes"), participants: participants.decode()),
            decisions: decisions.decode(), settledBy: row("settled_by"), settledAt: row("settled_at"))
    }
}
