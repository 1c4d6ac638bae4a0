import Foundation
import Postgres
public import TransparencyLog

/// Entries that were given their places together.
public struct LogBatch: Sendable, Hashable {
    /// Leaf index of the first.
    public let first: Int
    /// Hashes of the leaves, in order.
    public let leaves: [TreeHash]
    /// The entries as bundles hold them: each after its length in two bytes.
    public let bytes: [UInt8]

    /// Leaf index after the last.
    public var end: Int { first + leaves.count }
}

extension LogLedger {
    /// Gives up to `most` waiting entries their places after the leaves of `tree`, in one transaction; nil when none waits.
    ///
    /// Takes members of the pending table, whatever their numbers: an entry whose transaction commits late is taken when it is there, and what a reader
    /// could see before it wrote stands before it.
    /// - Throws: `LedgerFault` when the log must not be continued; then nothing was changed.
    public func sequence(_ tree: inout LogTree, most: Int) async throws -> LogBatch? {
        let before = tree
        let made = try await pool.transaction { sql in
            try await Self.sequence(before, most: most, sql)
        }
        guard let (batch, frontier) = made else { return nil }
        tree.frontier = frontier
        return batch
    }

    /// How long the entry with the smallest number that waits has done so; nil when none waits.
    public func oldestWaiting() async throws -> Duration? {
        let row = try await pool.single(
            "SELECT (extract(epoch FROM clock_timestamp() - recorded_at) * 1000)::bigint AS age FROM audit_pending ORDER BY audit_id LIMIT 1"
        ).first
        return try row.map { .milliseconds(try $0("age") as Int) }
    }

    private static func sequence(_ tree: LogTree, most: Int, _ sql: any Transaction) async throws -> (LogBatch, Frontier)? {
        let answers = try await sql.batch([
            // Nested loops, whatever the statistics of a table say that is empty most of the time: thousands of entries out of millions.
            "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off",
            "SELECT FROM log_tree WHERE term = \(tree.term) AND size = \(tree.frontier.size) FOR UPDATE",
            take(most),
        ])
        guard answers[2].count == 1 else { throw LedgerFault.replaced }
        guard !answers[3].isEmpty else { return nil }
        var sequencing = Sequencing(origin: tree.origin, frontier: tree.frontier)
        for row in answers[3] { try sequencing.append(row) }
        _ = try await sql.commit(with: [sequencing.writing(after: tree.frontier.size)])
        return (sequencing.batch(after: tree.frontier.size), sequencing.frontier)
    }

    private static func take(_ most: Int) -> SQL {
        """
        WITH taken AS (
            DELETE FROM audit_pending WHERE audit_id IN (SELECT audit_id FROM audit_pending ORDER BY audit_id LIMIT \(most)) RETURNING audit_id, recorded_at)
        SELECT t.audit_id, \(LeafEntry.columns), p.project_seq AS last_seq, p.leaf_hash AS last_hash
          FROM taken t LEFT JOIN audit_entry e ON e.audit_id = t.audit_id AND e.recorded_at = t.recorded_at
          LEFT JOIN log_project p ON p.project_id = e.project_id AND e.project_seq IS NOT NULL
         ORDER BY t.audit_id
        """
    }
}

/// Leaves in the making.
private struct Sequencing {
    private struct Last {
        let number: Int
        let hash: TreeHash
    }

    let origin: String
    private(set) var frontier: Frontier
    private var ids: [Int] = []
    private var leaves: [TreeHash] = []
    private var bytes: [UInt8] = []
    private var projects: [UUID: Last] = [:]

    init(origin: String, frontier: Frontier) {
        (self.origin, self.frontier) = (origin, frontier)
    }

    mutating func append(_ row: Row) throws {
        let audit: Int = try row("audit_id")
        guard let id: UUID = try row.optional("entry_id") else { throw LedgerFault.entryMissing(audit: audit) }
        var entry = try LeafEntry(origin: origin, id: id, row)
        let project = try last(of: entry, audit, row)
        entry.previous = project?.hash
        let made: [UInt8]
        do { made = try entry.bytes() } catch { throw LedgerFault.unfit(audit: audit, error) }
        let leaf = made.withUnsafeBytes { TreeHash.leaf($0) }
        try EntryBundle.append(made, to: &bytes)
        ids.append(audit)
        leaves.append(leaf)
        frontier.append(leaf)
        if let project = entry.project, let number = entry.sequence { projects[project] = Last(number: number, hash: leaf) }
    }

    /// The numbered entry of the same project before this one; nil for the first and for those that have no number.
    private func last(of entry: LeafEntry, _ audit: Int, _ row: Row) throws -> Last? {
        guard let project = entry.project, let number = entry.sequence else { return nil }
        var last = projects[project]
        if last == nil, let number: Int = try row.optional("last_seq"), let hash = try TreeHash(row("last_hash") as [UInt8]) {
            last = Last(number: number, hash: hash)
        }
        let expected = (last?.number ?? 0) + 1
        guard number == expected else {
            throw LedgerFault.sequence(audit: audit, project: project.uuidString.lowercased(), expected: expected, found: number)
        }
        return last
    }

    func batch(after size: Int) -> LogBatch { LogBatch(first: size, leaves: leaves, bytes: bytes) }

    /// Leaves, bytes, the projects' last entries and the tree, in one statement.
    func writing(after size: Int) -> SQL {
        let projects = projects.sorted { $0.key.uuidString < $1.key.uuidString }
        let edge = frontier.hashes.flatMap(\.bytes)
        return """
            WITH leaf AS (
                INSERT INTO log_leaf (audit_id, leaf_index) SELECT id, \(size) + place - 1 FROM unnest(\(ids)) WITH ORDINALITY AS l (id, place)),
            batch AS (INSERT INTO log_batch (first_index, entries, audit_ids, bytes) VALUES (\(size), \(ids.count)::integer, \(ids), \(bytes))),
            project AS (
                INSERT INTO log_project (project_id, project_seq, leaf_hash)
                SELECT id, number, substring(\(projects.flatMap(\.value.hash.bytes)) FROM (place::integer - 1) * 32 + 1 FOR 32)
                  FROM unnest(\(projects.map(\.key)), \(projects.map(\.value.number))) WITH ORDINALITY AS p (id, number, place)
                ON CONFLICT (project_id) DO UPDATE SET project_seq = EXCLUDED.project_seq, leaf_hash = EXCLUDED.leaf_hash)
            UPDATE log_tree SET size = \(frontier.size), frontier = \(edge)
            """
    }
}

extension LeafEntry {
    /// What an entry is made of, of the rows `e`.
    static let columns: SQL =
        """
        e.entry_id, floor(extract(epoch FROM e.recorded_at) * 1000)::bigint AS at, floor(extract(epoch FROM e.effective_at) * 1000)::bigint AS effective,
               e.project_id, e.project_seq, e.case_id, e.act, e.result, e.actor_commitment, e.organisation_id, e.role, e.object_kind, e.object_id, e.from_state,
               e.to_state, e.sha256, e.sm3, e.size, e.detail_digest, e.request_id
        """

    /// What a row says, without the project's entry before it.
    init(origin: String, id: UUID, _ row: Row) throws {
        func hash(_ column: String) throws -> TreeHash? { try (row.optional(column) as [UInt8]?).flatMap { TreeHash($0) } }
        self.init(
            origin: origin, id: id, at: try row("at"), effective: try row("effective"), act: try row("act"), role: try row("role"),
            objectKind: try row("object_kind"), objectID: try row.optional("object_id"), result: try row("result"),
            request: Self.digest(ofRequest: try row("request_id")))
        project = try row.optional("project_id")
        sequence = try row.optional("project_seq")
        caseID = try row.optional("case_id")
        actor = try hash("actor_commitment")
        organisation = try row.optional("organisation_id")
        from = try row.optional("from_state")
        to = try row.optional("to_state")
        sha256 = try hash("sha256")
        sm3 = try hash("sm3")
        size = try row.optional("size")
        detail = try hash("detail_digest")
    }
}
