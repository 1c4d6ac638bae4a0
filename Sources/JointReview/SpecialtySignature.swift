public import Foundation

/// Who reviewed a specialty and who checked it (专业签署), as an opinion keeps it: by identity, so that names stay erasable.
public struct SpecialtySignature: Hashable, Sendable, Codable {
    /// Name of the specialty.
    public let specialty: String
    /// Who reviewed it.
    public let reviewer: UUID
    /// When he was through.
    public let finishedAt: Date
    /// Who checked it.
    public let checker: UUID
    /// When.
    public let checkedAt: Date

    private enum CodingKeys: String, CodingKey {
        case specialty, reviewer, checker
        case finishedAt = "finished_at"
        case checkedAt = "checked_at"
    }

    /// A specialty that was finished and checked.
    public init(specialty: String, reviewer: UUID, finishedAt: Date, checker: UUID, checkedAt: Date) {
        self.specialty = specialty
        self.reviewer = reviewer
        self.finishedAt = finishedAt
        self.checker = checker
        self.checkedAt = checkedAt
    }
}

extension ReportRecord {
    /// A specialty of a discipline's review: who reviewed it, who checked it, and when.
    public struct SpecialtyLine: Hashable, Sendable, Codable {
        /// Name of the specialty.
        public var specialty: String
        /// Where it stood when the record was made.
        public var state: SpecialtyReview.State
        /// Who reviewed it; nil while nobody has it.
        public var reviewer: Person?
        /// When he was through.
        public var finishedAt: Date?
        /// Who checked it.
        public var checker: Person?
        /// When.
        public var checkedAt: Date?

        private enum CodingKeys: String, CodingKey {
            case specialty, state, reviewer, checker
            case finishedAt = "finished_at"
            case checkedAt = "checked_at"
        }

        /// A specialty of a discipline's review.
        public init(specialty: String, state: SpecialtyReview.State, reviewer: Person?, finishedAt: Date?, checker: Person?, checkedAt: Date?) {
            self.specialty = specialty
            self.state = state
            self.reviewer = reviewer
            self.finishedAt = finishedAt
            self.checker = checker
            self.checkedAt = checkedAt
        }
    }
}
