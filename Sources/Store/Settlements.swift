public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// A conflict that is about to be settled, under its case's lock.
public struct SettlementGround: Sendable {
    /// The case.
    public let record: CaseRecord
    /// The conflict.
    public var conflict: CaseConflict { check.conflict }
    /// What the decisions are checked against.
    public let check: SettlementCheck
    /// Business day of today.
    let today: CalendarDay
    /// Parties of the case.
    let parties: Set<UUID>
    /// Body whose comment each side is.
    let bodies: [UUID: UUID]
    /// Organisations of the persons that the meeting and the decisions name.
    let organisations: [UUID: UUID]
}

extension Tx {
    /// Locks the case of a conflict and reads what its settlement is checked against.
    /// - Throws: `ConflictRefusal` when the conflict has ended, or the case is in no state to settle it.
    public func lockSettlement(of id: UUID, meeting: CoordinationMeeting, decisions: [SettlementDecision]) async throws -> SettlementGround {
        let caseID = try await conflict(id).caseID
        let (record, _) = try await lockCase(caseID)
        // Read after the lock: of two that settle at once the second sees that the first did.
        let all = try await conflicts(of: caseID)
        guard let conflict = all.first(where: { $0.id == id }) else { throw StoreError.missing("conflict \(id)") }
        // What ends with its case is told as that.
        guard record.state.settlesConflicts || conflict.state == .settled else { throw ConflictRefusal.caseState(record.state) }
        _ = try conflict.applying(.settle)
        let comments = try await standingComments(of: caseID)
        let reviews = try await reviews(of: caseID)
        let bodyOf = Dictionary(reviews.map { ($0.id, $0.body) }, uniquingKeysWith: { first, _ in first })
        // A body that took a review over answers for what was said there before.
        let present = Dictionary(
            reviews.filter { $0.round == record.round }.compactMap { review in review.body.map { (review.discipline, $0) } },
            uniquingKeysWith: { first, _ in first })
        let persons = meeting.participants.flatMap(\.persons) + decisions.compactMap(\.agreedBy)
        let rows = try await sql.batch([
            "SELECT person_id, organisation_id FROM person WHERE person_id = ANY (\(persons))",
            "SELECT to_char(business_now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day",
        ])
        let day: String = try rows[1].first?("day") ?? ""
        guard let today = CalendarDay(day) else { throw StoreError.invalid("business day") }
        return SettlementGround(
            record: record,
            check: SettlementCheck(
                conflict: conflict, demands: comments.flatMap(\.demands), elements: Set(try await register(of: caseID).map(\.id)),
                sums: try await sumsInForce(of: record), others: all.filter { $0.state == .open && $0.id != id }),
            today: today, parties: Set(try await parties(of: caseID).map(\.organisation)),
            bodies: Dictionary(
                comments.compactMap { comment in
                    (present[comment.comment.discipline] ?? bodyOf[comment.comment.review] ?? nil).map { (comment.id, $0) }
                },
                uniquingKeysWith: { first, _ in first }),
            organisations: try Dictionary(rows[0].map { (try $0("person_id"), try $0("organisation_id")) }, uniquingKeysWith: { first, _ in first }))
    }

    private struct Decided: Encodable {
        let place: Int
        let comment: UUID
        let demand: UUID?
        let outcome: String
        let reason: String
        let agreedBy: UUID?
        let replacement: UUID?
        let written: Demand?
        let isFirst: Bool

        private enum CodingKeys: String, CodingKey {
            case place, comment, demand, outcome, reason, replacement, written
            case agreedBy = "agreed_by"
            case isFirst = "is_first"
        }
    }

    /// Settles a conflict by decisions that were checked; where it was the last open one, the same transaction issues the opinion.
    /// - Returns: the conflict as it ended, the state of the case, and the opinion if one was issued.
    public func settle(
        _ ground: SettlementGround, meeting: CoordinationMeeting, decisions: [SettlementDecision]
    ) async throws -> (conflict: CaseConflict, caseState: CaseState, opinion: UUID?) {
        let (record, conflict, id) = (ground.record, ground.conflict, UUID())
        let after = try conflict.applying(.settle)
        try await sql.run(
            """
            WITH settled AS (
                UPDATE conflict SET state = \(after), ended_at = business_now() WHERE conflict_id = \(conflict.id) AND state = \(conflict.state)
             RETURNING *),
            met AS (
                INSERT INTO settlement (settlement_id, conflict_id, case_id, owner_id, held_on, minutes, participants, settled_by)
                SELECT \(id), conflict_id, case_id, owner_id, \(meeting.heldOn.description)::text::date, \(meeting.minutes), \(try JSON(meeting.participants)), \(actor.person)
                  FROM settled
             RETURNING *),
            decided AS (
                SELECT w.* FROM met, jsonb_to_recordset(\(try JSON(decided(decisions, ground)))) AS w (
                    place integer, comment uuid, demand uuid, outcome text, reason text, agreed_by uuid, replacement uuid, written jsonb, is_first boolean)),
            replaced AS (
                INSERT INTO demand (demand_id, comment_id, case_id, owner_id, ordinal, element_id, property, relation, value, unit, replaces, settlement_id)
                SELECT w.replacement, w.comment, met.case_id, met.owner_id,
                       w.place + 1 + (SELECT coalesce(max(d.ordinal), 0) FROM demand d WHERE d.comment_id = w.comment),
                       w.written ->> 'element', w.written ->> 'property', w.written ->> 'relation', w.written ->> 'value', w.written ->> 'unit', w.demand,
                       met.settlement_id
                  FROM decided w, met WHERE w.replacement IS NOT NULL AND w.is_first),
            kept AS (
                INSERT INTO settlement_decision (settlement_id, ordinal, case_id, owner_id, comment_id, demand_id, outcome, replacement_id, reason, agreed_by)
                SELECT met.settlement_id, w.place, met.case_id, met.owner_id, w.comment, w.demand, w.outcome, w.replacement, w.reason, w.agreed_by
                  FROM decided w, met),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), p.case_id, p.organisation_id, 'settlement', jsonb_build_object('conflict', \(conflict.id)::uuid, 'settlement', \(id)::uuid)
                  FROM met JOIN case_party p USING (case_id) JOIN joint_case j USING (case_id)
                 WHERE p.roles && ARRAY['review_body'] OR j.openness IS DISTINCT FROM 'with_opinion'
                   AND p.roles && ARRAY['owner', 'design_institute', 'survey_firm'])
            \(audit(.conflictSettle, "conflict", "conflict_id", in: "settled", project: "\(record.project)", case: "case_id", from: conflict.state.rawValue,
                to: after.rawValue, detail: .values(["minutes": meeting.minutes, "settlement": id.uuidString.lowercased()])))
            SELECT FROM settled
            """
        )
        let (opinion, state) = try await reconsider(record)
        return (try await self.conflict(conflict.id).conflict, state, opinion)
    }

    /// One row a decision, and one more for every demand that goes with a comment which a declared conflict withdraws or replaces.
    private func decided(_ decisions: [SettlementDecision], _ ground: SettlementGround) -> [Decided] {
        var rows: [Decided] = []
        for decision in decisions {
            let replacement = decision.replacement.map { _ in UUID() }
            func row(_ demand: UUID?, isFirst: Bool) -> Decided {
                Decided(
                    place: rows.count, comment: decision.comment, demand: demand, outcome: decision.outcome.rawValue, reason: decision.reason,
                    agreedBy: decision.agreedBy, replacement: replacement, written: decision.replacement, isFirst: isFirst)
            }
            rows.append(row(decision.demand, isFirst: true))
            guard decision.demand == nil, decision.outcome != .stands else { continue }
            for demand in ground.check.demands where demand.comment == decision.comment && demand.isInForce {
                rows.append(row(demand.id, isFirst: false))
            }
        }
        return rows
    }
}

extension SettlementGround {
    /// Everything that is wrong with a meeting and its decisions, at once.
    public func findings(_ meeting: CoordinationMeeting, _ decisions: [SettlementDecision]) -> [Finding] {
        var findings: [Finding] = []
        if meeting.minutes.isBlank {
            findings.append(SettlementCode.minutesMissing.finding(at: "/meeting/minutes"))
        }
        if let accepted = record.acceptedAt.map({ CalendarDay($0) }), meeting.heldOn < accepted {
            findings.append(SettlementCode.heldBeforeCase.finding(at: "/meeting/heldOn", "\(meeting.heldOn) < \(accepted)"))
        }
        if meeting.heldOn > today { findings.append(SettlementCode.heldInFuture.finding(at: "/meeting/heldOn", meeting.heldOn.description)) }
        for (place, participant) in meeting.participants.enumerated() {
            let isParty = parties.contains(participant.organisation)
            if !isParty || participant.persons.contains(where: { organisations[$0] != participant.organisation }) {
                findings.append(SettlementCode.participantUnknown.finding(at: "/meeting/participants/\(place)"))
            }
        }
        for (place, decision) in decisions.enumerated() {
            guard let person = decision.agreedBy else { continue }
            if bodies[decision.comment] == nil || organisations[person] != bodies[decision.comment] {
                findings.append(SettlementCode.agreementForeign.finding(at: "/decisions/\(place)/agreedBy"))
            }
        }
        return findings + check.findings(in: decisions)
    }
}
