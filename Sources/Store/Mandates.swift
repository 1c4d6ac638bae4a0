public import Foundation
public import JointReview
import Postgres

/// A mandate as it is listed.
public struct MandateRecord: Sendable, Hashable {
    /// The mandate.
    public let mandate: Mandate
    /// Organisation whose authority it is.
    public let organisation: UUID
    /// Why it was given.
    public let reason: String
    /// When it was given.
    public let createdAt: Date
}

extension Tx {
    /// Writes a mandate of the actor.
    public func give(_ mandate: Mandate, reason: String) async throws -> MandateRecord {
        let row = try await sql.first(
            """
            WITH given AS (
                INSERT INTO mandate (mandate_id, kind, organisation_id, giver_id, holder_id, roles, cases, starts_at, ends_at, reason)
                VALUES (\(mandate.id), \(mandate.kind), \(actor.organisation), \(actor.person), \(mandate.holder), \(mandate.roles.sorted { $0.rawValue < $1.rawValue }),
                        \(mandate.cases.map { $0.sorted { $0.uuidString < $1.uuidString } }), \(mandate.from), \(mandate.until), \(reason))
                RETURNING *)
            \(audit(.mandateGive, "person", "holder_id", in: "given", detail: .values(["mandate": mandate.id.uuidString.lowercased(), "reason": reason])))
            SELECT * FROM given
            """
        )
        guard let row else { throw StoreError.missing("mandate") }
        return try MandateRecord(row)
    }

    /// Mandates that the actor gave or holds, the latest first, after the place given; those that ended stay listed.
    public func mandates(after: (Date, UUID)? = nil, limit: Int) async throws -> [MandateRecord] {
        let start =
            after ?? (
                Date(timeIntervalSince1970: 253_402_300_799),
                UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            )
        return try await sql.all(
            """
            SELECT * FROM (
                (SELECT * FROM mandate WHERE giver_id = \(actor.person) AND (created_at, mandate_id) < (\(start.0), \(start.1))
                  ORDER BY created_at DESC, mandate_id DESC LIMIT \(limit))
                UNION ALL
                (SELECT * FROM mandate WHERE holder_id = \(actor.person) AND (created_at, mandate_id) < (\(start.0), \(start.1))
                  ORDER BY created_at DESC, mandate_id DESC LIMIT \(limit))) AS mine
             ORDER BY created_at DESC, mandate_id DESC LIMIT \(limit)
            """
        ).map(MandateRecord.init)
    }

    /// Takes a mandate back, or lays it down; from this commit on nobody acts under it.
    /// - Throws: `StoreError.missing` when it is not the actor's, or has ended.
    public func revoke(mandate id: UUID) async throws {
        let row = try await sql.first(
            """
            WITH revoked AS (
                UPDATE mandate SET revoked_at = clock_timestamp(), revoked_by = \(actor.person)
                 WHERE mandate_id = \(id) AND (giver_id = \(actor.person) OR holder_id = \(actor.person)) AND revoked_at IS NULL AND ends_at > clock_timestamp()
                RETURNING holder_id)
            \(audit(.mandateRevoke, "person", "holder_id", in: "revoked", detail: .values(["mandate": id.uuidString.lowercased()])))
            SELECT holder_id FROM revoked
            """
        )
        guard row != nil else { throw StoreError.missing("mandate \(id)") }
    }

    /// Somebody as he acts under a mandate: in his own name, in the roles that its giver could do the same in now, for the giver's organisation.
    /// - Returns: nil when it is not his, not in force, or its giver cannot give it any more.
    public func acting(_ holder: SignedInPerson, under id: UUID) async throws -> SignedInPerson? {
        let row = try await sql.first(
            """
            SELECT m.*, clock_timestamp() AS now FROM mandate m JOIN person g ON g.person_id = m.giver_id
             WHERE m.mandate_id = \(id) AND m.holder_id = \(holder.person.id) AND g.disabled_at IS NULL
            """
        )
        guard let row else { return nil }
        let record = try MandateRecord(row)
        let giver = try await person(record.mandate.giver)
        let roles = record.mandate.roles(at: try row("now"), giverHolds: Set(giver.roles.map(\.role)))
        guard !roles.isEmpty else { return nil }
        var grants = giver.roles.filter { roles.contains($0.role) }
        if roles.contains(.ownerAgent), !grants.contains(where: { $0.role == .ownerAgent }) { grants.append(Person.Grant(role: .ownerAgent)) }
        return SignedInPerson(
            person: Person(
                id: holder.person.id, organisation: giver.organisation, signInName: holder.person.signInName, name: holder.person.name, roles: grants),
            functions: try await organisation(giver.organisation).functions, token: holder.token, isSession: holder.isSession,
            commitment: holder.commitment, mandate: record.mandate, ownOrganisation: holder.person.organisation)
    }

    /// Whether a mandate `m` ties its two persons together in a case: it is in force there, or somebody acted under it in the case. One that was taken back, or
    /// ran out, before anybody used it ties nobody.
    static func ties(in caseID: SQL) -> SQL {
        """
        m.starts_at <= clock_timestamp() AND (m.cases IS NULL OR \(caseID) = ANY (m.cases))
           AND (coalesce(m.revoked_at, m.ends_at) > clock_timestamp() OR EXISTS (
                SELECT FROM audit_entry e JOIN audit_detail d USING (audit_id)
                 WHERE e.case_id = \(caseID) AND e.person_id = m.holder_id AND e.result = 'ok' AND d.body LIKE '%"mandate":"' || m.mandate_id || '"%'))
        """
    }

    /// The case that an object belongs to, and whether an organisation is a party of it; nil for what belongs to no case.
    public func caseBehind(_ id: UUID, party: UUID) async throws -> (caseID: UUID, isParty: Bool)? {
        try await sql.first(
            """
            SELECT f.case_id, EXISTS (SELECT FROM case_party p WHERE p.case_id = f.case_id AND p.organisation_id = \(party)) AS is_party
              FROM (SELECT case_id FROM joint_case WHERE case_id = \(id) UNION ALL SELECT case_id FROM package WHERE package_id = \(id)
                     UNION ALL SELECT case_id FROM sheet WHERE sheet_id = \(id) UNION ALL SELECT case_id FROM review WHERE review_id = \(id)
                     UNION ALL SELECT case_id FROM comment WHERE comment_id = \(id) UNION ALL SELECT case_id FROM draw WHERE draw_id = \(id)
                     UNION ALL SELECT case_id FROM conflict WHERE conflict_id = \(id)
                     UNION ALL SELECT case_id FROM comment_draft WHERE draft_id = \(id)) AS f LIMIT 1
            """
        ).map { (try $0("case_id"), try $0("is_party")) }
    }
}

extension MandateRecord {
    init(_ row: Row) throws {
        let roles: [Role] = try row("roles")
        let cases: [UUID]? = try row.optional("cases")
        mandate = Mandate(
            id: try row("mandate_id"), kind: try row("kind"), giver: try row("giver_id"), holder: try row("holder_id"), roles: Set(roles),
            cases: cases.map(Set.init), from: try row("starts_at"), until: try row("ends_at"), revokedAt: try row.optional("revoked_at"))
        organisation = try row("organisation_id")
        reason = try row("reason")
        createdAt = try row("created_at")
    }
}
