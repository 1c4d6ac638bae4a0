import CLibPQ
import Locks

/// The lease of a connection for one transaction or session.
final class OpenTransaction: Session {
    private struct State {
        var connection: Connection
        /// Whether a statement went out; until then another connection will do as well.
        var isUsed = false
        /// Not while the connection is dead and another one is sought: it was given back then, and giving it back twice would count a lease too few for ever.
        var isLeased = true
        var failure: DatabaseError?
        var ended = false
        /// COMMIT went out with the last statements.
        var isClosed = false
    }

    private let pool: Pool
    private let prelude: [Request]
    private let state: Locked<State>

    init(pool: Pool, connection: Connection, prelude: [Request]) {
        self.pool = pool
        self.prelude = prelude
        connection.lead(with: prelude)
        state = Locked(State(connection: connection))
    }

    func all(_ sql: SQL) async throws -> [Row] { try await send([Request(sql: sql)]).last?.rows ?? [] }

    func first(_ sql: SQL) async throws -> Row? { try await send([Request(sql: sql)]).last?.firstRow }

    func run(_ sql: SQL) async throws -> Int { try await send([Request(sql: sql)]).last?.affected ?? 0 }

    func batch(_ statements: [SQL]) async throws -> [[Row]] {
        guard !statements.isEmpty else { return [] }
        return try await send(statements.map { Request(sql: $0) }).suffix(statements.count).map(\.rows)
    }

    func commit(with statements: [SQL]) async throws -> [[Row]] {
        try await close(with: statements).map(\.rows)
    }

    func commit(running sql: SQL) async throws -> Int { try await close(with: [sql]).last?.affected ?? 0 }

    private func close(with statements: [SQL]) async throws -> [ResultSet] {
        let results = try await send(statements.map { Request(sql: $0) } + [Request(sql: "COMMIT", kind: .commit)], closing: true)
        // Without what COMMIT answers, where it went out.
        return Array(results.prefix(statements.count))
    }

    func copyIn<Rows: Sequence & Sendable>(_ table: StaticString, columns: [StaticString], rows: Rows) async throws -> Int
    where Rows.Element == CopyRow {
        let target = CopyTarget(table: table, columns: columns)
        // Also sends BEGIN, which may not wait any longer: COPY leaves the pipeline.
        let types = try await all(target.probe).map { PostgresType(rawValue: UInt32(truncatingIfNeeded: try $0("type") as Int)) }
        guard types.count == columns.count else { throw CopyError.unknownColumn }
        return try await guarded { try await $0.copyIn(target, BinaryCopy(target, types: types), rows) }
    }

    func script(trusted text: String) async throws {
        state.withLock { $0.isUsed = true }
        try await guarded { try await $0.script(text) }
    }

    private func guarded<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try state.withLock { state throws in
            if state.ended { throw PoolError.ended }
            return state.connection
        }
        do {
            return try await body(connection)
        } catch let gone as NothingSent {
            throw note(gone.cause)
        } catch let error as DatabaseError {
            throw note(error)
        }
    }

    private func send(_ requests: [Request], closing: Bool = false) async throws -> [ResultSet] {
        while true {
            let (connection, isFirst) = try state.withLock { state throws in
                if state.ended { throw PoolError.ended }
                defer {
                    state.isUsed = true
                    state.ended = closing
                    state.isClosed = closing
                }
                return (state.connection, !state.isUsed)
            }
            do {
                return try await connection.exchange(requests)
            } catch let gone as NothingSent {
                guard isFirst else { throw note(gone.cause) }
                state.withLock { $0.isLeased = false }
                let replacement = try await pool.replace(connection)
                replacement.lead(with: prelude)
                state.withLock { state in
                    state.connection = replacement
                    state.isLeased = true
                    state.isUsed = false
                    state.ended = false
                }
            } catch let error as DatabaseError {
                throw note(error)
            }
        }
    }

    private func note(_ error: DatabaseError) -> DatabaseError {
        state.withLock { $0.failure = $0.failure ?? error }
        return error
    }

    /// Commits what was done, or throws the error that a caller swallowed: PostgreSQL would answer COMMIT with ROLLBACK.
    func commit() async throws {
        let (connection, isOpen, failure) = state.withLock { state in
            state.ended = true
            return (state.connection, state.isUsed && !state.isClosed, state.failure)
        }
        guard isOpen else {
            // Somebody swallowed the error of the statements that COMMIT went out with: it was not reached.
            if let failure { throw failure }
            return
        }
        if let failure, connection.transactionStatus != PQTRANS_INTRANS { throw failure }
        do {
            let results = try await connection.exchange([Request(sql: "COMMIT", kind: .commit)], cancellable: false)
            guard results.last?.tag == "COMMIT" else {
                throw failure ?? DatabaseError(.inFailedTransaction, "the transaction was rolled back: a statement in it had failed")
            }
        } catch let gone as NothingSent {
            throw gone.cause
        }
    }

    /// Rolls back if there is anything to, and gives the connection back.
    func end(reusable: Bool) async {
        let (connection, isLeased) = state.withLock { state in
            state.ended = true
            return (state.connection, state.isLeased)
        }
        guard isLeased else { return }
        connection.lead(with: [])
        switch connection.transactionStatus {
        case PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE:
            _ = try? await connection.exchange([Request(sql: "ROLLBACK", kind: .control)], cancellable: false)
        default: break
        }
        pool.release(connection, reusable: reusable)
    }
}
