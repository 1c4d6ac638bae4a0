public import Logging
public import Postgres
public import TransparencyLog

/// The tree of the log as the database has it.
public struct LogTree: Sendable, Hashable {
    /// The log's name; it never changes.
    public let origin: String
    /// Leaves, and the roots of the complete subtrees.
    public internal(set) var frontier: Frontier
    /// Who leads: each that takes over raises it.
    public let term: Int
}

/// Why the sequencer must not go on.
public enum LedgerFault: Error, Hashable, Sendable {
    /// The database's log has another name than the one that was configured.
    case otherLog(String)
    /// Somebody else leads now.
    case replaced
    /// The tree's row contradicts itself.
    case tree
    /// An entry waits for its place and is not there: somebody removed it.
    case entryMissing(audit: Int)
    /// The project's numbers have a hole, or come twice.
    case sequence(audit: Int, project: String, expected: Int, found: Int)
    /// The values of a row make no leaf.
    case unfit(audit: Int, LeafFault)
    /// A batch does not hold the entries that it names.
    case batch(first: Int)
}

/// What the sequencer does in the database, in a role of its own that can neither change nor remove an entry.
public struct LogLedger: Sendable {
    let pool: Pool
    let logger: Logger

    /// Over connections of the sequencer's role.
    public init(pool: Pool, logger: Logger) {
        (self.pool, self.logger) = (pool, logger)
    }

    /// Ends every connection.
    public func close() async { await pool.close() }

    /// One number for every database: a lock belongs to the database in which it is taken.
    private static let lock = 7_235_038

    /// Runs `body` while nobody else leads; false, at once, when somebody does.
    ///
    /// The lock is a connection's and goes with it. Should it be lost unseen, the term keeps two leaders apart: the later one's ends the earlier one's.
    public func leading(origin: String, _ body: @Sendable (LogTree) async throws -> Void) async throws -> Bool {
        try await pool.withConnection { session in
            let lock = try await session.first("SELECT pg_try_advisory_lock(\(Self.lock)) AS held")
            guard try lock?("held") == true else { return false }
            try await session.run("INSERT INTO log_tree (origin) VALUES (\(origin)) ON CONFLICT DO NOTHING")
            let row = try await session.first("UPDATE log_tree SET term = term + 1 RETURNING origin, size, frontier, term")
            guard let row else { throw LedgerFault.tree }
            let tree = try LogTree(row)
            guard tree.origin == origin else { throw LedgerFault.otherLog(tree.origin) }
            try await body(tree)
            return true
        }
    }

    /// Keeps a checkpoint that enough witnesses signed.
    public func keep(head note: String, size: Int) async throws {
        _ = try await pool.single("INSERT INTO log_head (size, note) VALUES (\(size), \(note)) ON CONFLICT DO NOTHING")
    }

    /// How many entries wait, and for how long the oldest has, in seconds.
    public func waiting() async throws -> (entries: Int, seconds: Double) {
        let row = try await pool.single(
            """
            SELECT count(*) AS entries, coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float8 AS seconds FROM audit_pending
            """
        ).first
        guard let row else { return (0, 0) }
        return (try row("entries"), try row("seconds"))
    }
}

extension LogTree {
    fileprivate init(_ row: Row) throws {
        let bytes: [UInt8] = try row("frontier")
        let hashes = stride(from: 0, to: bytes.count, by: TreeHash.length).compactMap { TreeHash(bytes[$0..<min($0 + TreeHash.length, bytes.count)]) }
        guard let frontier = Frontier(size: try row("size"), hashes: hashes) else { throw LedgerFault.tree }
        self.init(origin: try row("origin"), frontier: frontier, term: try row("term"))
    }
}
