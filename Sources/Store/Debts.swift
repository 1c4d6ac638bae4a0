public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// Something owed after an acceptance with debts, as it is kept.
public struct DebtRecord: Sendable, Hashable {
    /// Its case.
    public let caseID: UUID
    /// What is owed until when.
    public let value: Debt
    /// When it was recorded.
    public let recordedAt: Date
    /// Who received what was owed.
    public let settledBy: UUID?
    /// When.
    public let settledAt: Date?
    /// With which words.
    public let note: String?
}

extension Tx {
    private static let debts: SQL = "SELECT d.*, d.due_on::text AS due_day FROM debt d"

    /// What is owed in a case, in the order in which it was listed; an acceptance lists at most 50 items.
    public func debts(of caseID: UUID) async throws -> [DebtRecord] {
        try await sql.all("\(Self.debts) WHERE d.case_id = \(caseID) ORDER BY d.serial").map(DebtRecord.init)
    }

    /// Keeps what is owed, and tells the owner; the acceptance that it belongs to has its entry in the log.
    func owe(_ debts: [Debt], in record: CaseRecord) async throws {
        try await sql.run(
            """
            INSERT INTO debt (case_id, serial, owner_id, item, due_on, recorded_by)
            SELECT \(record.id), d.serial, \(record.owner), d.item, d.due::date, \(actor.person)
              FROM unnest(\(debts.map(\.serial)), \(debts.map(\.item)), \(debts.map(\.dueOn.description))) AS d (serial, item, due)
            """)
        try await notify(
            record.owner, .debt, case: record.id,
            body: ["items": debts.map { "\($0.dueOn) \($0.item)" }.joined(separator: "\n"), "dueOn": debts.map(\.dueOn).min()?.description ?? ""])
    }

    /// Settles a debt of a case that is locked, with its entry.
    public func settle(debt serial: Int, in record: CaseRecord, note: String) async throws -> DebtRecord {
        guard let row = try await sql.first("\(Self.debts) WHERE d.case_id = \(record.id) AND d.serial = \(serial)::integer") else {
            throw StoreError.missing("debt \(serial) of case \(record.id)")
        }
        let before = try DebtRecord(row)
        _ = try before.value.settled(in: record.state)
        let settled = try await sql.first(
            """
            WITH settled AS (
                UPDATE debt SET settled_by = \(actor.person), settled_at = business_now(), note = \(note)
                 WHERE case_id = \(record.id) AND serial = \(serial)::integer AND settled_at IS NULL RETURNING *)
            \(audit(.caseSettleDebt, "case", "case_id", in: "settled", project: "\(record.project)", case: "case_id",
                detail: .values(["debt": String(serial), "item": before.value.item, "note": note])))
            SELECT settled.*, due_on::text AS due_day FROM settled
            """)
        guard let settled else { throw StoreError.stale("debt \(serial) of case \(record.id)") }
        return try DebtRecord(settled)
    }
}

extension DebtRecord {
    fileprivate init(_ row: Row) throws {
        caseID = try row("case_id")
        let day: String = try row("due_day")
        guard let dueOn = CalendarDay(day) else { throw StoreError.missing("day \(day)") }
        settledAt = try row.optional("settled_at")
        value = Debt(serial: try row("serial"), item: try row("item"), dueOn: dueOn, isSettled: settledAt != nil)
        recordedAt = try row("recorded_at")
        settledBy = try row.optional("settled_by")
        note = try row.optional("note")
    }
}
