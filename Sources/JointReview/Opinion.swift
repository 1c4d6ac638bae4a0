public import Foundation

/// The merged opinion of one round: what all disciplines demand, in one numbered list.
///
/// A value: the same comments and decisions give the same bytes in whatever order they arrive.
public struct Opinion: Hashable, Sendable, Codable {
    /// Version of this form.
    public static let currentFormat = "lianshen-opinion/1"

    /// What one discipline decided.
    public struct DisciplineDecision: Hashable, Sendable, Codable {
        /// The discipline.
        public let discipline: Discipline
        /// Its review.
        public let review: UUID
        /// What it decided.
        public let decision: Decision

        /// What one discipline decided.
        public init(discipline: Discipline, review: UUID, decision: Decision) {
            self.discipline = discipline
            self.review = review
            self.decision = decision
        }
    }

    /// Version of the form.
    public let format: String
    /// Case that it is about.
    public let `case`: UUID
    /// Round of the case.
    public let round: Int
    /// The most severe decision.
    public let verdict: Decision
    /// What each applicable discipline decided, in the order of `Discipline`.
    public let decisions: [DisciplineDecision]
    /// The demands, numbered from 1.
    public let items: [OpinionItem]

    /// A merged opinion.
    public init(case: UUID, round: Int, verdict: Decision, decisions: [DisciplineDecision], items: [OpinionItem]) {
        self.format = Self.currentFormat
        self.case = `case`
        self.round = round
        self.verdict = verdict
        self.decisions = decisions
        self.items = items
    }

    /// The bytes that are digested and kept.
    public func canonicalBytes() throws -> Data {
        try CanonicalJSON.encode(self)
    }
}

/// One demand of an opinion, with the comments that it comes from.
public struct OpinionItem: Hashable, Sendable, Codable {
    /// The sheet that an item is about, with the digest of the bytes that were reviewed.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Sheet revision.
        public let id: UUID
        /// Number as printed.
        public let number: String
        /// Title as printed.
        public let title: String
        /// Revision as printed.
        public let revision: String
        /// SHA-256 of the file, lower-case hex.
        public let fileSHA256: String

        private enum CodingKeys: String, CodingKey {
            case id, number, title, revision
            case fileSHA256 = "file_sha256"
        }

        /// A sheet of the reviewed package.
        public init(id: UUID, number: String, title: String, revision: String, fileSHA256: String) {
            self.id = id
            self.number = number
            self.title = title
            self.revision = revision
            self.fileSHA256 = fileSHA256
        }
    }

    /// Number in the opinion, from 1.
    public let number: Int
    /// Sheet that it is about.
    public let sheet: Sheet
    /// Discipline that demands it.
    public let discipline: Discipline
    /// Specialty inside the discipline.
    public let specialty: String?
    /// How much it weighs.
    public let severity: Severity
    /// What it demands.
    public let text: String
    /// What it rests on.
    public let basis: Basis?
    /// Where on the sheet.
    public let region: Region
    /// Comments that it comes from; never empty.
    public let sources: [UUID]

    /// One demand.
    public init(
        number: Int, sheet: Sheet, discipline: Discipline, specialty: String?, severity: Severity, text: String, basis: Basis?, region: Region,
        sources: [UUID]
    ) {
        self.number = number
        self.sheet = sheet
        self.discipline = discipline
        self.specialty = specialty
        self.severity = severity
        self.text = text
        self.basis = basis
        self.region = region
        self.sources = sources
    }
}
