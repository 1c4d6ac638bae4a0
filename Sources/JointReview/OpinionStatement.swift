public import Foundation

/// One comment behind an item of an opinion, whole, and where it can be found: the comment, the bytes of the sheet, the entry of the log.
public struct OpinionStatement: Hashable, Sendable, Codable {
    /// The comment.
    public let comment: UUID
    /// Its discipline.
    public let discipline: Discipline
    /// Specialty inside the discipline.
    public let specialty: String?
    /// Who wrote it.
    public let author: UUID
    /// How much it weighs.
    public let severity: Severity
    /// What it says.
    public let text: String
    /// What it rests on.
    public let basis: Basis?
    /// Sheet revision that it is anchored to.
    public let sheet: UUID
    /// SHA-256 of that sheet's file, lower-case hex.
    public let fileSHA256: String
    /// Where on the sheet.
    public let region: Region
    /// Its typed demands, with what settlements made of them.
    public let demands: [CaseDemand]
    /// Number, in the project, of the entry of the log that published it.
    public let entry: Int64?

    private enum CodingKeys: String, CodingKey {
        case comment, discipline, specialty, author, severity, text, basis, sheet, region, demands, entry
        case fileSHA256 = "file_sha256"
    }

    /// A comment as an opinion tells it.
    public init(_ comment: Comment, fileSHA256: String, demands: [CaseDemand], entry: Int64?) {
        (self.comment, discipline, specialty, author) = (comment.id, comment.discipline, comment.specialty, comment.author)
        (severity, text, basis, sheet, region) = (comment.severity, comment.text, comment.basis, comment.sheet, comment.region)
        (self.fileSHA256, self.demands, self.entry) = (fileSHA256, demands, entry)
    }
}

/// A conflict as an opinion tells it: all sides with their texts, and how it was settled.
public struct OpinionConflict: Hashable, Sendable, Codable {
    /// One side.
    public struct Side: Hashable, Sendable, Codable {
        /// The comment.
        public let comment: UUID
        /// Number of the item that the comment stands in; nil when it stands in none any more.
        public let item: Int?
        /// Its discipline.
        public let discipline: Discipline?
        /// Who wrote it.
        public let author: UUID?
        /// What it says.
        public let text: String?
        /// What it rests on.
        public let basis: Basis?
        /// The demand; nil in a conflict that was only declared.
        public let demand: CaseDemand?
    }

    /// The conflict.
    public let conflict: CaseConflict
    /// The sides, in the order of its members.
    public let sides: [Side]
    /// The declared sums that it runs through.
    public let sums: [LinearSum]

    /// A conflict with its sides.
    public init(conflict: CaseConflict, sides: [Side], sums: [LinearSum]) { (self.conflict, self.sides, self.sums) = (conflict, sides, sums) }
}
