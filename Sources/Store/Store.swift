public import Foundation
import JointReview
public import Logging
public import Postgres

/// The database as the rest of the product knows it: transactions with an actor, and nothing else.
public final class Store: Sendable {
    /// Connections; `package`-internal so that no handler can write SQL.
    let pool: Pool
    let logger: Logger
    /// Business time for a simulated database; `nil` means the database's own clock.
    let businessClock: (@Sendable () -> Date)?
    let shelf = RuleShelf()

    /// A store over a pool. `businessClock` has an effect only in a database that was created simulated.
    public init(pool: Pool, logger: Logger, businessClock: (@Sendable () -> Date)? = nil) {
        self.pool = pool
        self.logger = logger
        self.businessClock = businessClock
    }

    /// Runs `body` in one transaction on behalf of `actor`. Commits when `body` returns, rolls back when it throws.
    ///
    /// The only door. `BEGIN`, the actor's settings and the first statement travel together, so a transaction of one statement costs two round trips.
    /// - Throws: `StoreError`, a refusal of the domain, `PoolError.overloaded`, or `DatabaseError` for what nobody foresaw.
    public func transaction<Value: Sendable>(as actor: Actor, _ body: @Sendable (Tx) async throws -> Value) async throws -> Value {
        // A deadlock or a serialisation failure rolled everything back: the same work again is the same work once.
        for _ in 0..<3 {
            do {
                return try await attempt(as: actor, body)
            } catch let error as DatabaseError where error.sqlState == .deadlock || error.sqlState == .serializationFailure {
                logger.notice("Transaction repeated", metadata: ["sqlstate": "\(error.sqlState.rawValue)", "request.id": "\(actor.requestID)"])
            }
        }
        do {
            return try await attempt(as: actor, body)
        } catch let error as DatabaseError where error.sqlState == .deadlock || error.sqlState == .serializationFailure {
            throw StoreError.overloaded
        }
    }

    private func attempt<Value: Sendable>(as actor: Actor, _ body: @Sendable (Tx) async throws -> Value) async throws -> Value {
        do {
            return try await pool.transaction(settings: settings(of: actor)) { sql in
                try await body(Tx(sql: sql, actor: actor, shelf: shelf))
            }
        } catch let error as DatabaseError {
            if error.sqlState == .deadlock || error.sqlState == .serializationFailure { throw error }
            guard let known = StoreError(error) else {
                logger.error("Database error nobody foresaw", metadata: ["error": "\(error.report)", "request.id": "\(actor.requestID)"])
                throw error
            }
            if error.sqlState.rawValue.hasPrefix("53") {
                // Short of disk, memory or connections: nobody else would hear of it, and somebody has to make room.
                logger.error("The database is short of room", metadata: ["error": "\(error.report)", "request.id": "\(actor.requestID)"])
            }
            throw known
        } catch PoolError.overloaded {
            throw StoreError.overloaded
        } catch PoolError.closed {
            throw StoreError.unavailable
        }
    }

    /// One round trip, for readiness.
    public func ping() async throws {
        try await transaction(as: .system("ping")) { tx in _ = try await tx.sql.first("SELECT 1 AS one") }
    }

    /// Ends every connection.
    public func close() async {
        await pool.close()
    }

    private func settings(of actor: Actor) -> [(StaticString, String)] {
        var settings: [(StaticString, String)] = [
            ("lianshen.person", actor.person?.uuidString ?? ""),
            ("lianshen.organisation", actor.organisation?.uuidString ?? ""),
            ("lianshen.role", actor.role.rawValue),
            ("lianshen.request", actor.requestID),
        ]
        if let businessClock {
            settings.append(("lianshen.effective_at", businessClock().formatted(.iso8601)))
        }
        return settings
    }
}

extension StoreError {
    /// The store's word for a constraint that said no; `nil` for everything that is a defect of ours.
    init?(_ error: DatabaseError) {
        switch error.sqlState {
        case .uniqueViolation: self = .exists(error.constraint ?? "")
        case .foreignKeyViolation: self = .missing(error.constraint ?? "")
        case .checkViolation: self = .invalid(error.constraint ?? "")
        case .diskFull: self = .noSpace
        default:
            if error.outcomeUnknown {
                self = .outcomeUnknown
            } else if error.isConnectionLost || ["08", "53", "57P"].contains(where: error.sqlState.rawValue.hasPrefix)
                || error.sqlState == .readOnlyTransaction
            {
                // Gone, crowded, shutting down, or a standby that was promoted elsewhere: it may be right again in a moment.
                self = .unavailable
            } else if ["55P03", "57014"].contains(error.sqlState.rawValue) {
                // A lock or a statement that took longer than it may.
                self = .overloaded
            } else {
                return nil
            }
        }
    }
}
