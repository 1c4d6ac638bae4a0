import Crypto
import Foundation
import JointReview
import Postgres

/// One creating request as it can be recognised when it comes again.
public struct IdempotentRequest: Sendable, Hashable {
    /// Key that the client chose.
    public let key: String
    /// Method and path.
    public let route: String
    /// SHA-256 of the body.
    public let bodyDigest: [UInt8]

    /// How long an answer is kept; a key that is older may be used for something new.
    public static let keptFor = Duration.seconds(7 * 86_400)

    /// A request with its key.
    public init(key: String, route: String, body: [UInt8]) {
        self.init(key: key, route: route, bodyDigest: Array(SHA256.hash(data: Data(body))))
    }

    /// A request whose body was hashed while it streamed.
    public init(key: String, route: String, bodyDigest: [UInt8]) {
        self.key = key
        self.route = route
        self.bodyDigest = bodyDigest
    }
}

/// The answer that was given, byte for byte.
public struct IdempotentAnswer: Sendable, Hashable {
    /// HTTP status.
    public let status: Int
    /// Body.
    public let body: [UInt8]
    /// Whether the act was done now; false when the answer is a replay.
    public let isNew: Bool

    /// An answer that is to be kept.
    public init(status: Int, body: [UInt8], isNew: Bool = true) {
        self.status = status
        self.body = body
        self.isNew = isNew
    }
}

extension Store {
    /// Runs `body` at most once per (organisation, person, key): its effect, its audit entries and its answer commit together, and the same request later gets the
    /// same answer back, for `IdempotentRequest.keptFor`. Another request under the same key throws `StoreError.keyReused`; one that is still running `keyInFlight`.
    public func transaction(
        as actor: Actor, once request: IdempotentRequest, _ body: @Sendable (Tx) async throws -> IdempotentAnswer
    ) async throws -> IdempotentAnswer {
        guard let organisation = actor.organisation, let person = actor.person else {
            return try await transaction(as: actor, body)
        }
        return try await transaction(as: actor) { tx in
            // The lock ends with the transaction, so a crash never leaves a key in flight.
            let answers = try await tx.sql.batch([
                "SELECT pg_try_advisory_xact_lock(hashtextextended(\("\(organisation)/\(person)/\(request.key)"), 7235042)) AS mine",
                """
                SELECT route, body_sha256, status, response FROM idempotency_key
                 WHERE organisation_id = \(organisation) AND person_id = \(person) AND key = \(request.key)
                """,
            ])
            guard try answers[0].first?("mine") == true else { throw StoreError.keyInFlight }
            if let kept = answers[1].first {
                let route: String = try kept("route")
                let digest: [UInt8] = try kept("body_sha256")
                guard route == request.route, digest == request.bodyDigest else { throw StoreError.keyReused }
                return try IdempotentAnswer(status: kept("status"), body: kept("response"), isNew: false)
            }
            let answer = try await body(tx)
            try await tx.last.final.run(
                """
                INSERT INTO idempotency_key (organisation_id, person_id, key, route, body_sha256, status, response)
                VALUES (\(organisation), \(person), \(request.key), \(request.route), \(request.bodyDigest), \(answer.status), \(answer.body))
                """
            )
            return answer
        }
    }
}

extension Tx {
    /// Whether an answer is kept for a key and route of the actor: then the request is a repetition, whatever has changed since.
    public func isKept(_ key: String, route: String) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM idempotency_key WHERE organisation_id = \(actor.organisation) AND person_id = \(actor.person)
                              AND key = \(key) AND route = \(route)) AS found
            """
        )
        return try row?("found") ?? false
    }
}
