public import Foundation
import JointReview
import Postgres

/// Somebody who is told of what happens for as long as he listens: with which token, and as whom.
public struct Listener: Sendable, Hashable {
    /// The token.
    public let token: BearerToken
    /// Who listens.
    public let actor: Actor

    /// Somebody who listens.
    public init(token: BearerToken, actor: Actor) { (self.token, self.actor) = (token, actor) }
}

extension Tx {
    /// Who of these is still signed in and holds the role that he listens in, and which of the cases each of them may see.
    ///
    /// Whoever stepped aside from a case, or had his review given to another, is told of it no more. Three questions for all of them together.
    public func listening(_ listeners: [Listener], among cases: Set<UUID>) async throws -> [Listener: Set<UUID>] {
        // Nobody listens under a mandate: it reaches named acts only.
        let roles = try await roles(of: listeners.filter { $0.actor.mandate == nil }.map(\.token.hash))
        let allowed = listeners.filter { roles[$0.token.hash]?.contains($0.actor.role.rawValue) == true }
        let seen = try await visibleCases(to: Set(allowed.compactMap(\.actor.organisation)), among: cases)
        let aside = try await aside(Set(allowed.compactMap(\.actor.person)), among: cases)
        return Dictionary(
            uniqueKeysWithValues: Set(allowed).map { listener in
                let own = listener.actor.organisation.flatMap { seen[$0] } ?? []
                return (listener, own.subtracting(listener.actor.person.flatMap { aside[$0] } ?? []))
            })
    }

    /// The roles of whoever holds these tokens now.
    private func roles(of hashes: [[UInt8]]) async throws -> [[UInt8]: Set<String>] {
        guard !hashes.isEmpty else { return [:] }
        var found: [[UInt8]: Set<String>] = [:]
        for row in try await sql.all(
            """
            SELECT t.token_hash, r.role FROM (
                SELECT token_hash, person_id FROM access_token
                 WHERE token_hash = ANY (\(hashes)) AND expires_at > clock_timestamp() AND revoked_at IS NULL
                 UNION ALL
                SELECT token_hash, person_id FROM session
                 WHERE token_hash = ANY (\(hashes)) AND ended_at IS NULL AND expires_at > clock_timestamp()
                   AND seen_at > clock_timestamp() - make_interval(secs => idle_seconds)) AS t
              JOIN person p USING (person_id) JOIN person_role r USING (person_id) WHERE p.disabled_at IS NULL
            """
        ) {
            found[try row("token_hash"), default: []].insert(try row("role"))
        }
        return found
    }
}
