public import Foundation
public import JointReview

/// What reviewers look at in a case, and what it must bring: the rules of the check in force for it.
public struct ChecklistBody: Codable, Hashable, Sendable {
    /// Edition of the rules.
    public struct Rules: Codable, Hashable, Sendable {
        /// Identity of the rule in the book.
        public var id: UUID
        /// Name that its versions share.
        public var name: String
        /// Version.
        public var version: Int
        /// First day in force, `2026-11-21`.
        public var effectiveFrom: String
        /// First day no longer in force.
        public var effectiveTo: String?
        /// Title for people.
        public var title: Bilingual

        /// An edition.
        public init(id: UUID, name: String, version: Int, effectiveFrom: String, effectiveTo: String?, title: Bilingual) {
            (self.id, self.name, self.version, self.title) = (id, name, version, title)
            (self.effectiveFrom, self.effectiveTo) = (effectiveFrom, effectiveTo)
        }
    }

    /// One point, or one thing that must be there.
    public struct Item: Codable, Hashable, Sendable {
        /// Name of the row in the rules.
        public var id: String
        /// Disciplines that look at it, or ask for it.
        public var disciplines: [Discipline]
        /// Discipline that it comes from, where that is merged into another.
        public var from: Discipline?
        /// What it is.
        public var text: Bilingual
        /// How a shortcoming weighs.
        public var severity: Finding.Severity
        /// What it rests on; never empty.
        public var basis: [LegalBasis]

        /// An item.
        public init(id: String, disciplines: [Discipline], from: Discipline? = nil, text: Bilingual, severity: Finding.Severity, basis: [LegalBasis])
        {
            (self.id, self.disciplines, self.from, self.text) = (id, disciplines, from, text)
            (self.severity, self.basis) = (severity, basis)
        }
    }

    /// The case.
    public var caseId: UUID
    /// Day whose rules these are, `2026-11-21`.
    public var day: String
    /// Edition; absent where no rules were in force on that day.
    public var rules: Rules?
    /// What reviewers tick.
    public var points: [Item]
    /// What such a project must hand in.
    public var materials: [Item]

    /// A check list.
    public init(caseId: UUID, day: String, rules: Rules?, points: [Item], materials: [Item]) {
        (self.caseId, self.day, self.rules, self.points, self.materials) = (caseId, day, rules, points, materials)
    }
}
