public import Foundation
import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// Refuses somebody who may not review or check: a designer of the project, somebody registered with one of its parties, or without the
    /// qualification that the case's profile demands.
    ///
    /// - Parameter specialty: the specialty in question; nil for the review as a whole.
    /// - Parameter opens: whether the person opens the review now: then his declaration of independence must be there, where the profile wants one.
    public func requireFit(_ person: UUID, for review: ReviewRecord, specialty: String? = nil, opens: Bool) async throws {
        let answers = try await sql.batch([
            registrations(of: person), registration(ofBody: review.body ?? actor.organisation), Self.interestedCodes(of: review.caseID),
            """
            SELECT r.needs_registration, r.needs_declaration, (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
                   \(designs("r.project_id", person)) AS designs,
                   EXISTS (SELECT FROM independence_declaration d WHERE d.case_id = r.case_id AND d.discipline = r.discipline AND d.person_id = \(person)) AS declared
              FROM review r WHERE r.review_id = \(review.id)
            """,
        ])
        guard let row = answers[3].first, let day = CalendarDay(try row("day")) else { throw StoreError.missing("review \(review.id)") }
        let candidacy = try Candidacy(
            registrations: answers[0].map(RegisteredPerson.init), firm: answers[1].first.map(RegisteredFirm.init),
            interestedCodes: Set(answers[2].map { try $0("credit_code") }), isDesigner: row("designs"), hasDeclared: row("declared"))
        let demands = try Candidacy.Demands(
            discipline: review.discipline, registration: row("needs_registration"), declaration: row("needs_declaration"), day: day)
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

    /// Credit codes of those who own, design or survey the project of a case.
    private static func interestedCodes(of caseID: UUID) -> SQL {
        """
        SELECT o.credit_code FROM case_party p JOIN organisation o USING (organisation_id)
         WHERE p.case_id = \(caseID) AND p.roles && ARRAY['owner', 'design_institute', 'survey_firm']
        """
    }

    /// Whether a person uploaded, sealed or answered in a case of a project.
    private func designs(_ project: SQL, _ person: UUID?) -> SQL {
        """
        (EXISTS (SELECT FROM joint_case c JOIN package k ON k.case_id = c.case_id WHERE c.project_id = \(project) AND \(person) IN (k.uploaded_by, k.sealed_by))
         OR EXISTS (SELECT FROM joint_case c JOIN comment m ON m.case_id = c.case_id JOIN answer a ON a.comment_id = m.comment_id
                     WHERE c.project_id = \(project) AND \(person) IN (a.author_id, a.released_by)))
        """
    }

    /// Whether the actor is fit to take a waiting review `w` as a whole: what `requireFit` says, as a condition.
    var isFit: SQL {
        // OFFSET 0: the planner would rather read all packages once than the few of the cases that are looked at.
        let day: SQL = "(business_now() AT TIME ZONE 'Asia/Shanghai')::date"
        return """
            NOT EXISTS (SELECT FROM package k WHERE k.case_id = w.case_id AND \(actor.person) IN (k.uploaded_by, k.sealed_by) OFFSET 0)
               AND NOT EXISTS (SELECT FROM person a JOIN registered_person g ON g.sign_in_name = a.sign_in_name JOIN organisation o ON o.credit_code = g.credit_code
                                 JOIN case_party i ON i.organisation_id = o.organisation_id AND i.case_id = w.case_id
                                WHERE a.person_id = \(actor.person) AND i.roles && ARRAY['owner', 'design_institute', 'survey_firm']
                                  AND g.valid_from <= \(day) AND (g.valid_through IS NULL OR g.valid_through >= \(day)) OFFSET 0)
               AND (NOT w.needs_declaration OR EXISTS (
                       SELECT FROM independence_declaration d WHERE d.case_id = w.case_id AND d.discipline = w.discipline AND d.person_id = \(actor.person)))
               AND (NOT w.needs_registration
                    OR EXISTS (SELECT FROM person a JOIN registered_person g ON g.sign_in_name = a.sign_in_name
                                WHERE a.person_id = \(actor.person) AND g.valid_from <= \(day) AND (g.valid_through IS NULL OR g.valid_through >= \(day)))
                       AND EXISTS (SELECT FROM organisation o JOIN registered_firm f ON f.credit_code = o.credit_code
                                    WHERE o.organisation_id = \(actor.organisation) AND w.discipline = ANY (f.disciplines)
                                      AND f.valid_from <= \(day) AND (f.valid_through IS NULL OR f.valid_through >= \(day))))
            """
    }
}
