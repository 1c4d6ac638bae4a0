public import Foundation
public import JointReview
import Postgres

/// A review as it is opened at fan-out.
public struct NewReview: Sendable, Hashable {
    /// Identity.
    public let id: UUID
    /// What the rule profile answered for the discipline.
    public let answer: DisciplineApplicability
    /// Review body; `nil` is the discipline's open pool.
    public let body: UUID?
    /// Specialties that are each reviewed and checked, in the order in which they sign.
    public let specialties: [String]
    /// Whether a second person checks the decision before it goes out.
    public let needsChecker: Bool
    /// Whether firm and persons must be registered and valid.
    public let needsRegistration: Bool
    /// Whether a reviewer declares his independence first.
    public let needsDeclaration: Bool

    /// A review to open.
    public init(
        id: UUID, answer: DisciplineApplicability, body: UUID?, specialties: [String] = [], needsChecker: Bool = false,
        needsRegistration: Bool = false,
        needsDeclaration: Bool = false
    ) {
        self.id = id
        self.answer = answer
        self.body = body
        self.specialties = specialties
        self.needsChecker = needsChecker
        self.needsRegistration = needsRegistration
        self.needsDeclaration = needsDeclaration
    }

    /// A review to open as its profile wants it: with the specialties, the second person and the qualification of its discipline.
    init(id: UUID, answer: DisciplineApplicability, body: UUID?, profile: RuleProfile) {
        let applies = answer.applicability == .applies
        self.init(
            id: id, answer: answer, body: body, specialties: applies ? profile.specialties(of: answer.discipline) : [],
            needsChecker: applies && profile.needsSecondPerson(in: answer.discipline),
            needsRegistration: applies && profile.assignment?.registered.contains(answer.discipline) == true,
            needsDeclaration: applies && profile.assignment?.declaration == true)
    }

    /// Whether somebody has to review it.
    public var applies: Bool { answer.applicability == .applies }
}

extension Tx {
    /// Accepts a case and opens its reviews: state, reviews, parties, notices and all entries in one statement, so all of it lands or none.
    ///
    /// - Parameter parties: organisations that see the case from now on, besides those that are parties already: review bodies and regulators, with their role.
    /// - Throws: `StoreError.stale` when the case has moved on since it was read.
    public func accept(
        _ before: CaseRecord, by action: CaseAction, opening reviews: [NewReview], until deadline: Deadline,
        parties: [(organisation: UUID, role: String)], rule: String?,
        conflicts: ConflictPolicy, openness: Openness = .onPublication, rounds: Int?
    ) async throws -> CaseRecord {
        let (started, debts) = (CaseState.inFirstReview, action.items?.joined(separator: "\n"))
        let state = debts == nil ? CaseState.accepted : .acceptedWithDebts
        let specialties = reviews.flatMap { review in review.specialties.enumerated().map { (review: review.id, name: $1, place: $0) } }
        let grounds = try reviews.map { String(decoding: try CanonicalJSON.encode($0.answer), as: UTF8.self) }
        let row = try await final.first(
            """
            WITH accepted AS (
                UPDATE joint_case SET state = \(started), version = version + 1, accepted_at = business_now(), due_at = \(deadline.due), deadline = \(try JSON(deadline)),
                       accepted_by_rule = \(rule), conflict_policy = \(conflicts), round_limit = \(rounds),
                       openness = coalesce(openness, \(openness)),
                       remaining = \(reviews.count(where: \.applies))
                 WHERE case_id = \(before.id) AND version = \(before.version)
             RETURNING *),
            wanted AS (
                SELECT * FROM unnest(\(reviews.map(\.id)), \(reviews.map(\.answer.discipline)), \(reviews.map(\.answer.applicability.kind)),
                                     \(reviews.map { $0.answer.applicability.target?.rawValue ?? "" }), \(reviews.map(\.answer.basisLine)), \(grounds),
                                     \(reviews.map { $0.body?.uuidString ?? "" }), \(reviews.map(\.answer.applicability.openingState)),
                                     \(reviews.map(\.specialties.count)), \(reviews.map { $0.needsChecker ? 1 : 0 }),
                                     \(reviews.map { $0.needsRegistration ? 1 : 0 }), \(reviews.map { $0.needsDeclaration ? 1 : 0 }))
                         AS w (review_id, discipline, applicability, merged_into, legal_basis, grounds, body_id, state, specialties, needs_checker,
                               needs_registration, needs_declaration)),
            opened AS (
                INSERT INTO review (review_id, case_id, project_id, owner_id, discipline, round, applicability, merged_into, legal_basis, grounds,
                                    body_id, state, due_at, specialties, needs_checker, needs_registration, needs_declaration)
                SELECT w.review_id, a.case_id, a.project_id, a.owner_id, w.discipline, a.round, w.applicability, nullif(w.merged_into, ''), w.legal_basis, w.grounds::jsonb,
                       nullif(w.body_id, '')::uuid, w.state, a.due_at, w.specialties, w.needs_checker = 1,
                       w.needs_registration = 1, w.needs_declaration = 1
                  FROM accepted a, wanted w
             RETURNING review_id, case_id, project_id, discipline, state),
            specialised AS (
                INSERT INTO specialty_review (review_id, specialty, ordinal, case_id, owner_id)
                SELECT s.review_id, s.specialty, s.ordinal, a.case_id, a.owner_id
                  FROM accepted a, unnest(\(specialties.map(\.review)), \(specialties.map(\.name)), \(specialties.map(\.place))) AS s (review_id, specialty, ordinal)),
            seated AS (
                INSERT INTO case_party (organisation_id, case_id, roles)
                SELECT p.organisation_id, a.case_id, ARRAY[p.role] FROM accepted a,
                       unnest(\(parties.map(\.organisation)), \(parties.map(\.role))) AS p (organisation_id, role)
                -- An authority may review or supervise besides; nobody else gets a second part by acceptance.
                ON CONFLICT (organisation_id, case_id) DO UPDATE SET roles = case_party.roles || excluded.roles WHERE case_party.roles = ARRAY['authority']),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), a.case_id, n.organisation_id, n.kind, jsonb_build_object('dueAt', a.due_at)
                  FROM accepted a, LATERAL (
                       SELECT a.owner_id AS organisation_id, 'deadline' AS kind
                        UNION ALL SELECT p.organisation_id, 'review_opened' FROM unnest(\(parties.map(\.organisation)), \(parties.map(\.role))) AS p (organisation_id, role)
                                   WHERE p.role = 'review_body') AS n)
            \(audit(
                """
                SELECT \(action.kind.act), project_id, case_id, 'case', case_id, \(before.state), \(state), NULL::bytea, NULL::bytea, NULL::bigint FROM accepted
                UNION ALL
                SELECT \(Act.reviewOpen), o.project_id, o.case_id, 'review', o.review_id, NULL, o.state, NULL, NULL, NULL
                  FROM opened o
                """,
                detail: .values(["rule": rule, "items": debts])))
            SELECT * FROM accepted
            """
        )
        guard let row else { throw StoreError.stale("case \(before.id)") }
        return try CaseRecord(row)
    }
}
