public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// A reviewer's word that a sheet, plotted again, shows what it showed; with the last one that is wanted his discipline's decision stands.
    ///
    /// - Returns: what the rule says now, and what came of the review when its decision stands again.
    public func confirmLook(of sheet: UUID, in review: UUID, attempt: Int, as person: ActingPerson) async throws -> (
        carry: CarryOverRecord, outcome: DecisionOutcome?
    ) {
        let (record, value) = try await lockReview(review)
        guard value.reviewer == person.person else { throw ReviewRefusal.heldByAnother }
        guard attempt == value.attempt else { throw ReviewRefusal.staleAttempt(current: value.attempt) }
        // With the last word the decision stands: so whoever says it has taken the review up, and nothing bars him from it.
        guard [.inReview, .verifying].contains(value.state) else { throw ReviewRefusal.notAllowed(.verify, from: value.state) }
        try value.standing.interests.require(person)
        try await requireFit(for: review)
        guard let carry = try await carryOvers(of: record.caseID, round: record.round).first(where: { $0.review == review }) else {
            throw StoreError.missing("carry-over of review \(review)")
        }
        let wanted = try await unconfirmed(carry, of: record)
        guard let pair = wanted.first(where: { $0.sheet == sheet }) else { throw StoreError.missing("look of sheet \(sheet)") }
        try await sql.run(
            """
            WITH confirmed AS (
                INSERT INTO look_confirmation (review_id, case_id, owner_id, discipline, before_id, sheet_id, person_id)
                SELECT r.review_id, r.case_id, r.owner_id, r.discipline, \(pair.before), \(pair.sheet), \(actor.person) FROM review r WHERE r.review_id = \(review)
                ON CONFLICT (review_id, sheet_id) DO UPDATE SET person_id = excluded.person_id, confirmed_at = clock_timestamp(), taken_back_at = NULL
                 WHERE look_confirmation.taken_back_at IS NOT NULL
                RETURNING *)
            \(audit(.reviewConfirmLook, "sheet", "sheet_id", in: "confirmed", project: "\(record.project)", case: "case_id", to: record.discipline.rawValue))
            SELECT FROM confirmed
            """
        )
        guard carry.effect == .waits, wanted.count == 1 else { return (carry, nil) }
        let settled = try await settle(carry)
        // With the last word everything is drawn as it was: what was ticked then stands, and the decision with it.
        try await carryTicks([(carry.before, review, nil)], in: try await caseRecord(record.caseID))
        do {
            let judged = value.lacking(try await checkpoints(of: record).open)
            return (settled, try await carried(record, judged, attempt: attempt, as: person))
        } catch is ReviewRefusal {
            // What was decided before cannot be decided so now, say because its advice was closed, or points are open that somebody ticked who
            // stepped aside: the words stand, and the reviewer decides himself.
            return (settled, nil)
        }
    }

    /// Every word on plots that look the same, for the rule.
    func confirmedLooks(of caseID: UUID) async throws -> Set<CarryOver.Confirmation> {
        var found: Set<CarryOver.Confirmation> = []
        let said = try await sql.all(
            "SELECT discipline, before_id, sheet_id FROM look_confirmation WHERE case_id = \(caseID) AND taken_back_at IS NULL")
        for row in said {
            let before = try await sheetRow(try row("before_id")), after = try await sheetRow(try row("sheet_id"))
            found.insert(CarryOver.Confirmation(try row("discipline"), from: before.ofSet, to: after.ofSet))
        }
        return found
    }

    /// The sheets that still wait for a word in a review, each with what it was before.
    ///
    /// Numbers are compared as everywhere: 建施－06 is 建施-06. An institute's sheet is compared with its own of the round before.
    private func unconfirmed(_ carry: CarryOverRecord, of review: ReviewRecord) async throws -> [(before: UUID, sheet: UUID)] {
        let numbers = Set(
            carry.reasons.compactMap { reason -> String? in
                guard case .sheet(let number) = reason.subject, reason.ground == .unconfirmedLook else { return nil }
                return SheetNumber.plain(number)
            })
        let said: Set<UUID> = try await Set(
            sql.all("SELECT sheet_id FROM look_confirmation WHERE review_id = \(review.id) AND taken_back_at IS NULL").map { try $0("sheet_id") })
        var pairs: [(before: UUID, sheet: UUID)] = []
        let before = try await inForce(of: review.caseID, round: try await roundBefore(review.round, of: review.caseID))
        for (key, sheet) in try await inForce(of: review.caseID, round: review.round).sorted(by: { $0.value.id.uuidString < $1.value.id.uuidString })
        {
            guard numbers.contains(key.number), !said.contains(sheet.id), let old = before[key] else { continue }
            if SheetStanding(from: old.ofSet, to: sheet.ofSet) == .sameLook { pairs.append((old.id, sheet.id)) }
        }
        return pairs
    }

    /// Where a sheet stands in a case, whatever revision it is.
    struct Place: Hashable {
        let institute: UUID
        let number: String
    }

    /// The sheets in force in a round, by institute and number.
    func inForce(of caseID: UUID, round: Int) async throws -> [Place: SheetRecord] {
        let sheets = try await sheets(ofCase: caseID, round: round)
        let institutes = try await institutes(ofSheets: sheets.map(\.id))
        return sheets.reduce(into: [:]) { found, sheet in
            guard let institute = institutes[sheet.id] else { return }
            found[Place(institute: institute, number: SheetNumber.plain(sheet.entry.number))] = sheet
        }
    }

    private func settle(_ carry: CarryOverRecord) async throws -> CarryOverRecord {
        try await sql.run("UPDATE carry_over SET effect = 'keeps' WHERE review_id = \(carry.review)")
        return CarryOverRecord(
            review: carry.review, discipline: carry.discipline, round: carry.round, before: carry.before, effect: .keeps, relevance: carry.relevance,
            reasons: carry.reasons)
    }

    /// Decides as before, on the strength of the words given.
    private func carried(_ record: ReviewRecord, _ value: Review, attempt: Int, as person: ActingPerson) async throws -> DecisionOutcome {
        let before = try await sql.first(
            "SELECT decision, summary FROM review r JOIN carry_over o ON o.before_id = r.review_id WHERE o.review_id = \(record.id)")
        guard let before else { throw StoreError.missing("review before \(record.id)") }
        let decision: Decision = try before("decision")
        let after = try value.applying(.decide(decision), by: person, attempt: attempt)
        let summary: String? = try before.optional("summary")
        return try await outcome(of: sql.first(deciding(record, to: after, decision: decision, summary: summary ?? "")), record)
    }

    private func sheetRow(_ id: UUID) async throws -> SheetRecord {
        guard let row = try await sql.first("\(Self.sheets) WHERE s.sheet_id = \(id)") else { throw StoreError.missing("sheet \(id)") }
        return try SheetRecord(row)
    }
}
