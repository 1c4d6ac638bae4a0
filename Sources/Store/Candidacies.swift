public import Foundation
import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// Refuses the actor where he, or whom he stands for, may not review or check: a designer of the project, somebody registered with one of its parties,
    /// or without the qualification that the case's profile demands.
    ///
    /// - Parameter specialty: the specialty in question; nil for the review as a whole.
    public func requireFit(for review: UUID, specialty: String? = nil) async throws {
        guard let person = actor.person else { return }
        try Self.requireFit(persons, try await sql.batch(fitness(of: person, standingFor: actor.mandate?.giver, for: review)), specialty, opens: true)
    }

    /// Refuses somebody to whom a review, or a specialty of it, is to be given; he declares his independence when he takes it up.
    public func requireFit(_ person: UUID, for review: UUID, specialty: String? = nil) async throws {
        try Self.requireFit([person], try await sql.batch(fitness(of: person, standingFor: nil, for: review)), specialty, opens: false)
    }

    /// What `requireFit` makes sense of; for a batch that an act begins with.
    func fitness(of person: UUID, standingFor giver: UUID?, for review: UUID) -> [SQL] {
        let persons = [person, giver].compactMap { $0 }
        return [
            registrations(of: person), registrations(of: giver),
            registration(ofBody: "coalesce((SELECT body_id FROM review WHERE review_id = \(review)), \(actor.organisation))"),
            """
            SELECT r.discipline, r.needs_registration, r.needs_declaration, (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day, i.*,
                   ARRAY(SELECT o.credit_code FROM organisation o WHERE o.organisation_id = ANY (i.interested)) AS codes,
                   ARRAY(SELECT p.organisation_id FROM person p WHERE p.person_id = ANY (\(persons))) AS own,
                   EXISTS (SELECT FROM independence_declaration d WHERE d.case_id = r.case_id AND d.discipline = r.discipline AND d.person_id = \(person)) AS declared
              FROM review r, LATERAL \(Self.interestsOfReview) WHERE r.review_id = \(review)
            """,
        ]
    }

    /// - Parameter opens: whether the person has a hand in the review now: then his declaration of independence must be there, where the profile wants one.
    static func requireFit(_ persons: [UUID], _ answers: [[Row]], _ specialty: String?, opens: Bool) throws {
        guard let row = answers[3].first, let day = CalendarDay(try row("day")) else { throw StoreError.missing("review") }
        let (own, codes): ([UUID], [String]) = try (row("own"), row("codes"))
        try Interests(row).require(Set(persons), of: Set(own))
        let candidacy = try Candidacy(
            registrations: answers[0].map(RegisteredPerson.init), firm: answers[2].first.map(RegisteredFirm.init),
            givers: answers[1].map(RegisteredPerson.init), interestedCodes: Set(codes), hasDeclared: row("declared"))
        let demands = try Candidacy.Demands(
            discipline: row("discipline"), registration: row("needs_registration"), declaration: row("needs_declaration"), day: day)
        try candidacy.requireFit(for: specialty, demands, opens: opens)
    }

    /// Keeps that the actor declares himself independent of a review; a second time changes nothing.
    /// - Returns: when it was declared.
    public func declareIndependence(of review: ReviewRecord) async throws -> Date {
        let row = try await sql.first(
            """
            WITH declared AS (
                INSERT INTO independence_declaration (case_id, discipline, person_id, review_id, owner_id)
                SELECT r.case_id, r.discipline, \(actor.person), r.review_id, r.owner_id FROM review r WHERE r.review_id = \(review.id)
                ON CONFLICT DO NOTHING RETURNING *)
            \(audit(.reviewDeclare, "review", "review_id", in: "declared", project: "\(review.project)", case: "case_id"))
            SELECT declared_at FROM declared
             UNION ALL
            SELECT declared_at FROM independence_declaration
             WHERE case_id = \(review.caseID) AND discipline = \(review.discipline) AND person_id = \(actor.person)
             LIMIT 1
            """
        )
        guard let row else { throw StoreError.missing("review \(review.id)") }
        return try row("declared_at")
    }

    /// Whether the actor is qualified to take a waiting review `w` as a whole, and declared himself: what `Candidacy` says, as a condition.
    var isQualified: SQL {
        """
        (NOT w.needs_declaration OR EXISTS (
             SELECT FROM independence_declaration d WHERE d.case_id = w.case_id AND d.discipline = w.discipline AND d.person_id = \(actor.person)))
           AND (NOT w.needs_registration OR EXISTS (
                SELECT FROM person a JOIN registered_person g ON g.sign_in_name = a.sign_in_name JOIN organisation o ON o.credit_code = g.credit_code
                  JOIN registered_firm f ON f.credit_code = o.credit_code
                 WHERE a.person_id = \(actor.person) AND o.organisation_id = \(actor.organisation) AND w.discipline = ANY (f.disciplines)
                   AND \(Self.countsToday("g")) AND \(Self.countsToday("f"))))
        """
    }
}
