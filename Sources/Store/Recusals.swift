public import Foundation
import JointReview
import Postgres

/// Something that belongs to a case, by its identity.
public enum CaseThing: Sendable, Hashable {
    case joint(UUID)
    case package(UUID)
    case sheet(UUID)
    case review(UUID)
    case comment(UUID)
    case draft(UUID)
    case conflict(UUID)
    case draw(UUID)

    /// The case, as an expression.
    fileprivate var caseID: SQL {
        switch self {
        case .joint(let id): "\(id)::uuid"
        case .package(let id): "(SELECT case_id FROM package WHERE package_id = \(id))"
        case .sheet(let id): "(SELECT case_id FROM sheet WHERE sheet_id = \(id))"
        case .review(let id): "(SELECT case_id FROM review WHERE review_id = \(id))"
        case .comment(let id): "(SELECT case_id FROM comment WHERE comment_id = \(id))"
        case .draft(let id): "(SELECT case_id FROM comment_draft WHERE draft_id = \(id))"
        case .conflict(let id): "(SELECT case_id FROM conflict WHERE conflict_id = \(id))"
        case .draw(let id): "(SELECT case_id FROM draw WHERE draw_id = \(id))"
        }
    }
}

extension Tx {
    /// Keeps who stepped aside from a review, and why; a second time changes nothing.
    ///
    /// What he said and signed in it is taken back: it carries nobody else's pass.
    public func recordRecusal(of person: UUID, from review: ReviewRecord, reason: String) async throws {
        try await sql.run(
            """
            INSERT INTO recusal (review_id, person_id, case_id, owner_id, discipline, reason)
            SELECT r.review_id, \(person), r.case_id, r.owner_id, r.discipline, \(reason) FROM review r WHERE r.review_id = \(review.id)
            ON CONFLICT DO NOTHING
            """
        )
        try await takeBack(of: person, in: review, reason: reason)
        try await reopenSpecialties(of: person, in: review, reason: reason)
    }

    /// Continues a statement's `WITH` list with whose review, or specialty of one, it gives to another: rows of `moved`. Nothing where nobody had it.
    func displacing(_ former: UUID?) -> SQL {
        guard let former else { return "" }
        return """
            , displaced AS (
                INSERT INTO displacement (review_id, person_id, case_id, owner_id, discipline, displaced_by)
                SELECT r.review_id, \(former)::uuid, r.case_id, r.owner_id, r.discipline, \(actor.person) FROM moved m JOIN review r USING (review_id)
                ON CONFLICT (review_id, person_id) DO UPDATE SET displaced_by = excluded.displaced_by, displaced_at = excluded.displaced_at)
            """
    }

    /// Whether the actor, or whom he stands for, stepped aside from the case of something or had his review of it given to another, and has nothing else to
    /// do in it.
    public func hasSteppedAside(from thing: CaseThing) async throws -> Bool {
        try await sql.first(
            "SELECT \(Self.isAside("ANY (\(persons))", from: "k.case_id")) AS aside FROM (SELECT \(thing.caseID) AS case_id) AS k")?("aside") ?? false
    }

    /// Of the persons and cases given, who is aside from which: for all who listen.
    func aside(_ persons: Set<UUID>, among cases: Set<UUID>) async throws -> [UUID: Set<UUID>] {
        guard !persons.isEmpty, !cases.isEmpty else { return [:] }
        let (people, named) = (Array(persons), Array(cases))
        var found: [UUID: Set<UUID>] = [:]
        for row in try await sql.all(
            """
            SELECT k.person_id, k.case_id FROM (
                SELECT person_id, case_id FROM recusal WHERE case_id = ANY (\(named)) AND person_id = ANY (\(people))
                 UNION
                SELECT person_id, case_id FROM displacement WHERE case_id = ANY (\(named)) AND person_id = ANY (\(people))) AS k
             WHERE \(Self.isAside("k.person_id", from: "k.case_id"))
            """)
        {
            found[try row("person_id"), default: []].insert(try row("case_id"))
        }
        return found
    }

    /// Whether somebody stepped aside from the discipline of a review in its case.
    static func steppedAside(_ person: SQL, from review: SQL) -> SQL {
        "EXISTS (SELECT FROM recusal q WHERE q.case_id = \(review).case_id AND q.discipline = \(review).discipline AND q.person_id = \(person))"
    }

    /// The one rule that says who reads a case no more, as a condition on persons and a case.
    ///
    /// Who stepped aside reads it again only for another discipline that he reviews or checks; whose review was given to another also where he got a review
    /// of the same discipline back, in that round or a later one, or has a specialty in it. Who dispatches has the rest to give where his own house gave it away.
    static func isAside(_ persons: SQL, from caseID: SQL) -> SQL {
        """
        (EXISTS (SELECT FROM recusal q WHERE q.case_id = \(caseID) AND q.person_id = \(persons) AND NOT EXISTS (
                 SELECT FROM review r WHERE r.case_id = q.case_id AND r.discipline <> q.discipline AND q.person_id IN (r.reviewer_id, r.checker_id)))
         OR EXISTS (SELECT FROM displacement q JOIN review o USING (review_id) WHERE q.case_id = \(caseID) AND q.person_id = \(persons) AND NOT EXISTS (
                 SELECT FROM review r WHERE r.case_id = q.case_id AND (r.discipline <> q.discipline OR r.round >= o.round)
                    AND (q.person_id IN (r.reviewer_id, r.checker_id) OR EXISTS (
                         SELECT FROM specialty_review s WHERE s.review_id = r.review_id AND q.person_id IN (s.reviewer_id, s.checker_id))))
                   AND NOT EXISTS (SELECT FROM person own JOIN person by USING (organisation_id) JOIN person_role g ON g.person_id = own.person_id
                      WHERE own.person_id = q.person_id AND by.person_id = q.displaced_by AND g.role = ANY (\([Role.dispatcher, .technicalHead]))
                        AND g.discipline IN ('', q.discipline))))
        """
    }
}
