public import Foundation

extension ReportRecord {
    /// Which edition of a case's report this is, and what it was made for.
    public struct EditionLine: Hashable, Sendable, Codable {
        /// Number in the case, from 1; a higher one tells more.
        public var serial: Int
        /// The act that it was made for.
        public var ground: ReportGround

        /// An edition.
        public init(serial: Int, ground: ReportGround) { (self.serial, self.ground) = (serial, ground) }
    }

    /// An act that ended the review, a change or the case, and whose it was.
    public struct ConclusionLine: Hashable, Sendable, Codable {
        /// What was done.
        public var ground: ReportGround
        /// Round of the case.
        public var round: Int
        /// State of the case since.
        public var state: CaseState
        /// Who did it; nil for the service itself.
        public var person: Person?
        /// For which organisation.
        public var organisation: Organisation?
        /// In which role; nil where the log does not hold the entry any more.
        public var role: Role?
        /// When.
        public var at: Date
        /// Why, where the act needs a reason.
        public var reason: String?
        /// The entry of the log.
        public var audit: [Int64]

        /// A conclusion.
        public init(ground: ReportGround, round: Int, state: CaseState, by entry: Entry?, at: Date, reason: String?) {
            (self.ground, self.round, self.state, self.at, self.reason) = (ground, round, state, at, reason)
            (person, organisation, role) = (entry?.person, entry?.organisation, entry?.role)
            audit = entry.map { [$0.id] } ?? []
        }
    }

    /// A round whose opinion is out: what was decided, demanded and settled in it.
    public struct RoundLine: Hashable, Sendable, Codable {
        /// An item of the opinion: its number and the comments that it came from.
        public struct Item: Hashable, Sendable, Codable {
            /// Number, the same in every round.
            public var number: Int
            /// Number of its sheet as printed.
            public var sheet: String
            /// How much it weighs.
            public var severity: Severity
            /// The comments.
            public var comments: [UUID]

            /// An item.
            public init(number: Int, sheet: String, severity: Severity, comments: [UUID]) {
                (self.number, self.sheet, self.severity, self.comments) = (number, sheet, severity, comments)
            }
        }

        /// Which round.
        public var round: Int
        /// Its opinion.
        public var opinion: UUID
        /// When it was issued.
        public var issuedAt: Date
        /// SHA-256 of its canonical bytes.
        public var sha256: String
        /// The most severe decision.
        public var verdict: Decision
        /// What each discipline decided.
        public var decisions: [Opinion.DisciplineDecision]
        /// Its items.
        public var items: [Item]
        /// Its conflicts with all sides and settlements.
        public var conflicts: [OpinionConflict]
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case round, opinion, sha256, verdict, decisions, items, conflicts, audit
            case issuedAt = "issued_at"
        }

        /// The round of an opinion.
        public init(_ opinion: Opinion, id: UUID, issuedAt: Date, sha256: String, audit: [Int64]) {
            (round, self.opinion, self.issuedAt, self.sha256) = (opinion.round, id, issuedAt, sha256)
            (verdict, decisions, conflicts, self.audit) = (opinion.verdict, opinion.decisions, opinion.conflicts ?? [], audit)
            items = opinion.items.map { Item(number: $0.number, sheet: $0.sheet.number, severity: $0.severity, comments: $0.sources) }
        }
    }
}
