public import Foundation
public import JointReview

/// A package of drawings as it was handed in.
public struct DrawingPackageBody: Codable, Hashable, Sendable {
    /// Where a package stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        case uploaded, checked, rejected, sealed, superseded
    }

    /// Identity.
    public var id: UUID
    /// Case that it was handed in for.
    public var caseId: UUID
    /// Institute that handed it in.
    public var instituteId: UUID
    /// Round.
    public var round: Int
    /// Name of the file.
    public var fileName: String
    /// SHA-256 of the bytes, lower-case hex.
    public var sha256: String
    /// SM3 of the bytes, lower-case hex, when the service makes one.
    public var sm3: String?
    /// Size in bytes.
    public var size: Int
    /// Where it stands.
    public var state: State
    /// Whether nothing in it rejects; absent until it was checked.
    public var acceptable: Bool?
    /// Whether it brings only what changed; absent until it was checked, and when it was rejected.
    public var partial: Bool?
    /// Sheets found in it.
    public var sheetCount: Int?
    /// Findings that reject.
    public var rejectCount: Int?
    /// Findings that warn.
    public var warnCount: Int?
    /// Who uploaded it.
    public var uploadedBy: UUID
    /// When it was uploaded.
    public var uploadedAt: Date
    /// When the check was done.
    public var checkedAt: Date?
    /// When the institute sealed it.
    public var sealedAt: Date?
    /// Receipt of the upload, in the answer to the act.
    public var receipt: ReceiptBody?

    /// A package.
    public init(
        id: UUID, caseId: UUID, instituteId: UUID, round: Int, fileName: String, sha256: String, sm3: String?, size: Int, state: State,
        acceptable: Bool? = nil, partial: Bool? = nil, sheetCount: Int? = nil, rejectCount: Int? = nil, warnCount: Int? = nil, uploadedBy: UUID,
        uploadedAt: Date, checkedAt: Date? = nil, sealedAt: Date? = nil
    ) {
        self.id = id
        self.caseId = caseId
        self.instituteId = instituteId
        self.round = round
        self.fileName = fileName
        self.sha256 = sha256
        self.sm3 = sm3
        self.size = size
        self.state = state
        self.acceptable = acceptable
        self.partial = partial
        self.sheetCount = sheetCount
        self.rejectCount = rejectCount
        self.warnCount = warnCount
        self.uploadedBy = uploadedBy
        self.uploadedAt = uploadedAt
        self.checkedAt = checkedAt
        self.sealedAt = sealedAt
    }
}

/// What the check of a package found; the form of `lianshen check --json`. Fields beyond these are in the bytes.
public struct CheckReportBody: Codable, Hashable, Sendable {
    /// The package that was checked.
    public struct Package: Codable, Hashable, Sendable {
        /// SHA-256 of the bytes.
        public var sha256: String
    }

    /// Version of the form.
    public var format: String
    /// Whether nothing in it rejects.
    public var acceptable: Bool
    /// The package that was checked.
    public var package: Package
    /// Everything that was found.
    public var findings: [Finding]
    /// How many findings are left out, because they are about restricted sheets that the reader's organisation may not open.
    public var withheldFindings: Int?
}

/// What is being made by a machine and is not there yet.
public struct PendingBody: Codable, Hashable, Sendable {
    /// Where the job stands.
    public var state: JobBody.State
    /// How often it was started.
    public var attempts: Int?
    /// Why it last failed.
    public var cause: String?

    /// Work that is under way.
    public init(state: JobBody.State, attempts: Int? = nil, cause: String? = nil) {
        self.state = state
        self.attempts = attempts
        self.cause = cause
    }
}

/// A sheet revision.
public struct SheetBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Package that it came with.
    public var packageId: UUID
    /// Case of the package.
    public var caseId: UUID
    /// Position in the package, from 0.
    public var ordinal: Int
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
    /// Width in PDF points of the unrotated page.
    public var width: Double
    /// Height in PDF points of the unrotated page.
    public var height: Double
    /// Rotation for display in degrees.
    public var rotation: Int
    /// SHA-256 of the file: the evidence.
    public var fileSha256: String
    /// Digest of the page's content, with its algorithm.
    public var pageDigest: String?
    /// Raster fingerprint: a hint.
    public var look: String?
    /// Whether disclosure between bodies stops at this sheet.
    public var restricted: Bool
    /// What the revision is worth on the site.
    public var status: SheetStatus

    /// A sheet.
    public init(
        id: UUID, packageId: UUID, caseId: UUID, ordinal: Int, number: String, title: String, revision: String, specialty: String, kind: SheetKind,
        file: String, page: Int, width: Double, height: Double, rotation: Int, fileSha256: String, pageDigest: String?, look: String?,
        restricted: Bool, status: SheetStatus
    ) {
        self.id = id
        self.packageId = packageId
        self.caseId = caseId
        self.ordinal = ordinal
        self.number = number
        self.title = title
        self.revision = revision
        self.specialty = specialty
        self.kind = kind
        self.file = file
        self.page = page
        self.width = width
        self.height = height
        self.rotation = rotation
        self.fileSha256 = fileSha256
        self.pageDigest = pageDigest
        self.look = look
        self.restricted = restricted
        self.status = status
    }
}
