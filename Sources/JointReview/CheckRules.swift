public import WorkingTime

/// The rules of a check, as data: how each finding is weighed, limits, names, paper, and what a project must hand in (`Schemas/rules/1/check`).
///
/// One set is in force at a time; each version has its days, its author and somebody else's approval.
public struct CheckRules: Hashable, Sendable, Codable {
    /// How much a package may hold.
    public struct Limits: Hashable, Sendable, Codable {
        /// Sheets of one package.
        public var sheets: Int?
        /// Bytes of the package's file.
        public var bytes: Int64?
        /// Pages of one PDF.
        public var pages: Int?
        /// Bytes of one file, unpacked.
        public var fileBytes: Int64?

        /// Limits; nil is none.
        public init(sheets: Int? = nil, bytes: Int64? = nil, pages: Int? = nil, fileBytes: Int64? = nil) {
            (self.sheets, self.bytes, self.pages, self.fileBytes) = (sheets, bytes, pages, fileBytes)
        }

        private enum CodingKeys: String, CodingKey {
            case sheets, bytes, pages
            case fileBytes = "file_bytes"
        }
    }

    /// How files and sheets are named.
    public struct Names: Hashable, Sendable, Codable {
        /// Characters that no file's name may hold.
        public var forbidden: String
        /// Longest name with its folders, in characters.
        public var longest: Int
        /// With which letters a sheet number may begin, by specialty; a specialty without a row is free.
        public var prefixes: [String: [String]]
        /// How the names of files are made; nil, and none, is free.
        public var patterns: [Pattern]?

        /// A convention.
        public init(forbidden: String, longest: Int, prefixes: [String: [String]], patterns: [Pattern]? = nil) {
            (self.forbidden, self.longest, self.prefixes, self.patterns) = (forbidden, longest, prefixes, patterns)
        }
    }

    /// How the names of some files are made, and why.
    public struct Pattern: Hashable, Sendable, Codable, Identifiable {
        /// Name of the row.
        public var id: String
        /// Whose names: files that are listed as these.
        public var roles: [NamedRole]
        /// A name has one of these forms (`NameForm`). One with a slash is compared with the name and its folders, the others with the name alone.
        public var forms: [String]
        /// How a name of no such form is weighed; nil as the code is.
        public var severity: Finding.Severity?
        /// What the convention rests on; a row without a basis is refused.
        public var basis: [LegalBasis]

        /// A convention for some files.
        public init(id: String, roles: [NamedRole], forms: [String], severity: Finding.Severity? = nil, basis: [LegalBasis]) {
            (self.id, self.roles, self.forms, self.severity, self.basis) = (id, roles, forms, severity, basis)
        }
    }

    /// Files whose names a convention may be about.
    public enum NamedRole: String, CaseIterable, Sendable, Codable { case sheet, document, reference }

    /// On what paper sheets may be plotted.
    public struct Paper: Hashable, Sendable, Codable {
        /// Sizes by name: `A0`…`A4`.
        public var sizes: [String]
        /// Whether their lengthened forms are allowed too.
        public var lengthened: Bool

        /// Sizes that are allowed.
        public init(sizes: [String], lengthened: Bool) {
            (self.sizes, self.lengthened) = (sizes, lengthened)
        }
    }

    /// One thing that must be in a package, for whom, and why.
    public struct Material: Hashable, Sendable, Codable, Identifiable {
        /// Name of the row.
        public var id: String
        /// What it is.
        public var title: Bilingual
        /// Classes of project that need it; empty means all.
        public var classes: [ProjectFacts.Class]
        /// Sizes that need it; empty means all.
        public var sizes: [ProjectFacts.Size]
        /// Further facts that must all hold.
        public var when: [RuleProfile.Condition]
        /// Disciplines that need it: who asks for it.
        public var disciplines: [Discipline]
        /// The material is there when one of these is.
        public var anyOf: [Evidence]
        /// How a package without it is weighed; nil as the code is.
        public var severity: Finding.Severity?
        /// What the demand rests on; a row without a basis is refused.
        public var basis: [LegalBasis]

        private enum CodingKeys: String, CodingKey {
            case id, title, classes, sizes, when, disciplines, severity, basis
            case anyOf = "any_of"
        }
    }

    /// What shows that a material is there. All that is named must fit the same thing.
    public struct Evidence: Hashable, Sendable, Codable {
        /// A sheet of this kind.
        public var sheet: SheetKind?
        /// A sheet of this specialty.
        public var specialty: String?
        /// A document whose kind, title or file name holds one of these words.
        public var document: [String]?

        /// Evidence; at least one is named.
        public init(sheet: SheetKind? = nil, specialty: String? = nil, document: [String]? = nil) {
            (self.sheet, self.specialty, self.document) = (sheet, specialty, document)
        }
    }

    /// One point that a reviewer ticks. Not looked at by the machine; it lies here because it has the same author, days and approval.
    public struct Point: Hashable, Sendable, Codable, Identifiable {
        /// Name of the point.
        public var id: String
        /// Discipline whose reviewers tick it.
        public var discipline: Discipline
        /// Specialty inside the discipline that looks at it; nil for all.
        public var specialty: String?
        /// The point is on the list of a review whose set holds a sheet of one of these kinds; nil is always.
        public var sheetKinds: [SheetKind]?
        /// What is looked at.
        public var text: Bilingual
        /// What it rests on; a point without a basis is refused.
        public var basis: [LegalBasis]
        /// How a shortcoming weighs: `reject` where it has to be put right before the discipline can pass, which is so where nothing is said.
        public var severity: Finding.Severity?

        private enum CodingKeys: String, CodingKey {
            case id, discipline, specialty, text, basis, severity
            case sheetKinds = "sheet_kinds"
        }
    }

    /// Name of the set.
    public var id: String
    /// Title for people.
    public var title: Bilingual
    /// First day on which it holds.
    public var effectiveFrom: CalendarDay
    /// First day on which it no longer holds; nil while it does.
    public var effectiveTo: CalendarDay?
    /// How findings are weighed that are not weighed as their code is.
    public var severities: [String: Finding.Severity]
    /// How much a package may hold.
    public var limits: Limits
    /// How files and sheets are named.
    public var names: Names
    /// On what paper.
    public var paper: Paper
    /// The matrix of required material.
    public var materials: [Material]
    /// The check list.
    public var checklist: [Point]

    private enum CodingKeys: String, CodingKey {
        case id, title, severities, limits, names, paper, materials, checklist
        case effectiveFrom = "effective_from"
        case effectiveTo = "effective_to"
    }
}
