public import Foundation
import JointReview
import Postgres

/// A session that somebody began with a password and that has not ended.
public struct SignInSession: Sendable, Hashable, Identifiable {
    /// How long a session lives.
    public struct Limits: Sendable, Hashable {
        /// Without a request.
        public let idle: Duration
        /// However busy it is.
        public let longest: Duration

        /// Limits of one second at least.
        public init(idle: Duration, longest: Duration) {
            self.idle = max(.seconds(1), idle)
            self.longest = max(.seconds(1), longest)
        }
    }

    /// Why a session ended before its time.
    public enum End: String, Sendable, CaseIterable {
        /// Its holder signed out of it.
        case signedOut = "signed_out"
        /// Its holder ended it from another one.
        case endedElsewhere = "ended_elsewhere"
        /// The password was changed.
        case passwordChanged = "password_changed"
        /// The account was disabled.
        case disabled
    }

    /// Identity.
    public let id: UUID
    /// Address that it was begun from.
    public let address: String
    /// Program that it was begun with, as it called itself.
    public let client: String
    /// When it began.
    public let createdAt: Date
    /// When it was last used, to the minute.
    public let seenAt: Date
    /// When it ends unless it is used.
    public let idleEndsAt: Date
    /// When it ends in any case.
    public let endsAt: Date
}

extension Tx {
    /// Begins a session of somebody whose password was the right one a moment ago.
    ///
    /// The password's row is held: another password, set at the same time, either comes after this session and ends it, or came before and this one is refused.
    /// - Returns: nil when the password is another one by now, or the account was disabled.
    public func beginSession(
        _ id: UUID, _ token: BearerToken, of account: SignInAccount, address: String, client: String, limits: SignInSession.Limits
    ) async throws -> SignInSession? {
        let held = try await sql.batch([
            "SELECT FROM person_password WHERE person_id = \(account.person) AND version = \(account.version) FOR SHARE",
            "SELECT FROM person WHERE person_id = \(account.person) AND disabled_at IS NULL FOR SHARE",
        ])
        guard held.allSatisfy({ !$0.isEmpty }) else { return nil }
        let (idle, longest) = (limits.idle.inSeconds, limits.longest.inSeconds)
        return try await sql.first(
            """
            WITH begun AS (
                INSERT INTO session (session_id, token_hash, person_id, address, client, idle_seconds, expires_at)
                VALUES (\(id), \(token.hash), \(account.person), \(address), \(String(client.prefix(200))), \(idle)::double precision::integer,
                        clock_timestamp() + make_interval(secs => \(longest)))
                RETURNING *)
            \(audit(.sessionSignIn, "session", "session_id", in: "begun", detail: .values(["address": address])))
            SELECT \(Self.sessionColumns) FROM begun s
            """
        ).map(SignInSession.init)
    }

    /// Sessions of the actor that have not ended, the latest first, after the place given.
    public func sessions(after: (Date, UUID)? = nil, limit: Int) async throws -> [SignInSession] {
        // Two statements, not one with a condition that is sometimes empty: the index is entered at the place.
        guard let after else {
            return try await sql.all("\(sessionList) ORDER BY s.created_at DESC, s.session_id DESC LIMIT \(limit)").map(SignInSession.init)
        }
        return try await sql.all(
            "\(sessionList) AND (s.created_at, s.session_id) < (\(after.0), \(after.1)) ORDER BY s.created_at DESC, s.session_id DESC LIMIT \(limit)"
        ).map(SignInSession.init)
    }

    private var sessionList: SQL {
        """
        SELECT \(Self.sessionColumns) FROM session s WHERE s.person_id = \(actor.person) AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()
           AND s.seen_at > clock_timestamp() - make_interval(secs => s.idle_seconds)
        """
    }

    private static let sessionColumns: SQL =
        """
        s.session_id, s.address, s.client, s.created_at, s.seen_at, least(s.expires_at, s.seen_at + make_interval(secs => s.idle_seconds)) AS idle_ends_at,
        s.expires_at
        """

    /// Ends one session of the actor.
    /// - Throws: `StoreError.missing` when it is not his, or has ended.
    public func end(session id: UUID, because end: SignInSession.End) async throws {
        let row = try await sql.first(
            """
            WITH ended AS (
                UPDATE session SET ended_at = clock_timestamp(), ended_because = \(end)
                 WHERE session_id = \(id) AND person_id = \(actor.person) AND ended_at IS NULL RETURNING session_id)
            \(audit(.sessionEnd, "session", "session_id", in: "ended", detail: .values(["because": end.rawValue])))
            SELECT session_id FROM ended
            """
        )
        guard row != nil else { throw StoreError.missing("session \(id)") }
    }

    /// Ends all sessions of a person, but one where one is named, and says how many there were.
    @discardableResult
    public func endSessions(of person: UUID, but kept: UUID? = nil, because end: SignInSession.End) async throws -> Int {
        let row = try await sql.first(
            """
            WITH ended AS (
                UPDATE session SET ended_at = clock_timestamp(), ended_because = \(end)
                 WHERE person_id = \(person) AND ended_at IS NULL AND session_id IS DISTINCT FROM \(kept)::uuid RETURNING session_id)
            \(audit(.sessionEnd, "session", "session_id", in: "ended", detail: .values(["because": end.rawValue])))
            SELECT count(*) AS ended FROM ended
            """
        )
        return try row?("ended") ?? 0
    }

    func seeSession(_ id: UUID) async throws {
        try await sql.run(
            "UPDATE session SET seen_at = clock_timestamp() WHERE session_id = \(id) AND ended_at IS NULL AND seen_at < clock_timestamp() - interval '1 minute'"
        )
    }
}

extension SignInSession {
    init(_ row: Row) throws {
        id = try row("session_id")
        address = try row("address")
        client = try row("client")
        createdAt = try row("created_at")
        seenAt = try row("seen_at")
        idleEndsAt = try row("idle_ends_at")
        endsAt = try row("expires_at")
    }
}
