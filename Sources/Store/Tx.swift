import Postgres

/// One open transaction: verbs of the trade are its extensions, one file per table group.
public struct Tx: Sendable {
    let sql: any Transaction
    /// Who acts.
    public let actor: Actor
    /// Rules that were read before, so that an act need not decode them again.
    let shelf: RuleShelf
    /// Whether nothing follows the verb that is called.
    private let closes: Bool

    init(sql: any Transaction, actor: Actor, shelf: RuleShelf, closes: Bool = false) {
        (self.sql, self.actor, self.shelf, self.closes) = (sql, actor, shelf, closes)
    }

    /// The same transaction for its last verb: where the verb knows how, its last statement and COMMIT travel together. Nothing may follow.
    ///
    /// A refusal that the verb throws for an empty answer finds that nothing was changed; anything else that is thrown afterwards undoes nothing.
    public var last: Tx { Tx(sql: sql, actor: actor, shelf: shelf, closes: true) }

    /// Where a verb sends the statement after which it has nothing to refuse any more.
    var final: any Transaction { closes ? LastStatement(transaction: sql) : sql }
}

/// A transaction whose next statement is its last one.
private struct LastStatement: Transaction {
    let transaction: any Transaction

    func all(_ sql: SQL) async throws -> [Row] { try await transaction.commit(with: [sql]).first ?? [] }

    func first(_ sql: SQL) async throws -> Row? { try await all(sql).first }

    func run(_ sql: SQL) async throws -> Int { try await transaction.commit(running: sql) }

    func batch(_ statements: [SQL]) async throws -> [[Row]] { try await transaction.commit(with: statements) }

    func commit(with statements: [SQL]) async throws -> [[Row]] { try await transaction.commit(with: statements) }

    func commit(running sql: SQL) async throws -> Int { try await transaction.commit(running: sql) }

    func copyIn<Rows: Sequence & Sendable>(_ table: StaticString, columns: [StaticString], rows: Rows) async throws -> Int
    where Rows.Element == CopyRow {
        try await transaction.copyIn(table, columns: columns, rows: rows)
    }
}
