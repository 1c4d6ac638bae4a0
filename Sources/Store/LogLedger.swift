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

/// What the sequencer does in the database, in a role of its own that can neither change nor remove an entry.
public struct LogLedger: Sendable {
    let pool: Pool

    /// Over connections of the sequencer's role.
    public init(pool: Pool) { self.pool = pool }

    /// Ends every connection.
    public func close() async { await pool.close() }

    /// Returns when nobody has taken over since `term` began.
    /// - Throws: `LedgerFault.replaced`.
    public func requireLeading(in term: Int) async throws {
        guard try await !pool.single("SELECT FROM log_tree WHERE term = \(term)").isEmpty else { throw LedgerFault.replaced }
    }

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
}

extension LogTree {
    fileprivate init(_ row: Row) throws {
        let bytes: [UInt8] = try row("frontier")
        let hashes = stride(from: 0, to: bytes.count, by: TreeHash.length).compactMap { TreeHash(bytes[$0..<min($0 + TreeHash.length, bytes.count)]) }
        guard let frontier = Frontier(size: try row("size"), hashes: hashes) else { throw LedgerFault.tree }
        self.init(origin: try row("origin"), frontier: frontier, term: try row("term"))
    }
}
