public import Foundation
public import JointReview
import Postgres

/// An entry of a case's register, with who made it.
public struct ElementRecord: Sendable, Hashable {
    /// The element.
    public let element: Element
    /// Who entered it.
    public let addedBy: UUID
    /// When.
    public let addedAt: Date
}

extension Tx {
    private static let elements: SQL = "SELECT e.element_id, e.building, e.storey, e.mark, e.kind, e.added_by, e.added_at FROM element e"

    /// Enters an element into a case's register, for good.
    /// - Throws: `StoreError.exists` when the name is taken, `ConflictRefusal.tooMany` when the register is full.
    public func add(_ element: Element, to record: CaseRecord) async throws -> ElementRecord {
        let row = try await sql.first(
            """
            WITH added AS (
                INSERT INTO element (case_id, element_id, owner_id, building, storey, mark, kind, added_by)
                SELECT \(record.id), \(element.id), \(record.owner), \(element.building), \(element.storey), \(element.mark), \(element.kind), \(actor.person)
                 WHERE (SELECT count(*) FROM element WHERE case_id = \(record.id)) < \(MergeLimits.elementsOfCase)
             RETURNING *)
            \(audit(.elementAdd, "element", "case_id", in: "added", project: "\(record.project)", case: "case_id", detail: .values(["element": element.id])))
            SELECT * FROM added
            """
        )
        guard let row else { throw ConflictRefusal.tooMany(MergeLimits.elementsOfCase) }
        return try ElementRecord(row)
    }

    /// Entries of a case's register in the order of their names, after the one given.
    public func elements(of caseID: UUID, after name: String? = nil, limit: Int) async throws -> [ElementRecord] {
        try await sql.all("\(Self.elements) WHERE e.case_id = \(caseID) AND e.element_id > \(name ?? "") ORDER BY e.element_id LIMIT \(limit)")
            .map(ElementRecord.init)
    }

    /// The whole register of a case.
    public func register(of caseID: UUID) async throws -> [Element] {
        try await elements(of: caseID, limit: MergeLimits.elementsOfCase).map(\.element)
    }
}

extension ElementRecord {
    init(_ row: Row) throws {
        try self.init(
            element: Element(
                id: row("element_id"), building: row.optional("building"), storey: row.optional("storey"), mark: row("mark"), kind: row("kind")),
            addedBy: row("added_by"), addedAt: row("added_at"))
    }
}
