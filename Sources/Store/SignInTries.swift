public import Foundation
import JointReview
import Postgres

/// What a name that somebody signs in with stands for.
public struct SignInAccount: Sendable, Hashable {
    /// The person.
    public let person: UUID
    /// The organisation.
    public let organisation: UUID
    /// Hash of the password in the PHC form.
    public let phc: String
    /// Which of the person's passwords it is.
    public let version: Int
}

/// What came of asking for a try.
public enum SignInTry: Sendable, Hashable {
    /// Too early: so many seconds are to be waited.
    case wait(Int)
    /// The password is looked at, against this account; nil when nobody has the name, has a password, or may come in.
    case look(SignInAccount?)
}

extension Tx {
    /// Counts a try before it is looked at, so that many at once are many, and finds the account.
    ///
    /// The same statements for a name that exists and one that does not. A try that must wait is not counted: asking too early costs nothing, and
    /// keeps nobody else waiting longer.
    public func beginTry(name: String, place: String) async throws -> SignInTry {
        let keys = try await sql.first("SELECT sign_in_try_key(\(name), \(place)) AS here, sign_in_try_key(\(name), '*') AS everywhere")
        guard let keys else { return .look(nil) }
        let here: [UInt8] = try keys("here")
        let everywhere: [UInt8] = try keys("everywhere")
        // Locked in the order of the key, so that two tries never wait for each other in a ring.
        let answers = try await sql.batch([
            """
            INSERT INTO sign_in_try (try_key) SELECT k FROM (VALUES (\(here)::bytea), (\(everywhere)::bytea)) AS wanted (k) ORDER BY k
            ON CONFLICT DO NOTHING
            """,
            """
            SELECT try_key = \(here) AS is_here, failures, last_at, succeeded_at IS NOT NULL AS is_known, clock_timestamp() AS now
              FROM sign_in_try WHERE try_key IN (\(here), \(everywhere)) ORDER BY try_key FOR UPDATE
            """,
        ])
        var counts: [Bool: (tries: SignInThrottle.Tries, known: Bool)] = [:]
        var now = Date()
        for row in answers[1] {
            now = try row("now")
            counts[try row("is_here")] = (SignInThrottle.Tries(failures: try row("failures"), lastAt: try row("last_at")), try row("is_known"))
        }
        guard let own = counts[true], let all = counts[false] else { return .look(nil) }
        if let wait = SignInThrottle.wait(here: own.tries, everywhere: all.tries, knownPlace: own.known, at: now) { return .wait(wait) }
        let rows = try await sql.batch([
            """
            UPDATE sign_in_try SET last_at = clock_timestamp(), failures = CASE try_key WHEN \(here) THEN \(SignInThrottle.counted(own.tries, at: now)) + 1
                   ELSE \(SignInThrottle.counted(all.tries, at: now)) + 1 END
             WHERE try_key = \(here) OR (try_key = \(everywhere) AND NOT \(own.known))
            """,
            """
            SELECT person_id, organisation_id, phc, version FROM person JOIN person_password USING (person_id)
             WHERE sign_in_name = \(name) AND disabled_at IS NULL
            """,
        ])
        return .look(
            try rows[1].first.map {
                SignInAccount(person: try $0("person_id"), organisation: try $0("organisation_id"), phc: try $0("phc"), version: try $0("version"))
            })
    }

    /// Takes back what was counted: the password was the right one, and the name is known at the place from now on.
    public func succeed(name: String, place: String) async throws {
        // Only what was counted is taken back: tries from a known place are not.
        try await sql.run(
            """
            UPDATE sign_in_try SET failures = greatest(failures - 1, 0) WHERE try_key = sign_in_try_key(\(name), '*')
               AND NOT EXISTS (SELECT FROM sign_in_try own WHERE own.try_key = sign_in_try_key(\(name), \(place)) AND own.succeeded_at IS NOT NULL)
            """
        )
        try await sql.run(
            """
            INSERT INTO sign_in_try (try_key, succeeded_at) VALUES (sign_in_try_key(\(name), \(place)), clock_timestamp())
            ON CONFLICT (try_key) DO UPDATE SET failures = 0, succeeded_at = clock_timestamp(), last_at = clock_timestamp()
            """
        )
    }

    /// Forgets tries that count no more, places where nobody signed in for three months, and sessions that ended a month ago.
    func forgetTries() async throws -> Int {
        let tries = try await sql.run(
            """
            DELETE FROM sign_in_try WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM sign_in_try WHERE last_at < statement_timestamp() - make_interval(secs => \(Double(SignInThrottle.forgottenAfter)))
                   AND (succeeded_at IS NULL OR succeeded_at < statement_timestamp() - interval '90 days') ORDER BY last_at LIMIT 10000))
            """
        )
        return tries
            + (try await sql.run(
                """
                DELETE FROM session WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM session WHERE expires_at < statement_timestamp() - interval '30 days' ORDER BY expires_at LIMIT 10000))
                """
            ))
    }
}
