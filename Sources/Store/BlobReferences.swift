import Postgres

extension Store {
    /// Whether any row names the bytes with this SHA-256. Used by the sweep, which keeps what is referenced.
    public func references(sha256: [UInt8]) async throws -> Bool {
        try await transaction(as: .system("sweep")) { tx in
            let row = try await tx.sql.first(
                """
                SELECT EXISTS (SELECT FROM package WHERE sha256 = \(sha256)) OR EXISTS (SELECT FROM package_entry WHERE sha256 = \(sha256))
                    OR EXISTS (SELECT FROM sheet WHERE file_sha256 = \(sha256)) OR EXISTS (SELECT FROM report WHERE sha256 = \(sha256))
                    OR EXISTS (SELECT FROM sheet_thumbnail WHERE sha256 = \(sha256))
                    OR EXISTS (SELECT FROM page_thumbnail WHERE sha256 = \(sha256)) AS found
                """
            )
            return try row?("found") ?? true
        }
    }

    /// Digests of packages, sheets' files, thumbnails of sheets and pages, and reports: bytes that must be there. In order, after `after`, at most `limit`.
    ///
    /// Not the members of packages: one that was refused may name members that were never kept.
    public func namedBlobs(after: [UInt8]?, limit: Int) async throws -> [[UInt8]] {
        try await transaction(as: .system("sweep")) { tx in
            let rows = try await tx.sql.all(
                """
                SELECT sha256 FROM (SELECT sha256 FROM package UNION SELECT file_sha256 FROM sheet UNION SELECT sha256 FROM report
                                       UNION SELECT sha256 FROM sheet_thumbnail
                                       UNION SELECT sha256 FROM page_thumbnail WHERE sha256 IS NOT NULL) AS named
                 WHERE sha256 > \(after ?? []) ORDER BY sha256 LIMIT \(limit)
                """
            )
            return try rows.map { try $0("sha256") }
        }
    }
}
