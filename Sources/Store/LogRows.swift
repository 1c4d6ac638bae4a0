import Crypto
public import Foundation
import JointReview
public import Logging
import Postgres
public import TransparencyLog

/// A batch of the log as the database has it, and what its other tables say of the same entries.
public struct LoggedBatch: Sendable {
    /// Leaf index of the first entry.
    public let first: Int
    /// The entries' bytes; empty when they cannot be told apart.
    public let entries: [[UInt8]]
    /// What the tables say of each, in the order of the leaves: one row each, unless somebody put in another with the same number.
    public let rows: [[LoggedRow]]
}

/// What the tables say of one entry of the log.
public struct LoggedRow: Sendable {
    /// What there is to show for something that an entry commits to.
    public enum Evidence: Sendable, Hashable {
        /// It is what was committed to.
        case fits
        /// It is something else, or nothing was committed to.
        case differs
        /// It is gone, and an entry below the head says that it was erased.
        case erased
        /// It is gone, and the entry that says so has no place below the head yet: one that waits is nobody's word.
        case awaited
        /// It is gone, and no entry says why.
        case missing
    }

    /// Number of its row.
    public let audit: Int
    /// The entry that its columns make, without the hash of the one before; nil when there is no such row, or it makes none.
    public let entry: LeafEntry?
    /// The place that it is said to have; nil for none.
    public let index: Int?
    /// Its free text; nil when there is none and none was committed to.
    public let detail: Evidence?
    /// The words of that, where they are those that were committed to.
    public let text: String?
    /// Its person; nil when there is none and none was committed to.
    public let actor: Evidence?
    /// Who that is said to be.
    public let person: UUID?
    /// Region that it is said to belong to; nil for none.
    public let region: String?
    /// What the register of projects says of its project's region; nil for no project.
    public let registered: String?
    /// What is written down for the entries to come, told with the project's first.
    public let counted: String?
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

    /// The batch that begins with this leaf; nil when none does. What lies at or beyond the head excuses nothing.
    public func batch(from first: Int, under head: TreeHead) async throws -> LoggedBatch? {
        let batch = try await pool.single("SELECT entries, audit_ids, bytes FROM log_batch WHERE first_index = \(first)").first
        guard let batch else { return nil }
        let (count, ids, bytes): (Int, [Int], [UInt8]) = (try batch("entries"), try batch("audit_ids"), try batch("bytes"))
        // What is gone is looked for in the same snapshot as the entry that says so: an erasure is one transaction.
        func erasure(_ object: SQL, _ condition: SQL = "true") -> SQL {
            """
            (SELECT min(coalesce(y.leaf_index, \(head.size))) FROM audit_entry x LEFT JOIN log_leaf y ON y.audit_id = x.audit_id
              WHERE x.object_id = \(object) AND \(Self.isErasure) AND \(condition))
            """
        }
        let rows = try await pool.single(
            """
            SELECT a.place, a.audit_id, l.leaf_index, \(LeafEntry.columns), e.person_id, e.region, p.region AS registered, c.region AS counted,
                   d.salt, d.body, s.is_person_true,
                   CASE WHEN e.detail_digest IS NOT NULL AND d.audit_id IS NULL
                        THEN \(erasure("e.object_id", "x.audit_id > e.audit_id")) END AS detail_erasure,
                   CASE WHEN e.actor_commitment IS NOT NULL AND s.is_person_true IS NULL THEN \(erasure("e.person_id")) END AS person_erasure
              FROM unnest(\(ids)) WITH ORDINALITY AS a (audit_id, place)
              LEFT JOIN log_leaf l ON l.audit_id = a.audit_id
              LEFT JOIN audit_entry e ON e.audit_id = a.audit_id
              LEFT JOIN project p ON p.project_id = e.project_id
              LEFT JOIN audit_counter c ON c.project_id = e.project_id AND e.project_seq = 1
              LEFT JOIN audit_detail d ON d.audit_id = a.audit_id
              LEFT JOIN LATERAL (SELECT bool_or(s.commitment = e.actor_commitment) AS is_person_true FROM person_salt s WHERE s.person_id = e.person_id) AS s ON true
             ORDER BY a.place, e.recorded_at
            """)
        var places = [[LoggedRow]](repeating: [], count: ids.count)
        for row in rows {
            let place: Int = try row("place")
            places[place - 1].append(try LoggedRow(under: head, row))
        }
        let entries = (try? EntryBundle.decode(bytes, count: count)) ?? []
        return LoggedBatch(first: first, entries: entries.map(Array.init), rows: places)
    }

    /// Whether `x` says that somebody's personal data were erased: salts, and what the entries about him say in words.
    private static let isErasure: SQL = "x.act = \(Act.personErase) AND x.object_kind = 'person' AND x.result = 'ok'"

    /// How many entries the database has given a place.
    public func size() async throws -> Int {
        try await pool.single("SELECT size FROM log_tree").first?("size") ?? 0
    }

    /// Entries that are not below a head: those that wait for their place, and those whose place lies at or beyond it.
    public func uncompared(under head: TreeHead) async throws -> Int {
        let row = try await pool.single(
            "SELECT (SELECT count(*) FROM audit_pending) + greatest(0, (SELECT size FROM log_tree) - \(head.size)) AS entries"
        ).first
        return try row?.optional("entries") ?? 0
    }

    /// Rows that are not below a head and say that they were recorded before a moment, the oldest first, at most `limit`.
    public func backdated(before moment: Date, under head: TreeHead, limit: Int) async throws -> [(audit: Int, entry: UUID)] {
        try await pool.single(
            """
            SELECT e.audit_id, e.entry_id
              FROM (SELECT audit_id FROM audit_pending UNION SELECT audit_id FROM log_leaf WHERE leaf_index >= \(head.size)) AS w
              JOIN audit_entry e ON e.audit_id = w.audit_id AND e.recorded_at < \(moment)
             ORDER BY e.audit_id LIMIT \(limit)
            """
        ).map { (try $0("audit_id"), try $0("entry_id")) }
    }

    /// First leaves of batches of which there are several, at most `limit`: of those nobody can say which is the log's.
    public func doubled(limit: Int) async throws -> [Int] {
        try await pool.single(
            "SELECT first_index FROM log_batch GROUP BY first_index HAVING count(*) > 1 ORDER BY first_index LIMIT \(limit)"
        ).map { try $0("first_index") }
    }

    /// Rows that neither wait for their place nor have the one that the log gives them, the oldest first, at most `limit`.
    ///
    /// The log's places are those of the batches that follow one another from the first leaf to the last. A row to which somebody gave a place has none
    /// there, be it another's place, one beyond the end, or one of a batch that lies inside another. Each batch goes further, so where no
    /// place has two batches (`doubled`) the walk ends without the server keeping what it has seen.
    /// - Returns: the row's number, and its entry's identity; nil where there is only the place and no row.
    public func unlogged(limit: Int) async throws -> [(audit: Int, entry: UUID?)] {
        try await pool.single(
            """
            WITH RECURSIVE chain (first_index, next_index) AS (
                SELECT first_index, first_index + entries FROM log_batch WHERE first_index = 0 AND entries > 0
                 UNION ALL
                SELECT b.first_index, b.first_index + b.entries FROM chain c JOIN log_batch b ON b.first_index = c.next_index AND b.entries > 0),
            given AS MATERIALIZED (
                SELECT a.audit_id, b.first_index + a.place - 1 AS leaf_index
                  FROM chain c JOIN log_batch b USING (first_index) CROSS JOIN unnest(b.audit_ids) WITH ORDINALITY AS a (audit_id, place)
                 WHERE a.place <= b.entries AND b.first_index + a.place <= (SELECT size FROM log_tree)),
            strange AS MATERIALIZED (
                SELECT audit_id, e.entry_id
                  FROM audit_entry e FULL JOIN log_leaf l USING (audit_id) LEFT JOIN given g USING (audit_id, leaf_index)
                 WHERE g.audit_id IS NULL
                   AND (l.audit_id IS NOT NULL OR NOT EXISTS (SELECT FROM audit_pending p WHERE p.audit_id = e.audit_id)))
            SELECT audit_id, entry_id FROM strange ORDER BY audit_id LIMIT \(limit)
            """
        ).map { (try $0("audit_id"), try $0.optional("entry_id")) }
    }
}

extension LoggedRow {
    fileprivate init(under head: TreeHead, _ row: Row) throws {
        audit = try row("audit_id")
        index = try row.optional("leaf_index")
        entry = try (row.optional("entry_id") as UUID?).flatMap { try? LeafEntry(origin: head.origin, id: $0, row) }
        let (commitment, committed): ([UInt8]?, [UInt8]?) = (try row.optional("actor_commitment"), try row.optional("detail_digest"))
        (person, region) = (try row.optional("person_id"), try row.optional("region"))
        (registered, counted) = (try row.optional("registered"), try row.optional("counted"))
        let isTrue: Bool? = try row.optional("is_person_true")
        func gone(_ erasure: String) throws -> Evidence {
            guard let place: Int = try row.optional(erasure) else { return .missing }
            return place < head.size ? .erased : .awaited
        }
        switch (commitment, person, isTrue) {
        case (nil, nil, _): actor = nil
        case (nil, _?, _), (_?, _?, false?): actor = .differs
        case (_?, _?, true?): actor = .fits
        case (_?, nil, _): actor = .missing
        case (_?, _?, nil): actor = try gone("person_erasure")
        }
        if let salt: [UInt8] = try row.optional("salt"), let body: String = try row.optional("body") {
            let digest = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: salt))
            let isCommitted = committed == Array(digest)
            (detail, text) = (isCommitted ? .fits : .differs, isCommitted ? body : nil)
        } else {
            (detail, text) = (committed == nil ? nil : try gone("detail_erasure"), nil)
        }
    }
}
