public import Foundation
public import JointReview

/// `POST /v1/cases/{id}/elements`.
public struct NewElementBody: RequestBody, Hashable {
    /// The name by which demands call it; building, storey and mark with a stroke between them when left out.
    public var id: String?
    /// Building, e.g. `1#`.
    public var building: String?
    /// Storey, e.g. `3F`.
    public var storey: String?
    /// Axis or mark on the sheet.
    public var mark: String
    /// What kind of thing it is.
    public var kind: Element.Kind

    /// An entry of the register.
    public init(id: String? = nil, building: String? = nil, storey: String? = nil, mark: String, kind: Element.Kind) {
        (self.id, self.building, self.storey, self.mark, self.kind) = (id, building, storey, mark, kind)
    }

    /// The element that it enters.
    public var element: Element {
        Element(
            id: id ?? [building, storey, mark].compactMap { $0 }.joined(separator: "/"), building: building, storey: storey, mark: mark, kind: kind)
    }

    /// The fields.
    public static let shape = Shape(
        .optional("id", .text(1...200)), .optional("building", .text(1...100)), .optional("storey", .text(1...100)),
        .required("mark", .text(1...200)), .required("kind", .words(of: Element.Kind.self)))
}

/// An entry of a case's register.
public struct ElementBody: Codable, Hashable, Sendable {
    /// The name by which demands call it.
    public var id: String
    /// Case whose register it is.
    public var caseId: UUID
    /// Building.
    public var building: String?
    /// Storey.
    public var storey: String?
    /// Axis or mark on the sheet.
    public var mark: String
    /// What kind of thing it is.
    public var kind: Element.Kind
    /// Who entered it.
    public var addedBy: UUID
    /// When.
    public var addedAt: Date
    /// Entries that may be the same thing under another name: a hint to whoever has just entered it.
    public var nearMatches: [String]?

    /// An entry.
    public init(_ element: Element, caseId: UUID, addedBy: UUID, addedAt: Date, nearMatches: [String]? = nil) {
        (id, building, storey, mark, kind) = (element.id, element.building, element.storey, element.mark, element.kind)
        (self.caseId, self.addedBy, self.addedAt, self.nearMatches) = (caseId, addedBy, addedAt, nearMatches)
    }
}

/// `POST /v1/cases/{id}/sums`.
public struct NewSumBody: RequestBody, Hashable {
    /// What the parts add up to.
    public var total: LinearSum.Term
    /// The parts.
    public var parts: [LinearSum.Term]
    /// What is added besides, as a decimal.
    public var constant: String?
    /// Unit of the constant; it also says what all the terms measure.
    public var unit: String
    /// Whether no part can be below nought.
    public var partsAtLeastZero: Bool?
    /// Sheet that it was read from.
    public var sheetId: UUID

    /// A sum.
    public init(
        total: LinearSum.Term, parts: [LinearSum.Term], constant: String? = nil, unit: String, partsAtLeastZero: Bool? = nil, sheetId: UUID
    ) {
        (self.total, self.parts, self.constant, self.unit) = (total, parts, constant, unit)
        (self.partsAtLeastZero, self.sheetId) = (partsAtLeastZero, sheetId)
    }

    /// The sum that a person declares.
    public func sum(id: UUID, declaredBy: UUID) -> LinearSum {
        LinearSum(
            id: id.text, total: total, parts: parts, constant: constant, unit: unit, partsAtLeastZero: partsAtLeastZero, sheet: sheetId.text,
            declaredBy: declaredBy.text)
    }

    /// The fields.
    public static let shape = Shape(
        .required("total", .object(.term)), .required("parts", .list(.object(.term), 1...LinearSum.mostParts)), .optional("constant", .text(1...40)),
        .required("unit", .text(0...64)), .optional("partsAtLeastZero", .boolean), .required("sheetId", .identity))
}

/// A declared sum.
public struct SumBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// What the parts add up to.
    public var total: LinearSum.Term
    /// The parts.
    public var parts: [LinearSum.Term]
    /// What is added besides.
    public var constant: String?
    /// Unit of the constant and of all terms.
    public var unit: String
    /// Whether no part can be below nought.
    public var partsAtLeastZero: Bool?
    /// Sheet that it was read from; the sum holds while that revision is in force.
    public var sheetId: UUID
    /// Who declared it.
    public var declaredBy: UUID
    /// When.
    public var declaredAt: Date
    /// When it was taken back.
    public var withdrawnAt: Date?

    /// A declared sum.
    public init(_ sum: LinearSum, id: UUID, sheetId: UUID, declaredBy: UUID, declaredAt: Date, withdrawnAt: Date?) {
        (total, parts, constant, unit, partsAtLeastZero) = (sum.total, sum.parts, sum.constant, sum.unit, sum.partsAtLeastZero)
        (self.id, self.sheetId, self.declaredBy) = (id, sheetId, declaredBy)
        (self.declaredAt, self.withdrawnAt) = (declaredAt, withdrawnAt)
    }
}
