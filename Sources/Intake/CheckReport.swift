public import JointReview
public import Sheets

/// The report of a check, the same from `lianshen check --json` and from the service; `Schemas/check/1/check.schema.json` describes it.
public struct CheckReport: Hashable, Sendable, Codable {
    /// The form that this room writes.
    public static let form = "lianshen.check/1"

    /// The package that was checked.
    public struct Package: Hashable, Sendable, Codable {
        /// Name of its file.
        public var name: String
        /// SHA-256 in lower-case hex.
        public var sha256: String
        /// Bytes.
        public var size: Int64
    }

    /// One file of the archive; directories and refused members are left out.
    public struct Entry: Hashable, Sendable, Codable {
        /// Name as its bytes stand in the archive: printable ASCII as it is, any other byte as `\xHH`.
        public var rawName: String
        /// Name as it was read.
        public var name: String
        /// How it was read: `ascii`, `utf8_flag`, `utf8`, `gb18030`, `unicode_path`.
        public var encoding: String
        /// SHA-256 of the content in lower-case hex; absent when it could not be unpacked.
        public var sha256: String?
        /// Unpacked size in bytes.
        public var size: Int64
        /// `manifest`, `sheet`, `document`, `reference` or `other`.
        public var role: String
        /// What was read of it: pages with title blocks, fonts, layers, signatures and revisions, headers; absent for what was not opened.
        public var facts: SheetFacts?
    }

    /// One sheet whose page is there.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Number, title and so on, as listed or proposed.
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
        /// Width of the unrotated page in points.
        public var width: Double
        /// Height of the unrotated page in points.
        public var height: Double
        /// Rotation for display in degrees.
        public var rotation: Int
        /// Paper: `A0`…`A4`, lengthened `A1+1/4`, or `custom`.
        public var paper: String
        /// SHA-256 of the file.
        public var fileSha256: String
        /// Digest of the page's content, with its algorithm.
        public var pageDigest: String?
        /// Fingerprint of the page's look, with its algorithm.
        public var look: String?
        /// Whether disclosure between bodies stops at this sheet.
        public var restricted: Bool
    }

    /// One document whose file is there.
    public struct Document: Hashable, Sendable, Codable {
        /// Title.
        public var title: String
        /// Kind as free word of the trade.
        public var kind: String
        /// Name of the file in the archive.
        public var file: String
    }

    /// Always `form`.
    public var format: String
    /// Whether no finding rejects.
    public var acceptable: Bool
    /// What was checked.
    public var package: Package
    /// `given`, `proposed`, or `none` when the package could not be opened.
    public var manifest: String
    /// The walls that the files were opened in: `own_user`, `user_namespace` or `limits_only`.
    public var confinement: String
    /// By which rules it was weighed; absent where none were in force.
    public var rules: CheckedPackage.Rules?
    /// The files of the archive in its order.
    public var entries: [Entry]
    /// Round that the list says the package is for; absent when there is no list.
    public var round: Int?
    /// Whether the package brings only what changed; absent when there is no list.
    public var partial: Bool?
    /// The set that it makes of the last complete one, sheet by sheet; absent for a first set, and where the last one is not known.
    public var set: ComposedSet?
    /// The documents in the order of the list.
    public var documents: [Document]
    /// The sheets in the order of the list.
    public var sheets: [Sheet]
    /// Everything that was found, in the order of the files.
    public var findings: [Finding]
    /// The findings by file, those with rejections first; absent in reports of older versions.
    public var groups: [CheckSummary.Group]?
    /// Sheets and findings by specialty; absent in reports of older versions.
    public var specialties: [CheckSummary.Specialty]?
}
