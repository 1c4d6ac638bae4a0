/// A complete set of sheets and documents: what a later package is applied to.
public struct SheetSet: Hashable, Sendable, Codable {
    /// One sheet that is in force in the set.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Number as printed.
        public var number: String
        /// Title.
        public var title: String
        /// Revision.
        public var revision: String
        /// Specialty.
        public var specialty: String
        /// What it shows.
        public var kind: SheetKind
        /// Path inside the package that brought it.
        public var file: String
        /// Page of the file, 1-based.
        public var page: Int
        /// SHA-256 of the file in lower-case hex: the evidence.
        public var fileSHA256: String
        /// Digest of the page's content, with its algorithm.
        public var pageDigest: String?
        /// Raster fingerprint, with its algorithm: a hint. Left out of reports, which have it with the sheet itself.
        public var look: String?

        private enum CodingKeys: String, CodingKey {
            case number, title, revision, specialty, kind, file, page, pageDigest
            case fileSHA256 = "fileSha256"
        }

        /// A sheet of a list with what was read of its page.
        public init(_ entry: PackageManifest.Sheet, fileSHA256: String, pageDigest: String?, look: String?) {
            (number, title, revision, specialty) = (entry.number, entry.title, entry.revision, entry.specialty)
            (kind, file, page) = (entry.kind, entry.file, entry.page)
            (self.fileSHA256, self.pageDigest, self.look) = (fileSHA256, pageDigest, look)
        }

        /// The number in the form in which numbers are compared.
        public var plainNumber: String { SheetNumber.plain(number) }
    }

    /// One document that is in force in the set.
    public struct Document: Hashable, Sendable, Codable {
        /// Title: what documents are told apart by.
        public var title: String
        /// Kind as free word of the trade, e.g. 计算书.
        public var kind: String
        /// Path inside the package that brought it.
        public var file: String
        /// SHA-256 of the file in lower-case hex.
        public var sha256: String

        /// A document.
        public init(title: String, kind: String, file: String, sha256: String) {
            (self.title, self.kind, self.file, self.sha256) = (title, kind, file, sha256)
        }
    }

    /// Name of the package that made the set what it is.
    public var name: String
    /// SHA-256 of that package in lower-case hex.
    public var sha256: String
    /// The sheets in their order.
    public var sheets: [Sheet]
    /// The documents in their order.
    public var documents: [Document]

    /// A set.
    public init(name: String, sha256: String, sheets: [Sheet], documents: [Document]) {
        (self.name, self.sha256, self.sheets, self.documents) = (name, sha256, sheets, documents)
    }
}

/// What is known of the set that a package is applied to.
public enum BaseSet: Hashable, Sendable {
    /// Nobody can tell here: a check without the service, and without the earlier packages.
    case unknown
    /// The institute has handed in no complete set yet.
    case missing
    /// The institute's last complete set.
    case set(SheetSet)
}
