import Crypto
public import Foundation
public import JointReview
import Postgres

/// A bearer token as it is shown once: 256 random bits. The database keeps only its SHA-256.
public struct BearerToken: Sendable, Hashable {
    /// What the client sends.
    public let text: String

    /// A new random token.
    public init() {
        self.init(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
    }

    /// The same token again for whoever presents the same secret and purpose: the answer to a repeated request without keeping the token.
    ///
    /// HMAC-SHA-256 under a secret of 256 random bits (a token, a one-time code) is as good as random bits to everybody else.
    public init(derivedFrom secret: String, for purpose: String) {
        let code = HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        self.init(bytes: Data(code))
    }

    private init(bytes: Data) {
        let base64 = bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        text = "ls_" + base64.replacingOccurrences(of: "=", with: "")
    }

    /// A token as a client sent it.
    public init(text: String) {
        self.text = text
    }

    /// A new random token of a session, told from others by its first letters.
    public static func session() -> BearerToken {
        BearerToken(text: "lss_" + BearerToken().text.dropFirst(3))
    }

    /// Whether it is the token of a session.
    public var isSession: Bool { text.hasPrefix("lss_") }

    /// SHA-256 of the text.
    public var hash: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}

/// Somebody whose token is valid now.
public struct SignedInPerson: Sendable, Hashable {
    /// The account with its roles.
    public let person: Person
    /// What the person's organisation is in the trade.
    public let functions: [Organisation.Function]
    /// The token or the session used.
    public let token: UUID
    /// Whether that is a session, begun with a password.
    public let isSession: Bool
    /// Commitment of this year for log entries.
    public let commitment: [UInt8]?
    /// The mandate under which the person acts; roles and organisation are those of its giver then.
    public var mandate: Mandate?
    /// The organisation that the person's own account stands under.
    public let ownOrganisation: UUID

    /// The person as an actor in one of the roles held.
    public func actor(as role: Role, requestID: String) -> Actor {
        Actor(person: person.id, organisation: person.organisation, role: role, requestID: requestID, commitment: commitment, mandate: mandate)
    }

    /// Whether the person holds the role, in the discipline where one is named.
    public func holds(_ role: Role, discipline: Discipline? = nil) -> Bool {
        person.roles.contains { $0.role == role && (discipline == nil || $0.discipline == nil || $0.discipline == discipline) }
    }
}

extension Tx {
    /// Whoever holds this token now: not expired, not revoked, account not disabled. One index probe, on the database's clock.
    ///
    /// - Parameter isUse: whether somebody asks for something with it, so that a session is not idle; what only looks again keeps none alive.
    public func signedIn(_ token: BearerToken, isUse: Bool = true) async throws -> SignedInPerson? {
        let live: SQL =
            token.isSession
            ? """
            SELECT session_id AS token_id, person_id, seen_at < clock_timestamp() - interval '1 minute' AS is_old FROM session
             WHERE token_hash = \(token.hash) AND ended_at IS NULL AND expires_at > clock_timestamp()
               AND seen_at > clock_timestamp() - make_interval(secs => idle_seconds)
            """
            : """
            SELECT token_id, person_id, false AS is_old FROM access_token
             WHERE token_hash = \(token.hash) AND expires_at > clock_timestamp() AND revoked_at IS NULL
            """
        let row = try await sql.first(
            """
            SELECT t.token_id, t.is_old, p.person_id, p.organisation_id, p.sign_in_name, d.name,
                   coalesce((SELECT array_agg(role ORDER BY role, discipline) FROM person_role r WHERE r.person_id = p.person_id), '{}') AS roles,
                   coalesce((SELECT array_agg(discipline ORDER BY role, discipline) FROM person_role r WHERE r.person_id = p.person_id), '{}') AS disciplines,
                   coalesce((SELECT array_agg(function ORDER BY function, discipline) FROM organisation_function f
                              WHERE f.organisation_id = p.organisation_id), '{}') AS functions,
                   coalesce((SELECT array_agg(discipline ORDER BY function, discipline) FROM organisation_function f
                              WHERE f.organisation_id = p.organisation_id), '{}') AS function_disciplines,
                   (SELECT commitment FROM person_salt s
                     WHERE s.person_id = p.person_id AND log_year = extract(year FROM clock_timestamp() AT TIME ZONE 'UTC')::integer) AS commitment
              FROM (\(live)) AS t JOIN person p USING (person_id) LEFT JOIN person_detail d USING (person_id)
             WHERE p.disabled_at IS NULL
            """
        )
        guard let row else { return nil }
        // Once a minute at most: a write for every request would cost more than what is asked for.
        if isUse, try row("is_old") { try await seeSession(try row("token_id")) }
        let functions: [OrganisationFunction] = try row("functions")
        let disciplines: [String] = try row("function_disciplines")
        let person = try Person(row)
        var commitment: [UInt8]? = try row.optional("commitment")
        // The first request of a year makes the year's salt. Somebody whose data was erased has none, and gets none.
        if commitment == nil, let name = person.name {
            commitment = try await self.commitment(of: person.id, signInName: person.signInName, name: name)
        }
        return try SignedInPerson(
            person: person,
            functions: zip(functions, disciplines).map { Organisation.Function(function: $0, discipline: Discipline(rawValue: $1)) },
            token: row("token_id"), isSession: token.isSession, commitment: commitment, ownOrganisation: person.organisation)
    }

    /// Identity and end of a token that is valid now; nil when it is not.
    public func valid(_ token: BearerToken) async throws -> (id: UUID, expiresAt: Date)? {
        let row = try await sql.first(
            """
            SELECT token_id, expires_at FROM access_token
             WHERE token_hash = \(token.hash) AND expires_at > clock_timestamp() AND revoked_at IS NULL
            """
        )
        return try row.map { try ($0("token_id"), $0("expires_at")) }
    }

    /// The identity of a token that nobody can sign in with any more; nil for a text that never was one.
    public func endedToken(_ token: BearerToken) async throws -> UUID? {
        try await sql.first(
            """
            SELECT token_id FROM access_token WHERE token_hash = \(token.hash)
             UNION ALL SELECT session_id FROM session WHERE token_hash = \(token.hash)
            """
        )?("token_id")
    }

    /// Issues a token that lives `days` days (a year at most) and returns when it ends.
    public func issue(_ token: BearerToken, id: UUID, to person: UUID, label: String, days: Int) async throws -> Date {
        let row = try await sql.first(
            """
            WITH issued AS (
                INSERT INTO access_token (token_id, token_hash, person_id, label, expires_at)
                SELECT \(id), \(token.hash), person_id, \(label), statement_timestamp() + make_interval(days => \(days)::integer)
                  FROM person WHERE person_id = \(person)
                RETURNING token_id, person_id, expires_at)
            \(audit(.tokenIssue, "person", "person_id", in: "issued", detail: .values(["token": id.uuidString.lowercased(), "label": label])))
            SELECT expires_at FROM issued
            """
        )
        guard let row else { throw StoreError.missing("person \(person)") }
        return try row("expires_at")
    }

    /// Whose token it is that somebody may still sign in with, or could until it expired.
    /// - Throws: `StoreError.missing` for one that was revoked, too.
    public func holder(ofToken token: UUID) async throws -> UUID {
        let row = try await sql.first("SELECT person_id FROM access_token WHERE token_id = \(token) AND revoked_at IS NULL")
        guard let row else { throw StoreError.missing("token \(token)") }
        return try row("person_id")
    }

    /// Ends a token at once. A person ends own tokens; `anybody` lets an administrator end another's.
    public func revoke(token: UUID, anybody: Bool) async throws {
        let row = try await sql.first(
            """
            WITH revoked AS (
                UPDATE access_token SET revoked_at = clock_timestamp()
                 WHERE token_id = \(token) AND revoked_at IS NULL AND (\(anybody) OR person_id = \(actor.person))
             RETURNING person_id)
            \(audit(.tokenRevoke, "person", "person_id", in: "revoked", detail: .values(["token": token.uuidString.lowercased()])))
            SELECT person_id FROM revoked
            """
        )
        guard row != nil else { throw StoreError.missing("token \(token)") }
    }
}
