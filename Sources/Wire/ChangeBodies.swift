public import Foundation
public import JointReview

/// A change of an approved set.
public struct ChangeBody: Codable, Hashable, Sendable {
    /// One sheet or document that it draws or writes otherwise.
    public struct Ground: Codable, Hashable, Sendable {
        /// Number of the sheet; absent for a document.
        public var sheetNumber: String?
        /// Title of the document; absent for a sheet.
        public var document: String?
        /// What the sheet shows.
        public var sheetKind: SheetKind?
        /// What became of it.
        public var standing: SheetStanding
        /// Whether it makes the change a major one.
        public var kind: Change.Kind

        /// A ground.
        public init(_ ground: Change.Ground) {
            switch ground.subject {
            case .sheet(let number): sheetNumber = number
            case .document(let title): document = title
            case .decision: break
            }
            (sheetKind, standing, kind) = (ground.sheetKind, ground.standing, ground.kind)
        }
    }

    /// Identity.
    public var id: UUID
    /// Case.
    public var caseId: UUID
    /// Number in the case, from 1.
    public var serial: Int
    /// Why the owner asks for it.
    public var reason: String
    /// Round whose set it changes.
    public var baseRound: Int
    /// Who asked.
    public var requestedBy: UUID
    /// When.
    public var requestedAt: Date
    /// Its first round of review; absent until it is taken up.
    public var firstRound: Int?
    /// Its last round so far.
    public var lastRound: Int?
    /// Major or ordinary, by the rule; absent until something is sealed.
    public var kind: Change.Kind?
    /// What it changes.
    public var grounds: [Ground]
    /// When it was taken up.
    public var openedAt: Date?
    /// How it ended.
    public var outcome: Change.Outcome?
    /// Why it was dropped.
    public var endReason: String?
    /// Who certified or dropped it.
    public var endedBy: UUID?
    /// When.
    public var endedAt: Date?

    /// A change.
    public init(
        id: UUID, caseId: UUID, serial: Int, reason: String, baseRound: Int, requestedBy: UUID, requestedAt: Date, firstRound: Int?, lastRound: Int?,
        kind: Change.Kind?, grounds: [Ground], openedAt: Date?, outcome: Change.Outcome?, endReason: String?, endedBy: UUID?, endedAt: Date?
    ) {
        (self.id, self.caseId, self.serial, self.reason, self.baseRound) = (id, caseId, serial, reason, baseRound)
        (self.requestedBy, self.requestedAt, self.firstRound, self.lastRound) = (requestedBy, requestedAt, firstRound, lastRound)
        (self.kind, self.grounds, self.openedAt, self.outcome) = (kind, grounds, openedAt, outcome)
        (self.endReason, self.endedBy, self.endedAt) = (endReason, endedBy, endedAt)
    }
}

/// The changes of a case, oldest first.
public struct ChangesBody: Codable, Hashable, Sendable {
    /// The changes.
    public var items: [ChangeBody]

    /// Changes.
    public init(items: [ChangeBody]) { self.items = items }
}
