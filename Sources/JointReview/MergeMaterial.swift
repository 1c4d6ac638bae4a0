import Foundation

/// One comment with everything that merging asks of it. Texts identify: an offline file has short names there, the service its own identities.
public struct MergeComment: Hashable, Sendable, Codable, Identifiable {
    /// Identity.
    public let id: String
    /// Discipline of its review.
    public let discipline: Discipline
    /// Specialty inside the discipline.
    public let specialty: String?
    /// Sheet revision that it is anchored to.
    public let sheet: String
    /// Where on the sheet.
    public let region: Region
    /// How much it weighs.
    public let severity: Severity
    /// What it says.
    public let text: String
    /// What it rests on.
    public let basis: Basis?
    /// Who wrote it.
    public let author: String
    /// What it asks for, typed.
    public let demands: [Demand]
    /// Comments that its author says it contradicts.
    public let contradicts: [String]
    /// Comment that it corrects; that one is left out.
    public let supersedes: String?
    /// Entry of the audit log that published it.
    public let auditEntry: String?

    /// A comment to merge.
    public init(
        id: String, discipline: Discipline, specialty: String? = nil, sheet: String, region: Region, severity: Severity, text: String,
        basis: Basis? = nil, author: String, demands: [Demand] = [], contradicts: [String] = [], supersedes: String? = nil, auditEntry: String? = nil
    ) {
        (self.id, self.discipline, self.specialty, self.sheet, self.region) = (id, discipline, specialty, sheet, region)
        (self.severity, self.text, self.basis, self.author, self.demands) = (severity, text, basis, author, demands)
        (self.contradicts, self.supersedes, self.auditEntry) = (contradicts, supersedes, auditEntry)
    }

    /// A published comment with what its author says beside the text.
    public init(_ comment: Comment, demands: [Demand] = [], contradicts: [String] = [], auditEntry: String? = nil) {
        self.init(
            id: comment.id.uuidString.lowercased(), discipline: comment.discipline, specialty: comment.specialty,
            sheet: comment.sheet.uuidString.lowercased(), region: comment.region, severity: comment.severity, text: comment.text,
            basis: comment.basis,
            author: comment.author.uuidString.lowercased(), demands: demands, contradicts: contradicts,
            supersedes: comment.supersedes?.uuidString.lowercased(), auditEntry: auditEntry)
    }

    /// Reads a comment; what may be absent is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            id: container.decode(String.self, forKey: .id), discipline: container.decode(Discipline.self, forKey: .discipline),
            specialty: container.decodeIfPresent(String.self, forKey: .specialty), sheet: container.decode(String.self, forKey: .sheet),
            region: container.decode(Region.self, forKey: .region), severity: container.decode(Severity.self, forKey: .severity),
            text: container.decode(String.self, forKey: .text), basis: container.decodeIfPresent(Basis.self, forKey: .basis),
            author: container.decode(String.self, forKey: .author), demands: container.decodeIfPresent([Demand].self, forKey: .demands) ?? [],
            contradicts: container.decodeIfPresent([String].self, forKey: .contradicts) ?? [],
            supersedes: container.decodeIfPresent(String.self, forKey: .supersedes),
            auditEntry: container.decodeIfPresent(String.self, forKey: .auditEntry))
    }
}

/// What a person recorded about which comments say the same. Later records win over earlier ones.
public struct Grouping: Hashable, Sendable, Codable {
    /// What the person did.
    public enum Act: String, CaseIterable, Sendable, Codable {
        /// These comments are one item.
        case join
        /// Each of these comments is an item by itself, until a later record joins it.
        case split
    }

    /// Place in the order in which records were made; no two have the same.
    public let sequence: Int
    /// What was done.
    public let act: Act
    /// The comments: two or more to join, one or more to split.
    public let comments: [String]
    /// Who did it.
    public let by: String
    /// Why.
    public let reason: String?

    /// A record.
    public init(sequence: Int, act: Act, comments: [String], by: String, reason: String? = nil) {
        (self.sequence, self.act, self.comments, self.by, self.reason) = (sequence, act, comments, by, reason)
    }
}

/// Numbers that the items of earlier rounds were given.
public struct Numbering: Hashable, Sendable, Codable {
    /// One number with the comments that bore it.
    public struct Entry: Hashable, Sendable, Codable {
        /// The number.
        public let number: Int
        /// The comments of the item.
        public let comments: [String]
        /// Whether the item is closed; its number is then never used again.
        public let closed: Bool

        /// One number.
        public init(number: Int, comments: [String], closed: Bool = false) { (self.number, self.comments, self.closed) = (number, comments, closed) }
    }

    /// The highest number ever given, also to items that are not listed any more.
    public let highest: Int
    /// The numbers.
    public let items: [Entry]

    /// The numbers of earlier rounds.
    public init(highest: Int, items: [Entry]) { (self.highest, self.items) = (highest, items) }
}

/// Everything that one round's comments are merged from.
public struct MergeMaterial: Hashable, Sendable, Codable {
    /// Version of this form.
    public static let currentFormat = "lianshen.merge-input/1"

    /// A sheet revision.
    public struct Sheet: Hashable, Sendable, Codable, Identifiable {
        /// Identity.
        public let id: String
        /// Number as printed.
        public let number: String
        /// Title as printed.
        public let title: String?
        /// SHA-256 of the file, lower-case hex.
        public let fileSha256: String

        /// A sheet revision.
        public init(id: String, number: String, title: String? = nil, fileSha256: String) {
            (self.id, self.number, self.title, self.fileSha256) = (id, number, title, fileSha256)
        }
    }

    /// Version of the form.
    public var format = MergeMaterial.currentFormat
    /// Sheets in the order of the drawing list: the one list whose order means something.
    public var sheets: [Sheet]
    /// Register of the case's elements.
    public var elements: [Element]
    /// Declared sums.
    public var sums: [LinearSum]
    /// The comments.
    public var comments: [MergeComment]
    /// What persons recorded about groups.
    public var groupings: [Grouping]
    /// Numbers of earlier rounds; none in the first.
    public var numbering: Numbering?

    /// The material of a round.
    public init(
        sheets: [Sheet], elements: [Element] = [], sums: [LinearSum] = [], comments: [MergeComment], groupings: [Grouping] = [],
        numbering: Numbering? = nil
    ) {
        (self.sheets, self.elements, self.sums) = (sheets, elements, sums)
        (self.comments, self.groupings, self.numbering) = (comments, groupings, numbering)
    }

    /// Reads the material; what may be absent is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            sheets: container.decode([Sheet].self, forKey: .sheets), elements: container.decodeIfPresent([Element].self, forKey: .elements) ?? [],
            sums: container.decodeIfPresent([LinearSum].self, forKey: .sums) ?? [],
            comments: container.decode([MergeComment].self, forKey: .comments),
            groupings: container.decodeIfPresent([Grouping].self, forKey: .groupings) ?? [],
            numbering: container.decodeIfPresent(Numbering.self, forKey: .numbering))
        format = try container.decode(String.self, forKey: .format)
    }
}
