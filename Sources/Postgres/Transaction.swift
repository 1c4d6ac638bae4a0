/// Statements on one connection, between BEGIN and COMMIT unless it is a `Session`.
///
/// Calls that are not awaited one by one are pipelined in their order. After an error everything fails with 25P02
/// until the transaction is over. Not usable once the closure that got it has returned.
public protocol Transaction: Sendable {
    /// Every row.
    func all(_ sql: SQL) async throws -> [Row]
    /// The first row, or nil. The server sends all of them: add LIMIT 1 where there may be many.
    func first(_ sql: SQL) async throws -> Row?
    /// How many rows were inserted, updated, deleted or returned.
    @discardableResult func run(_ sql: SQL) async throws -> Int
    /// Several statements in one round trip, with the rows of each; after a failed one the rest is not run and the first error is thrown.
    func batch(_ statements: [SQL]) async throws -> [[Row]]
    /// The last statements and COMMIT in one round trip, with the rows of each; the transaction is over then.
    ///
    /// A statement that fails keeps the commit from happening. What the caller throws afterwards undoes nothing.
    func commit(with statements: [SQL]) async throws -> [[Row]]
    /// The same for one statement, with the number of rows that it inserted, updated, deleted or returned.
    @discardableResult func commit(running sql: SQL) async throws -> Int
    /// Appends rows by binary COPY, for a thousand or more; returns how many. Integers are fitted to the width of their column.
    @discardableResult
    func copyIn<Rows: Sequence & Sendable>(_ table: StaticString, columns: [StaticString], rows: Rows) async throws -> Int
    where Rows.Element == CopyRow
}

/// One connection without BEGIN, from `Pool.withConnection`: for migrations and for locks that outlive a transaction.
public protocol Session: Transaction {
    /// Runs several statements of trusted text, such as a migration file, as they stand.
    ///
    /// The only way for run-time text to become SQL. Never give it anything that came from a user.
    func script(trusted text: String) async throws
}

/// How much a transaction sees of what others commit meanwhile.
public enum Isolation: Sendable {
    /// PostgreSQL's default: each statement sees what was committed before it.
    case readCommitted
    /// One snapshot for all statements.
    case repeatableRead
    /// As if the transactions ran one after another; may fail with 40001 and be run again.
    case serializable
}
