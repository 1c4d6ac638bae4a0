public import Foundation
import Postgres

/// The small picture of a sheet: a blob.
public struct ThumbnailRecord: Sendable, Hashable {
    /// Sheet that it shows.
    public let sheet: UUID
    /// SHA-256 of the JPEG.
    public let sha256: [UInt8]
    /// Size of the JPEG in bytes.
    public let size: Int

    /// A thumbnail value.
    public init(sheet: UUID, sha256: [UInt8], size: Int) {
        self.sheet = sheet
        self.sha256 = sha256
        self.size = size
    }
}

extension Tx {
    /// Names the pictures of sheets. One that has a picture keeps it: a repeated job draws the same.
    public func insert(_ thumbnails: [ThumbnailRecord]) async throws {
        try await sql.run(
            """
            INSERT INTO sheet_thumbnail (sheet_id, case_id, owner_id, sha256, size)
            SELECT s.sheet_id, s.case_id, s.owner_id, t.sha256, t.size
              FROM unnest(\(thumbnails.map(\.sheet)), \(thumbnails.map(\.sha256)), \(thumbnails.map(\.size))) AS t (sheet_id, sha256, size)
              JOIN sheet s ON s.sheet_id = t.sheet_id
            ON CONFLICT (sheet_id) DO NOTHING
            """
        )
    }

    /// The picture of a sheet that the actor's organisation may see (ask `sheet(_:)` first); nil while there is none.
    public func thumbnail(of sheet: UUID) async throws -> ThumbnailRecord? {
        let row = try await sql.first("SELECT sheet_id, sha256, size FROM sheet_thumbnail WHERE sheet_id = \(sheet)")
        return try row.map { try ThumbnailRecord(sheet: $0("sheet_id"), sha256: $0("sha256"), size: $0("size")) }
    }

    /// What intake read of a sheet's file and page, as JSON, for a sheet that the actor's organisation may see (ask `sheet(_:)` first).
    public func sheetFacts(of sheet: UUID) async throws -> String? {
        let facts: JSON? = try await sql.first("SELECT facts FROM sheet WHERE sheet_id = \(sheet)")?.optional("facts")
        return facts?.text
    }
}
