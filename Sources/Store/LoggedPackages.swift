public import Foundation
import Postgres
public import TransparencyLog

/// What the tables say of a package and of everything in it, by digest.
public struct LoggedPackage: Sendable, Hashable {
    /// A file of the package.
    public struct Entry: Sendable, Hashable {
        /// Its place in the archive.
        public let ordinal: Int
        /// What the row says of it; nil for a directory and for what could not be unpacked.
        public let member: ContentsList.Member?
        /// Its line in a list of bindings; nil when its digests are none.
        public let line: String?
    }

    /// A sheet of the package.
    public struct Sheet: Sendable, Hashable {
        /// Identity.
        public let id: UUID
        /// SHA-256 of the file that it is said to be in; nil when that is no digest.
        public let sha256: TreeHash?
        /// Its line in a list of bindings; nil when its digests are none.
        public let line: String?
    }

    /// Identity.
    public let id: UUID
    /// SHA-256, SM3 and size of the package itself; nil when they are none.
    public let file: ContentsList.Member?
    /// The list that was hashed for the log; nil when there is none.
    public let contents: [UInt8]?
    /// The list of bindings that was hashed for the log; nil when there is none.
    public let bindings: [UInt8]?
    /// Rows of its files.
    public let entries: [Entry]
    /// Rows of its sheets.
    public let sheets: [Sheet]
}

extension LogRows {
    /// What the tables say of these packages; those that have no row are not there.
    public func packages(_ ids: [UUID]) async throws -> [UUID: LoggedPackage] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await pool.single("SELECT package_id, sha256, sm3, size, contents, bindings FROM package WHERE package_id = ANY (\(ids))")
        let entries = try await pool.single(
            "SELECT package_id, ordinal, sha256, sm3, size, name_sha256 FROM package_entry WHERE package_id = ANY (\(ids)) ORDER BY package_id, ordinal"
        )
        let sheets = try await pool.single(
            "SELECT package_id, sheet_id, ordinal, page, file_sha256, words_sha256 FROM sheet WHERE package_id = ANY (\(ids)) ORDER BY package_id, sheet_id"
        )
        let entriesOf = try Dictionary(grouping: entries) { try $0("package_id") as UUID }
        let sheetsOf = try Dictionary(grouping: sheets) { try $0("package_id") as UUID }
        var packages: [UUID: LoggedPackage] = [:]
        for row in rows {
            let id: UUID = try row("package_id")
            packages[id] = LoggedPackage(
                id: id, file: try ContentsList.Member(row), contents: try row.optional("contents"), bindings: try row.optional("bindings"),
                entries: try entriesOf[id, default: []].map(LoggedPackage.Entry.init),
                sheets: try sheetsOf[id, default: []].map(LoggedPackage.Sheet.init))
        }
        return packages
    }

    /// Packages without an entry that they must have, and which: the one with which each came in, and those of its files and its sheets for one that has
    /// any; at most `limit`.
    ///
    /// Lists of files began with some package, and lists of sheets with another: what was read before has none.
    public func unloggedPackages(limit: Int) async throws -> [(package: UUID, act: String)] {
        try await pool.single(
            """
            WITH read AS (
                SELECT package_id FROM package_entry UNION SELECT package_id FROM sheet
                 UNION SELECT package_id FROM package WHERE contents IS NOT NULL OR bindings IS NOT NULL),
            list AS MATERIALIZED (
                SELECT l.act, coalesce((SELECT min(e.recorded_at) FROM audit_entry e WHERE e.act = l.act), 'infinity') AS began
                  FROM (VALUES ('package.contents'), ('package.sheets')) AS l (act)),
            owed AS (
                SELECT package_id, 'package.upload' AS act FROM package
                 UNION ALL
                SELECT r.package_id, l.act FROM read r CROSS JOIN list l
                 WHERE NOT EXISTS (
                       SELECT FROM audit_entry e
                        WHERE e.object_id = r.package_id AND e.act = 'package.intake' AND e.result = 'ok' AND e.recorded_at < l.began))
            SELECT o.package_id, o.act FROM owed o
             WHERE NOT EXISTS (
                   SELECT FROM audit_entry e WHERE e.object_id = o.package_id AND e.object_kind = 'package' AND e.act = o.act AND e.result = 'ok')
             ORDER BY o.package_id, o.act LIMIT \(limit)
            """
        ).map { (try $0("package_id"), try $0("act")) }
    }
}

extension LoggedPackage.Entry {
    fileprivate init(_ row: Row) throws {
        let digest: TreeHash? = try row.hash("sha256")
        let ordinal: Int = try row("ordinal")
        line = try row.hash("name_sha256").map { BindingList.line(file: ordinal, sha256: digest, name: $0) }
        (self.ordinal, member) = (ordinal, try ContentsList.Member(row))
    }
}

extension LoggedPackage.Sheet {
    fileprivate init(_ row: Row) throws {
        (id, sha256) = (try row("sheet_id"), try row.hash("file_sha256"))
        let (ordinal, page): (Int, Int) = (try row("ordinal"), try row("page"))
        if let sha256, let words = try row.hash("words_sha256") {
            line = BindingList.line(sheet: id, ordinal: ordinal, page: page, sha256: sha256, words: words)
        } else {
            line = nil
        }
    }
}

extension Row {
    fileprivate func hash(_ column: String) throws -> TreeHash? { try (optional(column) as [UInt8]?).flatMap { TreeHash($0) } }
}

extension ContentsList.Member {
    /// What a row says of a file; nil when it has no digest.
    fileprivate init?(_ row: Row) throws {
        guard let sha256 = try (row.optional("sha256") as [UInt8]?).flatMap({ TreeHash($0) }) else { return nil }
        self.init(sha256: sha256, sm3: try (row.optional("sm3") as [UInt8]?).flatMap { TreeHash($0) }, size: try row("size"))
    }
}
