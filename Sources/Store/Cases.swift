public import Foundation
public import JointReview
import Postgres

/// A case as it is read and shown.
public struct CaseRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Project that it belongs to.
    public let project: UUID
    /// The owner, who submits.
    public let owner: UUID
    /// The lead body, which accepts and coordinates.
    public let lead: UUID
    /// Number for people, e.g. 26-F-0001-S.
    public let number: String
    /// Title.
    public let title: String
    /// Where it stands.
    public let state: CaseState
    /// Name of the rule profile.
    public let profile: String
    /// Round, 1 is the first review.
    public let round: Int
    /// Round whose set is approved and in force; nil while nothing is certified.
    public let approvedRound: Int?
    /// The last round that the lead allowed beyond the limit; 0 for none.
    public let escalatedRound: Int
    /// Reviews of the round without a decision.
    public let remaining: Int
    /// Grows with every move; the ETag.
    public let version: Int
    /// Instants of the case's life.
    public let createdAt: Date
    /// When the owner confirmed the set.
    public let confirmedAt: Date?
    /// When the owner submitted.
    public let submittedAt: Date?
    /// When it was accepted.
    public let acceptedAt: Date?
    /// End of the last working day of the limit.
    public let dueAt: Date?
    /// Reason of the last move that needed one.
    public let reason: String?
    /// The case that takes its place.
    public let successor: UUID?
    /// When the applicant sees comments; `nil` until the case is accepted or its lead says so, which is on publication.
    public let openness: Openness?

    /// Round for which packages are handed in now.
    public var packageRound: Int { state.preparesNextRound ? round + 1 : round }
}

extension Tx {
    static let cases: SQL =
        """
        SELECT c.case_id, c.project_id, c.owner_id, c.lead_id, c.case_number, c.title, c.state, c.profile, c.round, c.remaining, c.version, c.created_at,
               c.confirmed_at, c.submitted_at, c.accepted_at, c.due_at, c.reason, c.openness, c.approved_round, c.escalated_round, c.successor_id
          FROM joint_case c
        """

    /// Opens a case in draft; owner and lead body become its parties.
    public func openCase(_ id: UUID, project: Project, lead: UUID, title: String, profile: String, kind: String, year: Int) async throws -> CaseRecord
    {
        let row = try await sql.first(
            """
            WITH numbered_case AS (
                INSERT INTO case_number_counter AS n (year, last_used) VALUES (\(year)::integer, 1)
                ON CONFLICT (year) DO UPDATE SET last_used = n.last_used + 1 RETURNING last_used),
            opened AS (
                INSERT INTO joint_case (case_id, project_id, owner_id, lead_id, case_number, title, state, profile)
                SELECT \(id), \(project.id), \(project.owner), \(lead), to_char(\(year)::integer % 100, 'FM00') || '-' || \(kind) || '-' || to_char(last_used, 'FM0000') || '-S',
                       \(title), \(CaseState.draft), \(profile) FROM numbered_case
                RETURNING *),
            parties AS (
                INSERT INTO case_party (organisation_id, case_id, roles)
                SELECT owner_id, case_id, ARRAY['owner'] FROM opened UNION ALL SELECT lead_id, case_id, ARRAY['lead_body'] FROM opened)
            \(audit(.caseCreate, "case", "case_id", in: "opened", project: "project_id", case: "case_id", to: CaseState.draft.rawValue, detail: .values(["title": title, "declared": "non_classified"])))
            SELECT * FROM opened
            """
        )
        guard let row else { throw StoreError.missing("project \(project.id)") }
        return try CaseRecord(row)
    }

    /// A case to which the actor's organisation is a party.
    /// - Throws: `StoreError.missing`: an unknown case and a foreign one look the same.
    public func caseRecord(_ id: UUID) async throws -> CaseRecord {
        let row = try await sql.first(
            "\(Self.cases) JOIN case_party p ON p.case_id = c.case_id AND p.organisation_id = \(actor.organisation) WHERE c.case_id = \(id)")
        guard let row else { throw StoreError.missing("case \(id)") }
        return try CaseRecord(row)
    }

    /// What the actor's organisation is in a case.
    /// - Throws: `StoreError.missing` when it is nothing there.
    public func partyRoles(in caseID: UUID) async throws -> Set<String> {
        let row = try await sql.first(
            "SELECT roles FROM case_party WHERE case_id = \(caseID) AND organisation_id = \(actor.organisation)")
        guard let row else { throw StoreError.missing("case \(caseID)") }
        let roles: [String] = try row("roles")
        return Set(roles)
    }

    /// Cases of the actor's organisation, newest first, after the place given. Starts at the narrow party table: one index scan.
    public func caseRecords(after: (Date, UUID)?, limit: Int) async throws -> [(record: CaseRecord, openedAt: Date)] {
        let start =
            after ?? (
                Date(timeIntervalSince1970: 32_503_680_000),
                UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            )
        return try await sql.all(
            """
            SELECT c.*, p.opened_at FROM (
                SELECT case_id, opened_at FROM case_party
                 WHERE organisation_id = \(actor.organisation) AND (opened_at, case_id) < (\(start.0), \(start.1))
                 ORDER BY opened_at DESC, case_id DESC LIMIT \(limit)) AS p
              JOIN joint_case c ON c.case_id = p.case_id
             ORDER BY p.opened_at DESC, p.case_id DESC
            """
        ).map { row in (try CaseRecord(row), try row("opened_at")) }
    }

    /// Invites an institute to hand in a part of the set; it becomes a party.
    public func invite(institute: UUID, to caseRecord: CaseRecord) async throws {
        let row = try await sql.first(
            """
            WITH invited AS (
                INSERT INTO case_part (case_id, institute_id, invited_by) VALUES (\(caseRecord.id), \(institute), \(actor.person)) RETURNING case_id),
            party AS (
                INSERT INTO case_party (organisation_id, case_id, roles) SELECT \(institute), case_id, ARRAY['design_institute'] FROM invited
                ON CONFLICT (organisation_id, case_id) DO NOTHING)
            \(audit(.caseInvite, "organisation", "\(institute)", in: "invited", project: "\(caseRecord.project)", case: "case_id"))
            SELECT case_id FROM invited
            """
        )
        guard row != nil else { throw StoreError.missing("case \(caseRecord.id)") }
    }
}

extension CaseRecord {
    init(_ row: Row) throws {
        id = try row("case_id")
        project = try row("project_id")
        owner = try row("owner_id")
        lead = try row("lead_id")
        number = try row("case_number")
        title = try row("title")
        state = try row("state")
        profile = try row("profile")
        round = try row("round")
        approvedRound = try row.optional("approved_round")
        escalatedRound = try row("escalated_round")
        remaining = try row("remaining")
        version = try row("version")
        createdAt = try row("created_at")
        confirmedAt = try row.optional("confirmed_at")
        submittedAt = try row.optional("submitted_at")
        acceptedAt = try row.optional("accepted_at")
        dueAt = try row.optional("due_at")
        reason = try row.optional("reason")
        openness = try row.optional("openness")
        successor = try row.optional("successor_id")
    }
}
