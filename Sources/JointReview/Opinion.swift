public import Foundation

/// The merged opinion of one round: what all disciplines demand, in one numbered list.
///
/// A value: the same comments and decisions give the same bytes in whatever order they arrive.
public struct Opinion: Hashable, Sendable, Codable {
    /// Version of this form.
    ///
    /// An opinion of version 1 has neither numbering nor conflicts, and its items have no statements; it is read, and digested, as it was.
    public static let currentFormat = "lianshen-opinion/2"

    /// What one discipline decided.
    public struct DisciplineDecision: Hashable, Sendable, Codable {
        /// The discipline.
        public let discipline: Discipline
        /// Its review.
        public let review: UUID
        /// What it decided.
        public let decision: Decision
        /// Who reviewed and who checked each specialty; absent where one person answers for the discipline.
        public let specialties: [SpecialtySignature]?

        /// What one discipline decided.
        public init(discipline: Discipline, review: UUID, decision: Decision, specialties: [SpecialtySignature]? = nil) {
            self.discipline = discipline
            self.review = review
            self.decision = decision
            self.specialties = specialties
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
    /// The demands, each with a number that it keeps in later rounds.
    public let items: [OpinionItem]
    /// Conflicts of the round, settled or not; absent in version 1.
    public let conflicts: [OpinionConflict]?
    /// The numbers that the next round goes on from; absent in version 1.
    public let numbering: Numbering?

    /// A merged opinion.
    public init(
        case: UUID, round: Int, verdict: Decision, decisions: [DisciplineDecision], items: [OpinionItem], conflicts: [OpinionConflict]? = nil,
        numbering: Numbering? = nil
    ) {
        self.format = Self.currentFormat
        self.case = `case`
        self.round = round
        self.verdict = verdict
        self.decisions = decisions
        self.items = items
        self.conflicts = conflicts
        self.numbering = numbering
    }

    /// The numbers that the next round goes on from, also those of an opinion of version 1.
    public var numbers: Numbering {
        numbering
            ?? Numbering(
                highest: items.map(\.number).max() ?? 0,
                items: items.map { item in Numbering.Entry(number: item.number, comments: item.sources.map(\.text).sorted()) })
    }

    /// The bytes that are digested and kept.
    public func canonicalBytes() throws -> Data {
        try CanonicalJSON.encode(self)
    }
}

extension Opinion {
    /// The opinion for a reader who may not open some sheets: without what is said of them. Its digest is that of the whole one.
    /// - Returns: the rest, and how many items are left out.
    public func without(_ closed: Set<UUID>) -> (rest: Opinion, withheld: Int) {
        guard items.contains(where: { item in closed.contains(item.sheet.id) || (item.statements ?? []).contains { closed.contains($0.sheet) } })
        else {
            return (self, 0)
        }
        // An item that joins comments on several sheets is one text: it goes as a whole.
        let left = items.filter { item in !closed.contains(item.sheet.id) && !(item.statements ?? []).contains { closed.contains($0.sheet) } }
        let told = Set(left.flatMap(\.sources))
        let gone = Set(items.flatMap(\.sources)).subtracting(told)
        return (
            Opinion(
                case: `case`, round: round, verdict: verdict, decisions: decisions, items: left,
                conflicts: conflicts?.filter { conflict in gone.isDisjoint(with: conflict.sides.map(\.comment)) }, numbering: nil),
            items.count - left.count
        )
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

    /// Number, the same in every round.
    public let number: Int
    /// Sheet that it is about.
    public let sheet: Sheet
    /// Discipline that demands it; of the first statement where several do.
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
    /// The same comments, each with what its author says, demands and rests on; absent in version 1.
    public let statements: [OpinionStatement]?
    /// Why several comments are one item; absent for one comment.
    public let joinedBy: [MergeReport.Join]?
    /// Numbers of earlier rounds that came together in this one.
    public let formerNumbers: [Int]?
    /// Numbers of the conflicts that it is part of.
    public let conflicts: [Int]?

    private enum CodingKeys: String, CodingKey {
        case number, sheet, discipline, specialty, severity, text, basis, region, sources, statements, conflicts
        case joinedBy = "joined_by"
        case formerNumbers = "former_numbers"
    }

    /// One demand.
    public init(
        number: Int, sheet: Sheet, discipline: Discipline, specialty: String?, severity: Severity, text: String, basis: Basis?, region: Region,
        sources: [UUID], statements: [OpinionStatement]? = nil, joinedBy: [MergeReport.Join]? = nil, formerNumbers: [Int]? = nil,
        conflicts: [Int]? = nil
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
        (self.statements, self.joinedBy, self.formerNumbers, self.conflicts) = (statements, joinedBy, formerNumbers, conflicts)
    }
}
