public import Foundation
public import JointReview

/// The set that a package makes of the last complete one.
public struct PackageSetBody: Codable, Hashable, Sendable {
    /// How many sheets became what.
    public struct Counts: Codable, Hashable, Sendable {
        /// Same file.
        public var sameBytes: Int
        /// Another file, same page content.
        public var samePage: Int
        /// Other content, same look.
        public var sameLook: Int
        /// Drawn otherwise.
        public var changed: Int
        /// New.
        public var added: Int
        /// Taken away.
        public var removed: Int

        /// Counts by what became of a sheet.
        public init(_ counts: [SheetStanding: Int]) {
            (sameBytes, samePage, sameLook) = (counts[.sameBytes] ?? 0, counts[.samePage] ?? 0, counts[.sameLook] ?? 0)
            (changed, added, removed) = (counts[.changed] ?? 0, counts[.added] ?? 0, counts[.removed] ?? 0)
        }
    }

    /// Package that makes it.
    public var packageId: UUID
    /// Case of the package.
    public var caseId: UUID
    /// Package whose set it was applied to; absent for the first set.
    public var basePackageId: UUID?
    /// Whether the package brings only what changed: then owner and institute both confirm the set.
    public var partial: Bool
    /// SHA-256 of the list of sheets and documents in force: what a confirmation names.
    public var sha256: String
    /// Sheets in force.
    public var sheetCount: Int
    /// Of those, sheets that stay in force without being in the package.
    public var carriedCount: Int
    /// Sheets by what became of them.
    public var counts: Counts
    /// Documents in force.
    public var documents: [SetDocumentBody]
    /// Confirmations, void ones too.
    public var confirmations: [SetConfirmationBody]
    /// Grows with every confirmation and every voiding; the ETag.
    public var version: Int

    /// A set.
    public init(
        packageId: UUID, caseId: UUID, basePackageId: UUID?, partial: Bool, sha256: String, sheetCount: Int, carriedCount: Int, counts: Counts,
        documents: [SetDocumentBody], confirmations: [SetConfirmationBody], version: Int
    ) {
        self.packageId = packageId
        self.caseId = caseId
        self.basePackageId = basePackageId
        self.partial = partial
        self.sha256 = sha256
        self.sheetCount = sheetCount
        self.carriedCount = carriedCount
        self.counts = counts
        self.documents = documents
        self.confirmations = confirmations
        self.version = version
    }
}

/// A document in force in a set.
public struct SetDocumentBody: Codable, Hashable, Sendable {
    /// Title.
    public var title: String
    /// Kind as free word of the trade.
    public var kind: String
    /// Path inside the package that brought it.
    public var file: String
    /// SHA-256 of the file.
    public var sha256: String
    /// Whether it stays in force without being in the package.
    public var carried: Bool

    /// A document.
    public init(title: String, kind: String, file: String, sha256: String, carried: Bool) {
        (self.title, self.kind, self.file, self.sha256, self.carried) = (title, kind, file, sha256, carried)
    }
}

/// Somebody's word that a set is the one that is meant.
public struct SetConfirmationBody: Codable, Hashable, Sendable {
    /// For whom.
    public enum Side: String, CaseIterable, Sendable, Codable {
        case owner, institute
    }

    /// For whom.
    public var side: Side
    /// Who.
    public var personId: UUID
    /// Of which organisation.
    public var organisationId: UUID
    /// When.
    public var confirmedAt: Date
    /// When it became void, because the institute uploaded again.
    public var voidedAt: Date?

    /// A confirmation.
    public init(side: Side, personId: UUID, organisationId: UUID, confirmedAt: Date, voidedAt: Date?) {
        (self.side, self.personId, self.organisationId) = (side, personId, organisationId)
        (self.confirmedAt, self.voidedAt) = (confirmedAt, voidedAt)
    }
}

/// One sheet of a set.
public struct SetSheetBody: Codable, Hashable, Sendable {
    /// Place in the set, from 0.
    public var ordinal: Int
    /// What became of it.
    public var standing: SheetStanding
    /// Whether it stays in force without being in the package.
    public var carried: Bool
    /// The sheet in force; for one that was taken away, the last one that was.
    public var sheet: SheetBody
    /// The sheet in force before; absent for one that is new.
    public var beforeSheetId: UUID?
    /// What the list of changes says of it.
    public var declared: PackageManifest.Change.Kind?
    /// The same in the designer's words.
    public var declaredText: String?

    /// A sheet of a set.
    public init(
        ordinal: Int, standing: SheetStanding, carried: Bool, sheet: SheetBody, beforeSheetId: UUID?, declared: PackageManifest.Change.Kind?,
        declaredText: String?
    ) {
        self.ordinal = ordinal
        self.standing = standing
        self.carried = carried
        self.sheet = sheet
        self.beforeSheetId = beforeSheetId
        self.declared = declared
        self.declaredText = declaredText
    }
}

/// `POST /v1/packages/{id}/set/confirm`.
public struct ConfirmSetBody: RequestBody, Hashable {
    /// The digest of the set that was looked at.
    public var sha256: String

    /// A confirmation of exactly this set.
    public init(sha256: String) {
        self.sha256 = sha256
    }

    /// The fields.
    public static let shape = Shape(.required("sha256", .form(.sha256)))
}
