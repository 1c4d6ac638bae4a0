public import Foundation
import JointReview
import Postgres

/// Whom an invitation is for, and what may not be in the password.
public struct InvitedPerson: Sendable, Hashable {
    /// The person.
    public let person: UUID
    /// Name for signing in.
    public let signInName: String
    /// What is known about the person.
    public let known: [String]
}

extension Tx {
    /// Somebody who proved to be a person, as the actor of what follows, in the first role held.
    public func actor(of person: UUID) async throws -> (person: Person, actor: Actor) {
        let found = try await self.person(person)
        var commitment: [UInt8]?
        if let name = found.name { commitment = try await self.commitment(of: person, signInName: found.signInName, name: name) }
        let role = found.roles.first?.role ?? .contractor
        return (found, Actor(person: person, organisation: found.organisation, role: role, requestID: actor.requestID, commitment: commitment))
    }

    /// Invites a person to set a password, with a code that works once; an earlier invitation ends. The person's password, if there is one, goes on until then.
    /// - Returns: when the invitation ends.
    public func invite(_ person: UUID, _ code: BearerToken, id: UUID, hours: Int) async throws -> Date {
        try await endInvitations(of: person, because: "replaced")
        let row = try await sql.first(
            """
            WITH invited AS (
                INSERT INTO invitation (invitation_id, code_hash, person_id, issued_by, expires_at)
                SELECT \(id), \(code.hash), person_id, \(actor.person), statement_timestamp() + make_interval(hours => \(hours)::integer)
                  FROM person WHERE person_id = \(person) AND disabled_at IS NULL
                RETURNING person_id, expires_at)
            \(audit(.personInvite, "person", "person_id", in: "invited", detail: .values(["invitation": id.uuidString.lowercased()])))
            SELECT expires_at FROM invited
            """
        )
        guard let row else { throw StoreError.missing("person \(person)") }
        return try row("expires_at")
    }

    /// Whether a code is the one of an invitation, whatever became of it.
    public func isInvitation(_ code: BearerToken) async throws -> Bool {
        try await sql.first("SELECT FROM invitation WHERE code_hash = \(code.hash)") != nil
    }

    /// Whom an open invitation is for.
    public func invited(by code: BearerToken) async throws -> InvitedPerson? {
        try await sql.first(
            """
            SELECT p.person_id, p.sign_in_name, d.name, d.email, d.phone, o.name AS organisation
              FROM invitation i JOIN person p USING (person_id) LEFT JOIN person_detail d USING (person_id) JOIN organisation o USING (organisation_id)
             WHERE i.code_hash = \(code.hash) AND i.ended_at IS NULL AND i.expires_at > clock_timestamp() AND p.disabled_at IS NULL
            """
        ).map(InvitedPerson.init)
    }

    /// What is known about the actor, and what a new password may not hold.
    public func known() async throws -> InvitedPerson? {
        try await sql.first(
            """
            SELECT p.person_id, p.sign_in_name, d.name, d.email, d.phone, o.name AS organisation
              FROM person p LEFT JOIN person_detail d USING (person_id) JOIN organisation o USING (organisation_id) WHERE p.person_id = \(actor.person)
            """
        ).map(InvitedPerson.init)
    }

    /// Uses an invitation up and sets the password; every session of the person ends. Of two that come with one code, one gets it.
    /// - Throws: `StoreError.missing` for a code that is unknown, used, replaced or too old.
    public func setPassword(by code: BearerToken, phc: String) async throws {
        let row = try await sql.first(
            """
            UPDATE invitation SET ended_at = clock_timestamp(), ended_because = 'used'
             WHERE code_hash = \(code.hash) AND ended_at IS NULL AND expires_at > clock_timestamp()
               AND EXISTS (SELECT FROM person p WHERE p.person_id = invitation.person_id AND p.disabled_at IS NULL)
            RETURNING person_id
            """
        )
        guard let row else { throw StoreError.missing("invitation") }
        let person: UUID = try row("person_id")
        try await write(
            """
            INSERT INTO person_password (person_id, phc) VALUES (\(person), \(phc))
            ON CONFLICT (person_id) DO UPDATE SET phc = excluded.phc, version = person_password.version + 1, set_at = clock_timestamp()
            RETURNING person_id
            """, how: "invitation")
        try await endSessions(of: person, because: .passwordChanged)
    }

    /// Sets another password in place of the one that was looked at; every other session of the person ends.
    /// - Returns: whether it was still that one.
    public func changePassword(of account: SignInAccount, phc: String, keeping session: UUID?) async throws -> Bool {
        let changed = try await write(
            """
            UPDATE person_password SET phc = \(phc), version = version + 1, set_at = clock_timestamp()
             WHERE person_id = \(account.person) AND version = \(account.version) RETURNING person_id
            """, how: "changed")
        guard changed else { return false }
        try await endInvitations(of: account.person, because: "replaced")
        try await endSessions(of: account.person, but: session, because: .passwordChanged)
        return true
    }

    /// The same password, hashed anew at another cost.
    public func rehash(_ account: SignInAccount, phc: String) async throws {
        try await sql.run("UPDATE person_password SET phc = \(phc) WHERE person_id = \(account.person) AND version = \(account.version)")
    }

    func endInvitations(of person: UUID, because end: String) async throws {
        try await sql.run(
            "UPDATE invitation SET ended_at = clock_timestamp(), ended_because = \(end) WHERE person_id = \(person) AND ended_at IS NULL")
    }

    @discardableResult
    private func write(_ change: SQL, how: String) async throws -> Bool {
        let row = try await sql.first(
            """
            WITH written AS (\(change))
            \(audit(.passwordSet, "person", "person_id", in: "written", detail: .values(["by": how])))
            SELECT person_id FROM written
            """
        )
        return row != nil
    }
}

extension InvitedPerson {
    init(_ row: Row) throws {
        person = try row("person_id")
        signInName = try row("sign_in_name")
        let details: [String?] = try [row.optional("name"), row.optional("email"), row.optional("phone"), row.optional("organisation")]
        known = [signInName] + details.compactMap(\.self)
    }
}
