public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Who signed what in a round, and who drew what is signed: what the rules of four eyes look at.
    func signed(in round: Int, of caseID: UUID) async throws -> [Certification.Signed] {
        try await sql.all(
            """
            SELECT r.discipline, r.body_id, r.reviewer_id, r.checker_id,
                   ARRAY(SELECT p.id FROM specialty_review s, LATERAL (VALUES (s.reviewer_id), (s.checker_id)) AS p (id)
                          WHERE s.review_id = coalesce(r.carried_from, r.review_id) AND p.id IS NOT NULL) AS specialists
              FROM review r WHERE r.case_id = \(caseID) AND r.round = \(round)::integer AND r.applicability = 'applies'
            """
        ).map { row in
            let persons: [UUID?] = [try row.optional("reviewer_id"), try row.optional("checker_id")]
            let specialists: [UUID] = try row("specialists")
            return Certification.Signed(
                discipline: try row("discipline"), body: try row.optional("body_id"), persons: Set(persons.compactMap { $0 } + specialists))
        }
    }

    /// Everybody who uploaded or sealed something in a case.
    func uploaders(in caseID: UUID) async throws -> Set<UUID> {
        let rows = try await sql.all(
            """
            SELECT DISTINCT p.id FROM package k, LATERAL (VALUES (k.uploaded_by), (k.sealed_by)) AS p (id)
             WHERE k.case_id = \(caseID) AND p.id IS NOT NULL
            """)
        return try Set(rows.map { try $0("id") })
    }

    /// Refuses to let somebody end a case whose reviews he made himself (四眼原则): who fails it is not who found it wanting.
    public func requireUninvolved(in record: CaseRecord, as person: ActingPerson) async throws {
        try Certification.requireUninvolved(person, in: try await signed(in: record.round, of: record.id))
    }

    /// Takes the certificate back. What it approved is revoked with it, sheet by sheet; a change that is under way ends.
    ///
    /// The caller has cancelled the open reviews: review, case, counter is everybody's order.
    public func revoke(_ id: UUID, reason: String, as person: ActingPerson) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let action = CaseAction.revoke(reason: reason)
        let after = try value.applying(action, by: actor.role)
        if actor.role == .issuer, let round = record.approvedRound {
            try Certification.requireIssuer(person, of: try await signed(in: round, of: id))
        }
        if record.state != .certified { try await endChange(of: record, reason: reason) }
        return try await move(record, to: after, by: action)
    }
}
