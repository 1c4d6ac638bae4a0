public import Foundation
public import JointReview
import Postgres

/// A sheet revision as it is kept: drawing number, place in the package, and the three values of its identity.
public struct SheetRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Package that it came with.
    public let package: UUID
    /// Case of the package.
    public let caseID: UUID
    /// Position in the package's list, from 0.
    public let ordinal: Int
    /// What the manifest says about it.
    public let entry: PackageManifest.Sheet
    /// Page width in PDF points, unrotated.
    public let width: Double
    /// Page height in PDF points, unrotated.
    public let height: Double
    /// Rotation for display in degrees.
    public let rotation: Int
    /// SHA-256 of the file: the evidence.
    public let fileSHA256: [UInt8]
    /// Digest of the page's content with its algorithm, e.g. `pd3:…`; `nil` when it could not be made.
    public let pageDigest: String?
    /// Raster fingerprint: a hint, never evidence.
    public let look: String?

    /// A sheet value.
    public init(
        id: UUID, package: UUID, caseID: UUID, ordinal: Int, entry: PackageManifest.Sheet, width: Double, height: Double, rotation: Int,
        fileSHA256: [UInt8],
        pageDigest: String?, look: String?
    ) {
        self.id = id
        self.package = package
        self.caseID = caseID
        self.ordinal = ordinal
        self.entry = entry
        self.width = width
        self.height = height
        self.rotation = rotation
        self.fileSHA256 = fileSHA256
        self.pageDigest = pageDigest
        self.look = look
    }
}

extension Tx {
    static let sheets: SQL =
        """
        SELECT s.sheet_id, s.package_id, s.case_id, s.ordinal, s.number, s.title, s.revision, s.specialty, s.kind, s.file, s.page, s.width, s.height, s.rotation,
               s.file_sha256, s.page_digest, s.look, s.restricted
          FROM sheet s
        """

    /// A sheet of a case to which the actor's organisation is a party, once its package is more than a draft to it.
    public func sheet(_ id: UUID) async throws -> SheetRecord {
        let row = try await sql.first(
            """
            \(Self.sheets) WHERE s.sheet_id = \(id) AND EXISTS (
                   SELECT FROM case_party p JOIN package k ON k.case_id = p.case_id
                    WHERE k.package_id = s.package_id AND p.organisation_id = \(actor.organisation) AND \(Self.isHandedIn))
            """
        )
        guard let row else { throw StoreError.missing("sheet \(id)") }
        return try SheetRecord(row)
    }

    /// The sheets of a package in its own order, after the place given.
    public func sheets(ofPackage package: UUID, after ordinal: Int? = nil, limit: Int = 100_000) async throws -> [SheetRecord] {
        try await sql.all(
            "\(Self.sheets) WHERE s.package_id = \(package) AND s.ordinal > \(ordinal ?? -1) ORDER BY s.ordinal LIMIT \(limit)"
        ).map(SheetRecord.init)
    }

    /// The sheets in force in a round of a case, institute by institute; some of them came with earlier packages.
    public func sheets(ofCase caseID: UUID, round: Int) async throws -> [SheetRecord] {
        try await sql.all(
            """
            \(Self.sheets) JOIN set_sheet t ON t.sheet_id = s.sheet_id JOIN packages_in_force(\(caseID), \(round)::integer) k ON k.package_id = t.package_id
             ORDER BY k.uploaded_at, k.package_id, t.ordinal
            """
        ).map(SheetRecord.init)
    }
}

extension SheetRecord {
    init(_ row: Row) throws {
        try self.init(
            id: row("sheet_id"), package: row("package_id"), caseID: row("case_id"), ordinal: row("ordinal"),
            entry: PackageManifest.Sheet(
                number: row("number"), title: row("title"), revision: row("revision"), specialty: row("specialty"), kind: row("kind"),
                file: row("file"),
                page: row("page"), restricted: row("restricted")),
            width: row("width"), height: row("height"), rotation: row("rotation"), fileSHA256: row("file_sha256"),
            pageDigest: row.optional("page_digest"),
            look: row.optional("look"))
    }
}
