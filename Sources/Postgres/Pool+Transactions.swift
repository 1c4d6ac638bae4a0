import Logging

extension Pool {
    /// Runs `body` in one transaction: commits when it returns, rolls back when it throws.
    ///
    /// BEGIN and the settings go out with the first statement, so a transaction of one statement costs two round trips,
    /// and one without statements none. Settings hold for this transaction only; afterwards they are empty strings.
    @discardableResult
    public nonisolated(nonsending) func transaction<Value: Sendable>(
        settings: [(StaticString, String)] = [], readOnly: Bool = false, isolation: Isolation = .readCommitted,
        _ body: nonisolated(nonsending) (any Transaction) async throws -> Value
    ) async throws -> Value {
        let prelude = Self.prelude(settings, readOnly: readOnly, isolation: isolation)
        let transaction = OpenTransaction(pool: self, connection: try await lease(), prelude: prelude)
        do {
            let value = try await body(transaction)
            try await transaction.commit()
            await transaction.end(reusable: true)
            return value
        } catch {
            await transaction.end(reusable: true)
            throw error
        }
    }

    /// One statement in a transaction of its own: BEGIN, settings, statement and COMMIT in one round trip.
    public func single(
        settings: [(StaticString, String)] = [], readOnly: Bool = false, isolation: Isolation = .readCommitted, _ sql: SQL
    ) async throws -> [Row] {
        let prelude = Self.prelude(settings, readOnly: readOnly, isolation: isolation)
        return try await alone(prelude + [Request(sql: sql), Request(sql: "COMMIT", kind: .commit)])[0].rows
    }

    /// One statement without settings, in PostgreSQL's implicit transaction: for a health check or a look at the catalogue.
    public func statement(_ sql: SQL) async throws -> [Row] {
        try await alone([Request(sql: sql)])[0].rows
    }

    /// Sends one notification, in its own commit: inside a writing transaction it would make every commit queue for one lock.
    public func notify(channel: String, payload: String) async throws {
        _ = try await alone([Request(sql: "SELECT pg_notify(\(channel), \(payload))")])
    }

    private func alone(_ requests: [Request]) async throws -> [ResultSet] {
        var connection = try await lease()
        while true {
            do {
                let results = try await connection.exchange(requests)
                release(connection, reusable: true)
                return results
            } catch is NothingSent {
                connection = try await replace(connection)
            } catch {
                await OpenTransaction(pool: self, connection: connection, prelude: []).end(reusable: true)
                throw error
            }
        }
    }

    /// Lends a connection without BEGIN. It is closed afterwards, so no setting, lock or temporary table outlives its user.
    @discardableResult
    public nonisolated(nonsending) func withConnection<Value: Sendable>(
        _ body: nonisolated(nonsending) (any Session) async throws -> Value
    ) async throws -> Value {
        let session = OpenTransaction(pool: self, connection: try await lease(), prelude: [])
        do {
            let value = try await body(session)
            await session.end(reusable: false)
            return value
        } catch {
            await session.end(reusable: false)
            throw error
        }
    }

    private static func prelude(_ settings: [(StaticString, String)], readOnly: Bool, isolation: Isolation) -> [Request] {
        let begin: SQL =
            switch (isolation, readOnly) {
            case (.readCommitted, false): "BEGIN"
            case (.readCommitted, true): "BEGIN READ ONLY"
            case (.repeatableRead, false): "BEGIN ISOLATION LEVEL REPEATABLE READ"
            case (.repeatableRead, true): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case (.serializable, false): "BEGIN ISOLATION LEVEL SERIALIZABLE"
            case (.serializable, true): "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
            }
        let opening = Request(sql: begin, kind: .begin(isPlain: isolation == .readCommitted && !readOnly))
        guard !settings.isEmpty else { return [opening] }
        var sql: SQL = "SELECT "
        for (index, (name, value)) in settings.enumerated() {
            // A name is a literal of the source, so it may stand in the text, where it costs no value to bind.
            sql.text += index == 0 ? "set_config('" : ", set_config('"
            sql.text += name.description
            sql.text += "', "
            sql.append(value.bind)
            sql.text += ", true)"
        }
        return [opening, Request(sql: sql, kind: .control)]
    }
}
