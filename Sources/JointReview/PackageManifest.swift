/// What a drawing package says it holds: the value behind `manifest.xml`.
public struct PackageManifest: Hashable, Sendable, Codable {
    /// One drawing to be reviewed and stamped; several may lie in one PDF.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Sheet number as printed in the title block, e.g. 建施-06.
        public var number: String
        /// Title as printed.
        public var title: String
        /// Revision as printed, e.g. A.
        public var revision: String
        /// Specialty (专业): data, not an enum; e.g. 建筑.
        public var specialty: String
        /// What the sheet shows; decides whom a change concerns.
        public var kind: SheetKind
        /// Path inside the package.
        public var file: String
        /// Page of the file, 1-based.
        public var page: Int
        /// Paper size as declared (`A1`), if any.
        public var size: String?
        /// Whether disclosure between bodies stops at this sheet.
        public var restricted: Bool
        /// Digest that the institute declares, lower-case hex, if any.
        public var sha256: String?

        /// A sheet entry of the manifest.
        public init(
            number: String, title: String, revision: String, specialty: String, kind: SheetKind, file: String, page: Int = 1, size: String? = nil,
            restricted: Bool = false, sha256: String? = nil
        ) {
            self.number = number
            self.title = title
            self.revision = revision
            self.specialty = specialty
            self.kind = kind
            self.file = file
            self.page = page
            self.size = size
            self.restricted = restricted
            self.sha256 = sha256
        }
    }

    /// A reviewed document that is not a drawing: calculation book, geotechnical report.
    public struct Document: Hashable, Sendable, Codable {
        /// Title of the document.
        public var title: String
        /// Kind as free word of the trade, e.g. 计算书.
        public var kind: String
        /// Path inside the package.
        public var file: String
        /// Digest that the institute declares, if any.
        public var sha256: String?

        /// A document entry of the manifest.
        public init(title: String, kind: String, file: String, sha256: String? = nil) {
            self.title = title
            self.kind = kind
            self.file = file
            self.sha256 = sha256
        }
    }

    /// A file that is hashed and kept but never stamped: DWG, DXF, IFC.
    public struct Reference: Hashable, Sendable, Codable {
        /// Path inside the package.
        public var file: String
        /// `dwg`, `dxf`, `ifc` or `other`.
        public var kind: String

        /// A reference entry of the manifest.
        public init(file: String, kind: String) {
            self.file = file
            self.kind = kind
        }
    }

    /// One line of the designer's list of changes (修改说明): a sheet that the package brings and that is not as it was in the last complete set.
    public struct Change: Hashable, Sendable, Codable {
        /// What happened to the sheet; a sheet that is taken away stands in the list of removed ones.
        public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
            case added
            case revised

            /// The word for it.
            public var label: Bilingual {
                switch self {
                case .added: Bilingual(zh: "新增", en: "added")
                case .revised: Bilingual(zh: "修改", en: "revised")
                }
            }
        }

        /// Number of the sheet.
        public var number: String
        /// Added or revised.
        public var kind: Kind
        /// What was changed, in the designer's words.
        public var text: String

        /// A line of the list of changes.
        public init(number: String, kind: Kind = .revised, text: String) {
            self.number = number
            self.kind = kind
            self.text = text
        }
    }

    /// How much a package holds.
    public enum Scope: String, CaseIterable, Sendable, Codable {
        /// The whole set.
        case complete
        /// What changed, to be applied to the last complete set.
        case partial
    }

    /// Name of the project.
    public var project: String
    /// Unified project code, if the project has one already.
    public var projectCode: String?
    /// Credit code of the owner.
    public var owner: String?
    /// Credit code of the institute that made the package.
    public var institute: String?
    /// Name of the institute.
    public var instituteName: String?
    /// Round that the package is for: 1 is the first review.
    public var round: Int
    /// Digest of the package that this one replaces, if any.
    public var replaces: String?
    /// Whether it says itself to be whole or partial; nil leaves that to the round.
    public var scope: Scope?
    /// The sheets in the order of the manifest.
    public var sheets: [Sheet]
    /// The documents in the order of the manifest.
    public var documents: [Document]
    /// The references in the order of the manifest.
    public var references: [Reference]
    /// Numbers of sheets that the last complete set had and this one takes away.
    public var removed: [String]
    /// The designer's list of changes.
    public var changes: [Change]

    /// A manifest value.
    public init(
        project: String, projectCode: String? = nil, owner: String? = nil, institute: String? = nil, instituteName: String? = nil, round: Int = 1,
        replaces: String? = nil, scope: Scope? = nil, sheets: [Sheet], documents: [Document] = [], references: [Reference] = [],
        removed: [String] = [], changes: [Change] = []
    ) {
        self.project = project
        self.projectCode = projectCode
        self.owner = owner
        self.institute = institute
        self.instituteName = instituteName
        self.round = round
        self.replaces = replaces
        self.scope = scope
        self.sheets = sheets
        self.documents = documents
        self.references = references
        self.removed = removed
        self.changes = changes
    }

    /// Whether it brings only what changed. A package of a later round that says nothing about it does (复审只报修改的图纸).
    public var isPartial: Bool { (scope ?? (round > 1 ? .partial : .complete)) == .partial }
}
