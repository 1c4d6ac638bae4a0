public import Archive
public import Blobs
public import JointReview
public import Sheets

/// A package as intake read it: the value, and everything that is wrong with it.
public struct IntakeResult: Sendable {
    /// What a member is in the package.
    public enum Role: String, CaseIterable, Sendable, Codable {
        case manifest
        case sheet
        case document
        case reference
        case other
        case directory
    }

    /// One member of the archive.
    public struct Entry: Hashable, Sendable {
        /// Name as its bytes stand in the archive: evidence.
        public let rawName: [UInt8]
        /// Name as it was read.
        public let name: String
        /// How the bytes became text.
        public let encoding: NameEncoding
        /// Digest of the content; nil for a directory, and for a member that could not be unpacked.
        public let sha256: BlobID?
        /// SM3 of the content; nil where there is no `sha256`, or none was made.
        public let sm3: SM3Digest?
        /// Unpacked size in bytes.
        public let size: Int64
        /// What it is in the package.
        public let role: Role
        /// What it is by its bytes; nil where there are none.
        public let kind: FileKind?
        /// What was read of it; nil for what was not opened.
        public let facts: SheetFacts?
    }

    /// One sheet whose page is there.
    public struct Sheet: Hashable, Sendable {
        /// The entry of the list; `file` is the member's name in the archive.
        public let entry: PackageManifest.Sheet
        /// What the page is: size, rotation, digest, look, title block.
        public let page: SheetFacts.Page
        /// What the file is, with this page alone: what a reviewer wants to know about this sheet.
        public let facts: SheetFacts
        /// Pages of the whole file.
        public let pages: Int
        /// Digest of the whole file.
        public let fileSHA256: BlobID
    }

    /// One document whose file is there.
    public struct Document: Hashable, Sendable {
        /// The entry of the list; `file` is the member's name in the archive.
        public let entry: PackageManifest.Document
        /// Pages, where it is a PDF.
        public let pages: Int?
        /// Digest of the file.
        public let fileSHA256: BlobID
    }

    /// One reference whose file is there.
    public struct Reference: Hashable, Sendable {
        /// The entry of the list; `file` is the member's name in the archive.
        public let entry: PackageManifest.Reference
        /// Version that the file names.
        public let version: String?
        /// Digest of the file.
        public let fileSHA256: BlobID
    }

    /// Name of the package's file.
    public var name: String
    /// Digest of the package.
    public var sha256: BlobID
    /// Size of the package in bytes.
    public var size: Int64
    /// The members in the order of the archive, directories included; refused ones are in `findings` only.
    public var entries: [Entry] = []
    /// What the package says it holds, or what its file names propose; nil when it could not be opened.
    public var manifest: PackageManifest?
    /// Whether `manifest` was proposed from file names.
    public var isProposed = false
    /// The sheets in the order of the list.
    public var sheets: [Sheet] = []
    /// The documents in the order of the list.
    public var documents: [Document] = []
    /// The references in the order of the list.
    public var references: [Reference] = []
    /// The set that the package makes of the last complete one; nil where that is not known, and for a partial package that has none.
    public var set: ComposedSet?
    /// By which rules it was weighed; nil where none were in force.
    public var rules: CheckedPackage.Rules?
    /// Everything that is wrong, in the order of the files.
    public var findings: [Finding] = []
    /// The walls that the files were opened in.
    public var confinement: Confinement.Mode

    /// Whether nothing in it stops the package.
    public var acceptable: Bool { !findings.contains { $0.severity == .reject } }
}
