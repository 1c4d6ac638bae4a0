import Crypto
public import Foundation
public import JointReview
import Postgres

/// An account of one person under one organisation.
public struct Person: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// The organisation that the account stands under.
    public let organisation: UUID
    /// Name for signing in, unique in the service.
    public let signInName: String
    /// The person's name; `nil` once erased.
    public let name: String?
    /// What the person may be.
    public let roles: [Grant]

    /// A role, for one discipline where the role is tied to one.
    public struct Grant: Sendable, Hashable {
        /// The role.
        public let role: Role
        /// The discipline, for reviewers and the like.
        public let discipline: Discipline?

        /// A role with its discipline.
        public init(role: Role, discipline: Discipline? = nil) {
            self.role = role
            self.discipline = discipline
        }
    }

    /// A person value.
    public init(id: UUID, organisation: UUID, signInName: String, name: String?, roles: [Grant]) {
        self.id = id
        self.organisation = organisation
        self.signInName = signInName
        self.name = name
        self.roles = roles
    }
}

extension Tx {
    /// Opens an account with its roles. Personal data goes into rows of its own, and a salted commitment stands for the person in the log.
    /// - Throws: `StoreError.exists` when the sign-in name is taken or two administrations would fall on one person.
    public func insert(_ person: Person, email: String? = nil, phone: String? = nil) async throws {
        let commitment = try Commitment(
            person: person.id, signInName: person.signInName, name: person.name ?? person.signInName, year: try await logYear())
        try await sql.run(
            """
            WITH opened AS (
                INSERT INTO person (person_id, organisation_id, sign_in_name)
                VALUES (\(person.id), \(person.organisation), \(person.signInName)) RETURNING person_id),
            detailed AS (
                INSERT INTO person_detail (person_id, name, email, phone)
                SELECT person_id, \(person.name ?? person.signInName), \(email), \(phone) FROM opened),
            salted AS (
                INSERT INTO person_salt (person_id, log_year, salt, commitment)
                SELECT person_id, \(commitment.year), \(commitment.salt), \(commitment.digest) FROM opened),
            granted AS (
                INSERT INTO person_role (person_id, role, discipline)
                SELECT person_id, role, discipline FROM opened,
                       unnest(\(person.roles.map(\.role)), \(person.roles.map { $0.discipline?.rawValue ?? "" })) AS wanted (role, discipline))
            \(audit(.personCreate, "person", "person_id", in: "opened", detail: .values(["signInName": person.signInName, "roles": person.roles.map(\.role.rawValue).joined(separator: " ")])))
            SELECT FROM opened
            """
        )
    }

    /// The account with its roles by the name that it signs in with; nil when there is none, or it was disabled.
    public func activePerson(signInName: String) async throws -> Person? {
        let row = try await sql.first("SELECT person_id FROM person WHERE sign_in_name = \(signInName) AND disabled_at IS NULL")
        guard let row else { return nil }
        return try await person(try row("person_id"))
    }

    /// The account with its roles; nil when there is none, or it was disabled: nothing is given to somebody who cannot come in.
    public func activePerson(_ id: UUID) async throws -> Person? {
        guard try await sql.first("SELECT FROM person WHERE person_id = \(id) AND disabled_at IS NULL") != nil else { return nil }
        return try await person(id)
    }

    /// The account with its roles.
    /// - Throws: `StoreError.missing`.
    public func person(_ id: UUID) async throws -> Person {
        let row = try await sql.first(
            """
            SELECT p.person_id, p.organisation_id, p.sign_in_name, d.name,
                   coalesce((SELECT array_agg(role ORDER BY role, discipline) FROM person_role r WHERE r.person_id = p.person_id), '{}') AS roles,
                   coalesce((SELECT array_agg(discipline ORDER BY role, discipline) FROM person_role r WHERE r.person_id = p.person_id), '{}') AS disciplines
              FROM person p LEFT JOIN person_detail d USING (person_id)
             WHERE p.person_id = \(id)
            """
        )
        guard let row else { throw StoreError.missing("person \(id)") }
        return try Person(row)
    }
}

/// What the log carries instead of a person: HMAC-SHA256 of the person's record under a salt of the person and year.
struct Commitment {
    let year: Int
    let salt: [UInt8]
    let digest: [UInt8]

    init(person: UUID, signInName: String, name: String, year: Int) throws {
        self.year = year
        salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        digest = try Self.digest(person: person, signInName: signInName, name: name, salt: salt)
    }

    /// The record is canonical JSON of the three members; `Schemas/log/1/README.md` freezes it.
    static func digest(person: UUID, signInName: String, name: String, salt: [UInt8]) throws -> [UInt8] {
        let record = try CanonicalJSON.encode([
            "name": name.precomposedStringWithCanonicalMapping, "person": person.uuidString.lowercased(), "signInName": signInName,
        ])
        return Array(HMAC<SHA256>.authenticationCode(for: record, using: SymmetricKey(data: salt)))
    }
}

extension Tx {
    /// The year of the log that an entry written now belongs to, by the database's clock in UTC.
    func logYear() async throws -> Int {
        try await sql.first("SELECT extract(year FROM clock_timestamp() AT TIME ZONE 'UTC')::integer AS year")?("year") ?? 0
    }

    /// This year's commitment of somebody whose newest one is of an earlier year; two that need it at once get the same.
    func commitment(of person: UUID, signInName: String, name: String) async throws -> [UInt8]? {
        let new = try Commitment(person: person, signInName: signInName, name: name, year: try await logYear())
        // Two statements: an erasure under way is waited for, and what it leaves is nobody to commit to.
        _ = try await sql.batch([
            "SELECT FROM person WHERE person_id = \(person) FOR KEY SHARE",
            """
            INSERT INTO person_salt (person_id, log_year, salt, commitment)
            SELECT person_id, \(new.year), \(new.salt), \(new.digest) FROM person_detail WHERE person_id = \(person) ON CONFLICT DO NOTHING
            """,
        ])
        return try await sql.first("SELECT commitment FROM person_salt WHERE person_id = \(person) AND log_year = \(new.year)")?("commitment")
    }
}

extension Person {
    init(_ row: Row) throws {
        let roles: [Role] = try row("roles")
        let disciplines: [String] = try row("disciplines")
        try self.init(
            id: row("person_id"), organisation: row("organisation_id"), signInName: row("sign_in_name"), name: row.optional("name"),
            roles: zip(roles, disciplines).map { Grant(role: $0, discipline: Discipline(rawValue: $1)) })
    }
}
