public import Foundation
public import JointReview
import Postgres

/// A sum that a person read from a sheet.
public struct SumRecord: Sendable, Hashable, Identifiable {
    /// The sum; its `id`, `sheet` and `declaredBy` are lower-case identities.
    public let sum: LinearSum
    /// Identity.
    public let id: UUID
    /// Sheet revision that it was read from.
    public let sheet: UUID
    /// Who declared it.
    public let declaredBy: UUID
    /// When.
    public let declaredAt: Date
    /// When it was taken back.
    public let withdrawnAt: Date?
}

extension Tx {
    private static let sums: SQL = "SELECT m.sum_id, m.sheet_id, m.body, m.declared_by, m.declared_at, m.withdrawn_at FROM linear_sum m"

    /// Declares a sum of a case.
    /// - Throws: `ConflictRefusal.tooMany` when the case has as many as may be.
    public func declare(_ sum: LinearSum, id: UUID, from sheet: UUID, in record: CaseRecord) async throws -> SumRecord {
        let row = try await sql.first(
            """
            WITH declared AS (
                INSERT INTO linear_sum (sum_id, case_id, owner_id, sheet_id, body, declared_by)
                SELECT \(id), \(record.id), \(record.owner), \(sheet), \(try JSON(sum)), \(actor.person)
                 WHERE (SELECT count(*) FROM linear_sum WHERE case_id = \(record.id)) < \(MergeLimits.sumsOfCase)
             RETURNING *)
            \(audit(.sumDeclare, "sum", "sum_id", in: "declared", project: "\(record.project)", case: "case_id", detail: .values(["total": sum.total.element])))
            SELECT * FROM declared
            """
        )
        guard let row else { throw ConflictRefusal.tooMany(MergeLimits.sumsOfCase) }
        return try SumRecord(row)
    }

    /// The organisation whose person declared a sum of a case.
    public func declarer(ofSum id: UUID, in caseID: UUID) async throws -> UUID {
        let row = try await sql.first(
            "SELECT p.organisation_id FROM linear_sum m JOIN person p ON p.person_id = m.declared_by WHERE m.sum_id = \(id) AND m.case_id = \(caseID)"
        )
        guard let row else { throw StoreError.missing("sum \(id)") }
        return try row("organisation_id")
    }

    /// Takes a sum back: it was read wrong. Conflicts that ran through it lapse; where the last open one did, the opinion is issued. Runs under the case's lock.
    /// - Throws: `StoreError.missing` when the case has no such sum, `stale` when it was taken back already.
    public func withdrawSum(_ id: UUID, of record: CaseRecord, reason: String) async throws -> (sum: SumRecord, opinion: UUID?) {
        let row = try await sql.first(
            """
            WITH withdrawn AS (
                UPDATE linear_sum SET withdrawn_at = clock_timestamp(), withdrawn_by = \(actor.person)
                 WHERE sum_id = \(id) AND case_id = \(record.id) AND withdrawn_at IS NULL
             RETURNING *)
            \(audit(.sumWithdraw, "sum", "sum_id", in: "withdrawn", project: "\(record.project)", case: "case_id", detail: .values(["reason": reason])))
            SELECT * FROM withdrawn
            """
        )
        if let row { return (try SumRecord(row), try await reconsider(record).0) }
        let known = try await sql.first("SELECT FROM linear_sum WHERE sum_id = \(id) AND case_id = \(record.id)")
        throw known == nil ? StoreError.missing("sum \(id)") : StoreError.stale("sum \(id)")
    }

    /// Sums of a case in the order of declaration, also those that were taken back, after the place given.
    public func sums(of caseID: UUID, after: (Date, UUID)? = nil, limit: Int) async throws -> [SumRecord] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            \(Self.sums) WHERE m.case_id = \(caseID) AND (m.declared_at, m.sum_id) > (\(start.0), \(start.1))
             ORDER BY m.declared_at, m.sum_id LIMIT \(limit)
            """
        ).map(SumRecord.init)
    }

    /// The sums that hold in the present round of a case: those that its merge is made with, and its conflicts are settled by.
    public func sumsInForce(of record: CaseRecord) async throws -> [LinearSum] {
        try await sums(of: record, among: try await sheets(ofCase: record.id, round: record.round))
    }

    /// Sums of a case that nobody took back, read from one of these sheets or from one that a sheet in force repeats.
    ///
    /// An institute that hands a drawing in again, with the same bytes or the same content, takes nothing back: the new revision says what the old one did.
    func sums(of record: CaseRecord, among sheets: [SheetRecord]) async throws -> [LinearSum] {
        let standing = try await sums(of: record.id, limit: MergeLimits.sumsOfCase).filter { $0.withdrawnAt == nil }
        let known = Set(sheets.map(\.id))
        let gone = Set(standing.map(\.sheet)).subtracting(known)
        guard !gone.isEmpty else { return standing.map(\.sum) }
        let present = try await inForce(of: record.id, round: record.round)
        let institutes = try await institutes(ofSheets: Array(gone))
        var repeated: [UUID: UUID] = [:]
        for sheet in try await sql.all("\(Self.sheets) WHERE s.sheet_id = ANY (\(Array(gone)))").map(SheetRecord.init) {
            guard let institute = institutes[sheet.id] else { continue }
            let now = present[Place(institute: institute, number: SheetNumber.plain(sheet.entry.number))]
            if let now, !SheetStanding(from: sheet.ofSet, to: now.ofSet).isDifferent { repeated[sheet.id] = now.id }
        }
        return standing.compactMap { record in
            known.contains(record.sheet) ? record.sum : repeated[record.sheet].map { record.sum.read(from: $0.uuidString.lowercased()) }
        }
    }
}

extension SumRecord {
    init(_ row: Row) throws {
        let body: JSON = try row("body")
        try self.init(
            sum: body.decode(), id: row("sum_id"), sheet: row("sheet_id"), declaredBy: row("declared_by"), declaredAt: row("declared_at"),
            withdrawnAt: row.optional("withdrawn_at"))
    }
}
