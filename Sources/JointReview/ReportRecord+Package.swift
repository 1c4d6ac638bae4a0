public import Foundation

extension ReportRecord {
    /// A package as it arrived.
    public struct Package: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// File name.
        public var name: String
        /// Round that it was for.
        public var round: Int
        /// Size in bytes.
        public var size: Int64
        /// SHA-256 of the upload.
        public var sha256: String
        /// SM3 of the upload, where it was switched on.
        public var sm3: String?
        /// Institute that uploaded it.
        public var institute: Organisation
        /// Person who uploaded it.
        public var uploadedBy: Person
        /// When.
        public var uploadedAt: Date
        /// Person who sealed the institute's part, and when.
        public var sealedBy: Person?
        /// When it was sealed.
        public var sealedAt: Date?
        /// What the package makes of the set before; nil for a package that is a whole first set, and for one of which sheets are carried over.
        public var set: SetLine?
        /// Findings of intake, warnings too.
        public var findings: [Finding]
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case id, name, round, size, sha256, sm3, institute, set, findings, audit
            case uploadedBy = "uploaded_by"
            case uploadedAt = "uploaded_at"
            case sealedBy = "sealed_by"
            case sealedAt = "sealed_at"
        }

        /// A package.
        public init(
            id: UUID, name: String, round: Int, size: Int64, sha256: String, sm3: String?, institute: Organisation, uploadedBy: Person,
            uploadedAt: Date, sealedBy: Person?, sealedAt: Date?, set: SetLine? = nil, findings: [Finding], audit: [Int64]
        ) {
            self.id = id
            self.name = name
            self.round = round
            self.size = size
            self.sha256 = sha256
            self.sm3 = sm3
            self.institute = institute
            self.uploadedBy = uploadedBy
            self.uploadedAt = uploadedAt
            self.sealedBy = sealedBy
            self.sealedAt = sealedAt
            self.set = set
            self.findings = findings
            self.audit = audit
        }
    }

    /// The set that a package makes of the one before.
    public struct SetLine: Hashable, Sendable, Codable {
        /// Somebody's word that it is the one that is meant.
        public struct Confirmation: Hashable, Sendable, Codable {
            /// `owner` or `institute`.
            public var side: String
            /// Who.
            public var person: Person
            /// When.
            public var at: Date

            /// A confirmation.
            public init(side: String, person: Person, at: Date) {
                (self.side, self.person, self.at) = (side, person, at)
            }
        }

        /// Whether the package brought only what changed.
        public var isPartial: Bool
        /// SHA-256 of the package whose set it was applied to.
        public var base: String
        /// SHA-256 of the list of sheets and documents in force.
        public var sha256: String
        /// Numbers of the sheets that were taken away.
        public var removed: [String]
        /// Who confirmed it and still does.
        public var confirmations: [Confirmation]

        private enum CodingKeys: String, CodingKey {
            case base, sha256, removed, confirmations
            case isPartial = "partial"
        }

        /// A set.
        public init(isPartial: Bool, base: String, sha256: String, removed: [String], confirmations: [Confirmation]) {
            self.isPartial = isPartial
            self.base = base
            self.sha256 = sha256
            self.removed = removed
            self.confirmations = confirmations
        }
    }

    /// A reviewed sheet with its digests.
    public struct Sheet: Hashable, Sendable, Codable {
        /// Identity of the sheet revision.
        public var id: UUID
        /// Package that it came in.
        public var package: UUID
        /// Number as printed.
        public var number: String
        /// Title as printed.
        public var title: String
        /// Revision as printed.
        public var revision: String
        /// Specialty.
        public var specialty: String
        /// What it shows.
        public var kind: SheetKind
        /// Path inside the package.
        public var file: String
        /// Page of the file, 1-based.
        public var page: Int
        /// Width of the page in points.
        public var width: Double
        /// Height of the page in points.
        public var height: Double
        /// SHA-256 of the file: the evidence.
        public var fileSHA256: String
        /// Digest of the page's canonical content with its algorithm, once there is one.
        public var pageDigest: String?
        /// What became of it since the set before; nil where there was none.
        public var standing: SheetStanding?
        /// What the revision was worth on the site when the record was made; nil in records of before there were certificates.
        public var status: SheetStatus?
        /// Whether disclosure between bodies stops at it.
        public var isRestricted: Bool
        /// Whether it is in the set in force, and not an earlier revision that something was said of; nil in records of before there were editions.
        public var isInForce: Bool?
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case id, package, number, title, revision, specialty, kind, file, page, width, height, standing, status, audit
            case fileSHA256 = "file_sha256"
            case pageDigest = "page_digest"
            case isRestricted = "restricted"
            case isInForce = "in_force"
        }

        /// A sheet.
        public init(
            id: UUID, package: UUID, number: String, title: String, revision: String, specialty: String, kind: SheetKind, file: String, page: Int,
            width: Double, height: Double, fileSHA256: String, pageDigest: String?, standing: SheetStanding? = nil, status: SheetStatus? = nil,
            isRestricted: Bool, isInForce: Bool? = nil, audit: [Int64]
        ) {
            self.id = id
            self.package = package
            self.number = number
            self.title = title
            self.revision = revision
            self.specialty = specialty
            self.kind = kind
            self.file = file
            self.page = page
            self.width = width
            self.height = height
            self.fileSHA256 = fileSHA256
            self.pageDigest = pageDigest
            self.standing = standing
            self.status = status
            self.isRestricted = isRestricted
            self.isInForce = isInForce
            self.audit = audit
        }
    }

    /// A document or reference of the package.
    public struct File: Hashable, Sendable, Codable {
        /// Package that it came in.
        public var package: UUID
        /// `document` (reviewed), `reference` (kept, never stamped) or `other`.
        public var role: String
        /// Title, where the manifest gives one.
        public var title: String?
        /// Path inside the package.
        public var file: String
        /// Size in bytes.
        public var size: Int64
        /// SHA-256 of the file.
        public var sha256: String
        /// Audit entries behind it.
        public var audit: [Int64]

        /// A file.
        public init(package: UUID, role: String, title: String?, file: String, size: Int64, sha256: String, audit: [Int64]) {
            self.package = package
            self.role = role
            self.title = title
            self.file = file
            self.size = size
            self.sha256 = sha256
            self.audit = audit
        }
    }
}
