public import Foundation
import JointReview
import Postgres

/// A PDF of a package as intake read it.
public struct PackagePDF: Sendable, Hashable {
    /// Path inside the package.
    public let file: String
    /// What the file is in the package.
    public let role: PackageEntry.Role
    /// SHA-256 of the file.
    public let sha256: [UInt8]
    /// Number of its pages.
    public let pages: Int

    /// A PDF value.
    public init(file: String, role: PackageEntry.Role, sha256: [UInt8], pages: Int) {
        (self.file, self.role, self.sha256, self.pages) = (file, role, sha256, pages)
    }
}

/// One page of a PDF of a package, with its small picture.
public struct PageThumbnail: Sendable, Hashable {
    /// A picture: a blob.
    public struct Picture: Sendable, Hashable {
        /// SHA-256 of the JPEG.
        public let sha256: [UInt8]
        /// Size of the JPEG in bytes.
        public let size: Int

        /// A picture value.
        public init(sha256: [UInt8], size: Int) {
            (self.sha256, self.size) = (sha256, size)
        }
    }

    /// Place in the package's list of pages, from 0.
    public let ordinal: Int
    /// Path inside the package.
    public let file: String
    /// Page of the file, 1-based.
    public let page: Int
    /// What the file is in the package.
    public let role: PackageEntry.Role
    /// SHA-256 of the file.
    public let fileSHA256: [UInt8]
    /// Sheet that the page shows, where the package's list names one.
    public let sheet: UUID?
    /// Its picture; nil when the page could not be drawn.
    public var picture: Picture?

    /// A page value.
    public init(ordinal: Int, file: String, page: Int, role: PackageEntry.Role, fileSHA256: [UInt8], sheet: UUID?, picture: Picture? = nil) {
        (self.ordinal, self.file, self.page, self.role) = (ordinal, file, page, role)
        (self.fileSHA256, self.sheet, self.picture) = (fileSHA256, sheet, picture)
    }
}

/// That a package was drawn, and how far.
public struct PackageDrawing: Sendable, Hashable {
    /// Pages of all its PDFs.
    public let pages: Int
    /// Those that are listed.
    public let listed: Int

    /// A drawing value.
    public init(pages: Int, listed: Int) {
        (self.pages, self.listed) = (pages, listed)
    }
}

extension Tx {
    private static let pages: SQL =
        "SELECT ordinal, file, page, role, file_sha256, sheet_id, sha256, size FROM page_thumbnail"

    /// The PDFs of a package in the order of its files, out of the report that intake stored.
    public func readPDFs(ofPackage package: UUID) async throws -> [PackagePDF] {
        try await sql.all(
            """
            SELECT e.entry ->> 'name' AS file, e.entry ->> 'role' AS role, decode(e.entry ->> 'sha256', 'hex') AS sha256,
                   jsonb_array_length(e.entry -> 'facts' -> 'pages') AS pages
              FROM package k, jsonb_array_elements(CASE WHEN jsonb_typeof(k.check_report -> 'entries') = 'array' THEN k.check_report -> 'entries' ELSE '[]' END)
                   WITH ORDINALITY AS e (entry, place)
             WHERE k.package_id = \(package) AND e.entry -> 'facts' ->> 'kind' = 'pdf' AND jsonb_typeof(e.entry -> 'facts' -> 'pages') = 'array'
               AND e.entry ->> 'sha256' IS NOT NULL
             ORDER BY e.place
            """
        ).map { row in try PackagePDF(file: row("file"), role: row("role"), sha256: row("sha256"), pages: row("pages")) }
    }

    /// Lists the pages of a package with their pictures. A package that was drawn before keeps its list: a repeated job draws the same.
    public func insert(_ pages: [PageThumbnail], of drawing: PackageDrawing, package: UUID) async throws {
        let isNew = try await sql.run(
            """
            INSERT INTO package_drawing (package_id, case_id, owner_id, pages, listed)
            SELECT package_id, case_id, owner_id, \(drawing.pages), \(drawing.listed) FROM package WHERE package_id = \(package)
            ON CONFLICT (package_id) DO NOTHING
            """)
        guard isNew == 1 else { return }
        try await sql.run(
            """
            INSERT INTO page_thumbnail (package_id, case_id, owner_id, ordinal, file, page, role, file_sha256, sheet_id, sha256, size)
            SELECT d.package_id, d.case_id, d.owner_id, p.ordinal, p.file, p.page, p.role, p.file_sha256, nullif(p.sheet, '')::uuid,
                   nullif(p.sha256, ''::bytea), nullif(p.size, 0)
              FROM package_drawing d, unnest(\(pages.map(\.ordinal)), \(pages.map(\.file)), \(pages.map(\.page)), \(pages.map(\.role)), \(pages.map(\.fileSHA256)),
                       \(pages.map { $0.sheet?.uuidString ?? "" }), \(pages.map { $0.picture?.sha256 ?? [] }), \(pages.map { $0.picture?.size ?? 0 }))
                   AS p (ordinal, file, page, role, file_sha256, sheet, sha256, size)
             WHERE d.package_id = \(package)
            """)
    }

    /// How far a package was drawn; nil while it is not. The package must be one that the actor may see.
    public func drawing(of package: UUID) async throws -> PackageDrawing? {
        let row = try await sql.first("SELECT pages, listed FROM package_drawing WHERE package_id = \(package)")
        return try row.map { try PackageDrawing(pages: $0("pages"), listed: $0("listed")) }
    }

    /// The pages of a package in the order of its files, after the place given; the package must be one that the actor may see.
    public func pages(ofPackage package: UUID, after ordinal: Int? = nil, limit: Int) async throws -> [PageThumbnail] {
        try await sql.all(
            "\(Self.pages) WHERE package_id = \(package) AND ordinal > \(ordinal ?? -1) ORDER BY ordinal LIMIT \(limit)"
        ).map(PageThumbnail.init)
    }

    /// One page of a package that the actor may see.
    public func page(_ ordinal: Int, ofPackage package: UUID) async throws -> PageThumbnail {
        let row = try await sql.first("\(Self.pages) WHERE package_id = \(package) AND ordinal = \(ordinal)")
        guard let row else { throw StoreError.missing("page \(ordinal) of package \(package)") }
        return try PageThumbnail(row)
    }
}

extension PageThumbnail {
    fileprivate init(_ row: Row) throws {
        let (digest, size): ([UInt8]?, Int?) = try (row.optional("sha256"), row.optional("size"))
        try self.init(
            ordinal: row("ordinal"), file: row("file"), page: row("page"), role: row("role"), fileSHA256: row("file_sha256"),
            sheet: row.optional("sheet_id"), picture: digest.flatMap { digest in size.map { Picture(sha256: digest, size: $0) } })
    }
}
