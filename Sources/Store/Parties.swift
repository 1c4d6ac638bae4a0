public import Foundation
public import JointReview
import Postgres

/// An organisation in a case.
public struct Party: Sendable, Hashable {
    /// The organisation.
    public let organisation: UUID
    /// Its name.
    public let name: String
    /// Its credit code.
    public let creditCode: String
    /// What it is in the case.
    public let roles: [String]
    /// When it joined.
    public let joinedAt: Date
    /// When its seat ended; nil while it has one.
    public let endedAt: Date?
}

extension Tx {
    /// Everybody who is a party to a case, in the order of joining.
    public func parties(of caseID: UUID) async throws -> [Party] {
        try await sql.all(
            """
            SELECT p.organisation_id, o.name, o.credit_code, p.roles, p.opened_at FROM case_party p JOIN organisation o USING (organisation_id)
             WHERE p.case_id = \(caseID) ORDER BY p.opened_at, p.organisation_id
            """
        ).map { row in
            try Party(
                organisation: row("organisation_id"), name: row("name"), creditCode: row("credit_code"), roles: row("roles"),
                joinedAt: row("opened_at"), endedAt: nil)
        }
    }

    /// What an organisation has to do with a case: its seat's roles, and the disciplines that the owner chose it to review.
    public func part(of organisation: UUID, in caseID: UUID) async throws -> (roles: Set<String>, chosenFor: [Discipline]) {
        let row = try await sql.first(
            """
            SELECT coalesce((SELECT roles FROM case_party WHERE case_id = \(caseID) AND organisation_id = \(organisation)), '{}') AS roles,
                   ARRAY(SELECT discipline FROM body_choice WHERE case_id = \(caseID) AND organisation_id = \(organisation) ORDER BY discipline) AS chosen
            """
        )
        guard let row else { return ([], []) }
        let roles: [String] = try row("roles")
        return (Set(roles), try row("chosen"))
    }

    /// Review bodies that were invited to a case and did not get its review, in the order in which their seats ended.
    public func formerParties(of caseID: UUID) async throws -> [Party] {
        try await sql.all(
            """
            SELECT s.organisation_id, o.name, o.credit_code, s.opened_at, s.ended_at FROM ended_seat s JOIN organisation o USING (organisation_id)
             WHERE s.case_id = \(caseID) ORDER BY s.ended_at, s.organisation_id
            """
        ).map { row in
            try Party(
                organisation: row("organisation_id"), name: row("name"), creditCode: row("credit_code"),
                roles: [OrganisationFunction.reviewBody.rawValue], joinedAt: row("opened_at"), endedAt: row("ended_at"))
        }
    }

    /// Names of organisations and of persons, by their identities.
    public func names(of ids: Set<UUID>) async throws -> [UUID: String] {
        let rows = try await sql.all(
            """
            SELECT organisation_id AS id, name FROM organisation WHERE organisation_id = ANY (\(Array(ids)))
             UNION ALL SELECT person_id, name FROM person_detail WHERE person_id = ANY (\(Array(ids)))
            """)
        var found: [UUID: String] = [:]
        for row in rows { found[try row("id")] = try row("name") }
        return found
    }

    /// Which of these cases each of these organisations may see; one probe for all.
    public func visibleCases(to organisations: Set<UUID>, among cases: Set<UUID>) async throws -> [UUID: Set<UUID>] {
        guard !cases.isEmpty, !organisations.isEmpty else { return [:] }
        let rows = try await sql.all(
            "SELECT organisation_id, case_id FROM case_party WHERE organisation_id = ANY (\(Array(organisations))) AND case_id = ANY (\(Array(cases)))"
        )
        var seen: [UUID: Set<UUID>] = [:]
        for row in rows { seen[try row("organisation_id"), default: []].insert(try row("case_id")) }
        return seen
    }

    /// Organisations that the actor's organisation may know: itself and the parties of its own cases, in the order of their credit codes.
    ///
    /// The one list whose cost grows with the organisation's own cases; never with others': OFFSET 0 keeps the planner
    /// from reading everybody's seats at once.
    ///
    /// - Parameter opensCases: whether also those that an owner chooses for a new case: lead bodies, design institutes, survey firms.
    public func knownOrganisations(after creditCode: String?, limit: Int, opensCases: Bool = false) async throws -> [Organisation] {
        let chosen: SQL = opensCases ? "UNION SELECT organisation_id FROM organisation_function WHERE \(Self.isChosenByOwners)" : ""
        return try await sql.all(
            """
            \(Self.organisations)
             WHERE o.credit_code > \(creditCode ?? "")
               AND o.organisation_id IN (
                   SELECT \(actor.organisation)::uuid
                    UNION SELECT theirs.organisation_id
                      FROM case_party mine, LATERAL (SELECT organisation_id FROM case_party t WHERE t.case_id = mine.case_id OFFSET 0) AS theirs
                     WHERE mine.organisation_id = \(actor.organisation)
                    \(chosen))
             ORDER BY o.credit_code LIMIT \(limit)
            """
        ).map(Organisation.init)
    }

    private static var isChosenByOwners: SQL { "function IN ('lead_body', 'design_institute', 'survey_firm')" }

    /// Whether the actor's organisation may know another: itself, a party of one of its cases, or one that an owner may choose.
    public func knows(organisation: UUID, opensCases: Bool = false) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT \(organisation)::uuid = \(actor.organisation)::uuid
                OR EXISTS (SELECT FROM case_party mine JOIN case_party theirs USING (case_id)
                            WHERE mine.organisation_id = \(actor.organisation) AND theirs.organisation_id = \(organisation))
                OR (\(opensCases) AND EXISTS (SELECT FROM organisation_function WHERE organisation_id = \(organisation) AND \(Self.isChosenByOwners))) AS known
            """
        )
        return try row?.optional("known") ?? false
    }
}
