/// A package as its check report tells of it: the reading side of `Schemas/check/1`, whoever wrote the report.
///
/// Everything that the rules of a check ask about lies in it, so a package of last year can be held against the rules of next year without its bytes.
public struct CheckedPackage: Hashable, Sendable, Codable {
    /// What was checked.
    public struct Package: Hashable, Sendable, Codable {
        /// Name of its file.
        public var name: String
        /// SHA-256 in lower-case hex.
        public var sha256: String
        /// Bytes.
        public var size: Int64

        /// A package's identity.
        public init(name: String, sha256: String, size: Int64) {
            (self.name, self.sha256, self.size) = (name, sha256, size)
        }
    }

    /// One file of the archive.
    public struct Entry: Hashable, Sendable, Codable {
        /// Name as it was read.
        public var name: String
        /// SHA-256 of the content in lower-case hex; nil when it could not be unpacked.
        public var sha256: String?
        /// Unpacked size in bytes.
        public var size: Int64
        /// `manifest`, `sheet`, `document`, `reference` or `other`.
        public var role: String
        /// How its name became text: `ascii`, `utf8_flag`, `utf8`, `gb18030`, `unicode_path`.
        public var encoding: String?
        /// Pages of a PDF that was opened.
        public var pages: Int?

        /// A file.
        public init(name: String, sha256: String?, size: Int64, role: String, encoding: String? = nil, pages: Int? = nil) {
            (self.name, self.sha256, self.size, self.role, self.encoding, self.pages) = (name, sha256, size, role, encoding, pages)
        }

        private enum CodingKeys: String, CodingKey { case name, sha256, size, role, encoding, pages, facts }

        /// From a report, which has the pages themselves among the facts of a file.
        public init(from decoder: any Decoder) throws {
            struct Facts: Decodable {
                struct Page: Decodable {}
                var pages: [Page]?
            }
            let row = try decoder.container(keyedBy: CodingKeys.self)
            (name, sha256, size) = try (
                row.decode(String.self, forKey: .name), row.decodeIfPresent(String.self, forKey: .sha256), row.decode(Int64.self, forKey: .size)
            )
            (role, encoding) = try (row.decode(String.self, forKey: .role), row.decodeIfPresent(String.self, forKey: .encoding))
            let told = try row.decodeIfPresent(Int.self, forKey: .pages)
            pages = try told ?? row.decodeIfPresent(Facts.self, forKey: .facts)?.pages?.count
        }

        /// The fields, without facts.
        public func encode(to encoder: any Encoder) throws {
            var row = encoder.container(keyedBy: CodingKeys.self)
            try row.encode(name, forKey: .name)
            try row.encodeIfPresent(sha256, forKey: .sha256)
            try row.encode(size, forKey: .size)
            try row.encode(role, forKey: .role)
            try row.encodeIfPresent(encoding, forKey: .encoding)
            try row.encodeIfPresent(pages, forKey: .pages)
        }
    }

    /// One sheet whose page is there.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Number, as listed or proposed.
        public var number: String
        /// Title.
        public var title: String
        /// Revision.
        public var revision: String
        /// Specialty.
        public var specialty: String
        /// What it shows.
        public var kind: SheetKind
        /// Name of the file in the archive.
        public var file: String
        /// Page of the file, 1-based.
        public var page: Int
        /// Paper: `A0`…`A4`, lengthened `A1+1/4`, or `custom`.
        public var paper: String

        /// A sheet.
        public init(number: String, title: String, revision: String, specialty: String, kind: SheetKind, file: String, page: Int, paper: String) {
            (self.number, self.title, self.revision, self.specialty) = (number, title, revision, specialty)
            (self.kind, self.file, self.page, self.paper) = (kind, file, page, paper)
        }
    }

    /// One document that is reviewed beside the sheets.
    public struct Document: Hashable, Sendable, Codable {
        /// Title.
        public var title: String
        /// Kind as free word of the trade, e.g. 计算书.
        public var kind: String
        /// Name of the file in the archive.
        public var file: String

        /// A document.
        public init(title: String, kind: String, file: String) {
            (self.title, self.kind, self.file) = (title, kind, file)
        }
    }

    /// By which rules it was weighed.
    public struct Rules: Hashable, Sendable, Codable {
        /// Name of the set of rules.
        public var id: String
        /// First day on which this version of them holds, as `2026-01-31`: one is in force at a time.
        public var effectiveFrom: String
        /// SHA-256, in lower-case hex, of what they say (canonical JSON, without the day on which they end): two versions of one day differ in it. Absent in
        /// reports of older versions.
        public var sha256: String?

        /// The rules that were in force.
        public init(_ rules: CheckRules, sha256: String? = nil) {
            (id, effectiveFrom, self.sha256) = (rules.id, "\(rules.effectiveFrom)", sha256)
        }
    }

    /// Whether no finding rejects.
    public var acceptable: Bool
    /// What was checked.
    public var package: Package
    /// By which rules; absent where none were in force, and in reports of older versions.
    public var rules: Rules?
    /// `given`, `proposed`, or `none` when the package could not be opened.
    public var manifest: String
    /// Round that the package says it is for; absent in reports of older versions.
    public var round: Int?
    /// Whether the package brings only what changed; absent in reports of older versions.
    public var partial: Bool?
    /// The set that it makes of the last complete one; absent where there is none, or where nobody looked.
    public var set: ComposedSet?
    /// The files of the archive.
    public var entries: [Entry]
    /// The sheets in the order of the list.
    public var sheets: [Sheet]
    /// The documents in the order of the list; absent in reports of older versions.
    public var documents: [Document]?
    /// Everything that was found.
    public var findings: [Finding]
    /// How many findings are left out, because they are about restricted sheets that the reader may not open; absent in a report as it was made.
    public var withheldFindings: Int?

    /// What a report tells.
    public init(
        acceptable: Bool, package: Package, manifest: String, round: Int? = nil, partial: Bool? = nil, set: ComposedSet? = nil, entries: [Entry],
        sheets: [Sheet], documents: [Document]?, findings: [Finding]
    ) {
        self.acceptable = acceptable
        self.package = package
        self.manifest = manifest
        self.round = round
        self.partial = partial
        self.set = set
        self.entries = entries
        self.sheets = sheets
        self.documents = documents
        self.findings = findings
    }

    /// The package with the sheets and documents of its whole set; nil when it brings only what changed and nobody knows the rest.
    var asWhole: CheckedPackage? {
        // Reports of older versions do not say it: later rounds were partial then.
        guard partial ?? ((round ?? 1) > 1) else { return self }
        guard let set else { return nil }
        var whole = self
        whole.sheets = set.inForce.map { sheet in
            Sheet(
                number: sheet.number, title: sheet.title, revision: sheet.revision, specialty: sheet.specialty, kind: sheet.kind, file: sheet.file,
                page: sheet.page, paper: "")
        }
        whole.documents = set.documents.map { Document(title: $0.document.title, kind: $0.document.kind, file: $0.document.file) }
        return whole
    }
}
