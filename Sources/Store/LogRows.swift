import Crypto
public import Foundation
public import Logging
import Postgres
public import TransparencyLog

/// A batch of the log as the database has it, and what its other tables say of the same entries.
public struct LoggedBatch: Sendable {
    /// Leaf index of the first entry.
    public let first: Int
    /// The entries' bytes; empty when they cannot be told apart.
    public let entries: [[UInt8]]
    /// What the tables say of each, in the order of the leaves.
    public let rows: [LoggedRow]
}

/// What the tables say of one entry of the log.
public struct LoggedRow: Sendable {
    /// Number of its row.
    public let audit: Int
    /// The entry that its columns make, without the hash of the one before; nil when there is no such row, or it makes none.
    public let entry: LeafEntry?
    /// The place that it is said to have; nil for none.
    public let index: Int?
    /// Whether its free text is the one that was committed to; nil when there is none, or it was erased.
    public let isDetailTrue: Bool?
    /// Whether its person is the one that was committed to; nil when there is none, or his data were erased.
    public let isPersonTrue: Bool?
}

/// The database's side of the log, read in the role of an auditor, which can change nothing.
public struct LogRows: Sendable {
    let pool: Pool

    /// Over one connection in a role that may read the log's tables.
    public init(url: String, logger: Logger) {
        // Nothing is waited for but the answer itself: a row that never came into the log is looked for among all there are.
        pool = Pool(configuration: PoolConfiguration(url: url, size: 1, statementTimeout: nil, applicationName: "lianshen-audit"), logger: logger)
    }

    /// Ends the connection.
    public func close() async { await pool.close() }

    /// The batch that begins with this leaf; nil when none does.
    public func batch(from first: Int, origin: String) async throws -> LoggedBatch? {
        let batch = try await pool.single("SELECT entries, audit_ids, bytes FROM log_batch WHERE first_index = \(first)").first
        guard let batch else { return nil }
        let (count, ids, bytes): (Int, [Int], [UInt8]) = (try batch("entries"), try batch("audit_ids"), try batch("bytes"))
        let rows = try await pool.single(
            """
            SELECT a.audit_id, l.leaf_index, \(LeafEntry.columns), d.salt, d.body,
                   (SELECT bool_or(s.commitment = e.actor_commitment) FROM person_salt s WHERE s.person_id = e.person_id) AS is_person_true
              FROM unnest(\(ids)) WITH ORDINALITY AS a (audit_id, place)
              LEFT JOIN log_leaf l ON l.audit_id = a.audit_id
              LEFT JOIN audit_entry e ON e.audit_id = a.audit_id
              LEFT JOIN audit_detail d ON d.audit_id = a.audit_id
             ORDER BY a.place
            """)
        let entries = (try? EntryBundle.decode(bytes, count: count)) ?? []
        return LoggedBatch(first: first, entries: entries.map(Array.init), rows: try rows.map { try LoggedRow(origin: origin, $0) })
    }

    /// How many entries the database has given a place.
    public func size() async throws -> Int {
        try await pool.single("SELECT size FROM log_tree").first?("size") ?? 0
    }

    /// Rows that are neither in the log nor wait for their place, the oldest first, at most `limit`.
    public func unlogged(limit: Int) async throws -> [(audit: Int, entry: UUID)] {
        try await pool.single(
            """
            SELECT audit_id, entry_id FROM audit_entry e
             WHERE NOT EXISTS (SELECT FROM log_leaf l WHERE l.audit_id = e.audit_id) AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.audit_id = e.audit_id)
             ORDER BY audit_id LIMIT \(limit)
            """
        ).map { (try $0("audit_id"), try $0("entry_id")) }
    }
}

extension LoggedRow {
    fileprivate init(origin: String, _ row: Row) throws {
        audit = try row("audit_id")
        index = try row.optional("leaf_index")
        entry = try (row.optional("entry_id") as UUID?).flatMap { try? LeafEntry(origin: origin, id: $0, row) }
        isPersonTrue = try row.optional("is_person_true")
        if let salt: [UInt8] = try row.optional("salt"), let body: String = try row.optional("body") {
            let digest = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: salt))
            isDetailTrue = try row.optional("detail_digest") == Array(digest)
        } else {
            isDetailTrue = nil
        }
    }
}
