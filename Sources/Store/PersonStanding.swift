public import Foundation
import JointReview
import Postgres

extension Tx {
    /// Disables an account: nobody comes in with it from this commit on. Its sessions, tokens and invitations end with it and do not come back.
    /// - Throws: `StoreError.stale` when it is disabled already.
    public func disable(_ person: UUID, reason: String) async throws {
        let row = try await sql.first(
            """
            WITH disabled AS (UPDATE person SET disabled_at = clock_timestamp() WHERE person_id = \(person) AND disabled_at IS NULL RETURNING person_id)
            \(audit(.personDisable, "person", "person_id", in: "disabled", detail: .values(["reason": reason])))
            SELECT person_id FROM disabled
            """
        )
        guard row != nil else { throw StoreError.stale("person \(person)") }
        try await endSessions(of: person, because: .disabled)
        try await endInvitations(of: person, because: "disabled")
        _ = try await sql.first(
            """
            WITH revoked AS (
                UPDATE access_token SET revoked_at = clock_timestamp() WHERE person_id = \(person) AND revoked_at IS NULL RETURNING token_id)
            \(audit(.tokenRevoke, "token", "token_id", in: "revoked", detail: .values(["because": "disabled"])))
            SELECT count(*) AS revoked FROM revoked
            """
        )
    }

    /// Lets an account in again; it needs an invitation or a token of its own.
    /// - Throws: `StoreError.stale` when it is not disabled, or its person's data were erased.
    public func enable(_ person: UUID, reason: String) async throws {
        let row = try await sql.first(
            """
            WITH enabled AS (UPDATE person SET disabled_at = NULL
                 WHERE person_id = \(person) AND disabled_at IS NOT NULL AND EXISTS (SELECT FROM person_detail d WHERE d.person_id = person.person_id)
                RETURNING person_id)
            \(audit(.personEnable, "person", "person_id", in: "enabled", detail: .values(["reason": reason])))
            SELECT person_id FROM enabled
            """
        )
        guard row != nil else { throw StoreError.stale("person \(person)") }
    }

    /// Erases the personal data of a disabled account: name, addresses, the salts that tie its commitments to it, and what entries about it say in words.
    ///
    /// No leaf of the log changes, so every proof stays good; who it was can no longer be shown. Issued documents and the register of qualified persons
    /// are kept as the archives demand. The entry commits to which commitments lost their salts, so that no other's can be said to have lost it with them.
    /// - Throws: `StoreError.stale` when they were erased before.
    public func erase(_ person: UUID, reason: String) async throws {
        // Nobody makes a new salt meanwhile.
        try await sql.run("SELECT FROM person WHERE person_id = \(person) FOR UPDATE")
        // Before the entry and not with it: what the entry says is hashed here.
        let commitments = try await sql.all("DELETE FROM person_salt WHERE person_id = \(person) RETURNING commitment").map {
            Data(try $0("commitment") as [UInt8]).base64EncodedString()
        }
        let row = try await sql.first(
            """
            WITH erased AS (DELETE FROM person_detail WHERE person_id = \(person) RETURNING person_id),
            texts AS (
                DELETE FROM audit_detail WHERE audit_id IN (SELECT audit_id FROM audit_entry WHERE object_id = \(person)))
            \(audit(.personErase, "person", "person_id", in: "erased", detail: .values(["reason": reason, "commitments": commitments.sorted().joined(separator: " ")])))
            SELECT person_id FROM erased
            """
        )
        guard row != nil else { throw StoreError.stale("person \(person)") }
    }

    /// Whether nobody can come in with an account.
    public func isDisabled(_ person: UUID) async throws -> Bool {
        try await sql.first("SELECT FROM person WHERE person_id = \(person) AND disabled_at IS NOT NULL FOR KEY SHARE") != nil
    }
}
