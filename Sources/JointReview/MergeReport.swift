/// What merging one round's comments came to: one numbered list, its contradictions, and hints. Equal material gives equal bytes.
public struct MergeReport: Hashable, Sendable, Codable {
    /// Version of this form.
    public static let currentFormat = "lianshen.merge/1"

    /// One comment behind an item, whole: who demands it and what it rests on is never lost in a group.
    public struct Source: Hashable, Sendable, Codable {
        /// The comment.
        public let comment: String
        /// Its discipline.
        public let discipline: Discipline
        /// Specialty inside the discipline.
        public let specialty: String?
        /// Who wrote it.
        public let author: String
        /// How much it weighs.
        public let severity: Severity
        /// What it says.
        public let text: String
        /// What it rests on.
        public let basis: Basis?
        /// Sheet revision that it is anchored to.
        public let sheet: String
        /// SHA-256 of that sheet's file.
        public let fileSha256: String
        /// Where on the sheet.
        public let region: Region
        /// Entry of the audit log that published it.
        public let auditEntry: String?
    }

    /// Why comments are one item.
    public enum Join: String, CaseIterable, Sendable, Codable, Comparable {
        /// A person recorded it.
        case decision
        /// They mark overlapping places and say much the same.
        case region
        /// They name the same clause and say nearly the same.
        case clause

        /// In the order of declaration.
        public static func < (left: Join, right: Join) -> Bool { left.rawValue < right.rawValue }
    }

    /// One demand to the designers, with every comment that makes it.
    public struct Item: Hashable, Sendable, Codable {
        /// Number, the same in every round.
        public let number: Int
        /// Numbers of earlier rounds that came together in this one, or that closed before it came back.
        public let formerNumbers: [Int]
        /// Sheet revision of the first source.
        public let sheet: String
        /// Number of that sheet as printed.
        public let sheetNumber: String
        /// The most severe of its sources.
        public let severity: Severity
        /// Disciplines in the order of `Discipline`.
        public let disciplines: [Discipline]
        /// The comments, in the order of the list.
        public let sources: [Source]
        /// Why they are one item; empty for one comment.
        public let joinedBy: [Join]
        /// Numbers of the conflicts that it is part of.
        public let conflicts: [Int]
    }

    /// One side of a conflict.
    public struct Party: Hashable, Sendable, Codable {
        /// The comment.
        public let comment: String
        /// Number of its item.
        public let item: Int
        /// Its discipline.
        public let discipline: Discipline
        /// Who wrote it.
        public let author: String
        /// What it rests on.
        public let basis: Basis?
    }

    /// Demands, or comments, that cannot all stand.
    public struct Conflict: Hashable, Sendable, Codable {
        /// Place in this report, from 1.
        public let number: Int
        /// What makes them contradict.
        public let kind: Contradiction.Kind
        /// Those who make the demands.
        public let parties: [Party]
        /// The demands; empty for a conflict that was only declared.
        public let demands: [CommentDemand]
        /// Declared sums that it runs through.
        public let sums: [String]
        /// Whether one of the parties says so, too.
        public let declared: Bool
    }

    /// Something that a person should look at; nothing follows from it by itself.
    public struct Hint: Hashable, Sendable, Codable {
        /// What kind of hint.
        public enum Kind: String, CaseIterable, Sendable, Codable {
            /// Overlapping regions of two authors, with opposite words.
            case possibleConflict = "possible_conflict"
            /// Entries of the register that may be one element.
            case nearElements = "near_elements"
        }

        /// What kind of hint.
        public let kind: Kind
        /// Comments or elements that it is about, sorted.
        public let about: [String]
        /// The opposite words, the first comment's first; absent for elements.
        public let words: [String]?
    }

    /// Version of the form.
    public var format = MergeReport.currentFormat
    /// False when the material cannot be merged; then there are only findings.
    public var merged: Bool
    /// The list: by sheet, position, severity, discipline.
    public var items: [Item] = []
    /// The conflicts, by element and property, then the declared ones.
    public var conflicts: [Conflict] = []
    /// Whether `conflicts` are all there are; findings say what was left out.
    public var conflictsComplete = true
    /// Demands among which there may be more conflicts than were found; not part of the form.
    public var unfinished: Set<CommentDemand> = []
    /// Hints.
    public var hints: [Hint] = []
    /// The numbers for the next round's material.
    public var numbering = Numbering(highest: 0, items: [])
    /// What is wrong with the material, or worth a warning, each with its place and remedy.
    public var findings: [Finding]

    private enum CodingKeys: String, CodingKey {
        case format, merged, items, conflicts, conflictsComplete, hints, numbering, findings
    }

    /// A report without a list: material that cannot be merged has findings only.
    public init(merged: Bool, findings: [Finding]) { (self.merged, self.findings) = (merged, findings) }
}
