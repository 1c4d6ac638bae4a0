public import Foundation

extension ReportRecord {
    /// One point of a review's check list, as the report shows it.
    public struct CheckpointLine: Hashable, Sendable, Codable {
        /// Name of the point in the rules.
        public var checkpoint: String
        /// What is looked at.
        public var text: Bilingual
        /// What it rests on.
        public var basis: [LegalBasis]
        /// What was found; nil while nobody has ticked it.
        public var verdict: CheckpointTick.Verdict?
        /// On what it rests.
        public var evidence: [CheckpointTick.Evidence]
        /// In words.
        public var note: String?
        /// Who ticked it.
        public var person: Person?
        /// When.
        public var at: Date?
        /// Whether the tick of an earlier round stands.
        public var isCarried: Bool

        private enum CodingKeys: String, CodingKey {
            case checkpoint, text, basis, verdict, evidence, note, person, at
            case isCarried = "carried"
        }

        /// A point with its tick.
        public init(_ point: CheckRules.Point, _ tick: CheckpointTick?, by person: Person?) {
            (checkpoint, text, basis) = (point.id, point.text, point.basis)
            (verdict, evidence, note) = (tick?.verdict, tick?.evidence ?? [], tick?.note)
            (self.person, at, isCarried) = (person, tick?.at, tick?.carriedFrom != nil)
        }
    }
}
