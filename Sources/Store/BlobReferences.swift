import Postgres

extension Store {
    /// Whether any row names the bytes with this SHA-256. Used by the sweep, which keeps what is referenced.
    public func references(sha256: [UInt8]) async throws -> Bool {
        try await transaction(as: .system("sweep")) { tx in
            let row = try await tx.sql.first(
                """
                SELECT EXISTS (SELECT FROM package WHERE sha256 = \(sha256)) OR EXISTS (SELECT FROM package_entry WHERE sha256 = \(sha256))
                    OR EXISTS (SELECT FROM sheet WHERE file_sha256 = \(sha256)) OR EXISTS (SELECT FROM report WHERE sha256 = \(sha256)) AS found
                """
            )
            return try row?("found") ?? true
        }
    }
}
