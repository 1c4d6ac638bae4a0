import Foundation
import JointReview
import Postgres

extension Tx {
    /// Who has a part in a project, in whatever case of it: rows of a person, an organisation, or both, each NULL where there is none.
    ///
    /// The only question after it: rules are told what it answers, and a claim from a queue has it as its condition. An agent's organisation has a part
    /// once he did something under his mandate; a mandate that an owner merely gave bars nobody from a review that he would like to see elsewhere.
    /// - Parameter own: only rows of these persons and organisations, so that a claim does not read everybody else's; all rows where it is nil.
    static func parts(in project: SQL, of own: (persons: [UUID], organisations: SQL)? = nil) -> SQL {
        func deed(_ person: SQL, _ source: SQL) -> SQL {
            let mine: SQL =
                own.map {
                    """
                    AND (\(person) = ANY (\($0.persons)) OR \(person) IN (
                         SELECT m.holder_id FROM mandate m JOIN person p ON p.person_id = m.holder_id WHERE m.kind = 'agency' AND p.organisation_id = ANY (ARRAY(\($0.organisations)))))
                    """
                } ?? ""
            return """
                SELECT \(person) AS person_id, d.institute_id FROM joint_case j JOIN \(source) d ON d.case_id = j.case_id
                 WHERE j.project_id = \(project) AND \(person) IS NOT NULL \(mine)
                """
        }
        let deeds = [
            deed("d.uploaded_by", "package"), deed("d.sealed_by", "package"), deed("d.author_id", "answer"), deed("d.released_by", "answer"),
        ]
        let parties: SQL =
            own.map {
                "CROSS JOIN LATERAL unnest(ARRAY(\($0.organisations))) AS o (id) JOIN case_party p ON p.organisation_id = o.id AND p.case_id = j.case_id"
            }
            ?? "JOIN case_party p ON p.case_id = j.case_id"
        return """
            SELECT d.person_id, h.organisation_id
              FROM (\(SQL.joined(deeds, separator: " UNION ALL "))) AS d
              LEFT JOIN LATERAL (
                   SELECT p.organisation_id FROM mandate m JOIN person p ON p.person_id = m.holder_id
                    WHERE m.holder_id = d.person_id AND m.organisation_id = d.institute_id AND m.kind = 'agency' LIMIT 1) AS h ON true
             UNION ALL
            SELECT NULL, p.organisation_id FROM joint_case j \(parties)
             WHERE j.project_id = \(project) AND p.roles && ARRAY['owner', 'design_institute', 'survey_firm']
            """
    }

    /// The three sets of `Interests` as columns of a row `i`: `designers`, `interested` and, of those who stepped aside, `recused`.
    /// - Parameter recused: which rows of `recusal q` count.
    /// - Parameter aside: which rows of `body_recusal b` count: bodies that stepped aside as a whole.
    static func interests(in project: SQL, recused: SQL, aside: SQL = "false") -> SQL {
        """
        (SELECT coalesce(array_agg(DISTINCT t.person_id) FILTER (WHERE t.person_id IS NOT NULL), '{}') AS designers,
                coalesce(array_agg(DISTINCT t.organisation_id) FILTER (WHERE t.organisation_id IS NOT NULL), '{}')
                    || ARRAY(SELECT b.organisation_id FROM body_recusal b WHERE \(aside)) AS interested,
                ARRAY(SELECT q.person_id FROM recusal q WHERE \(recused)) AS recused
           FROM (\(parts(in: project))) AS t) AS i
        """
    }

    /// The same of a review `r`, from whose discipline they stepped aside in its case, in whatever round.
    static let interestsOfReview = interests(
        in: "r.project_id", recused: "q.case_id = r.case_id AND q.discipline = r.discipline",
        aside: "b.case_id = r.case_id AND b.discipline = r.discipline")

    /// Both by whom separation of duties is judged: who acts, and whom he stands for.
    var persons: [UUID] { [actor.person, actor.mandate?.giver].compactMap { $0 } }

    /// Whether nothing bars the actor, or whom he stands for, from a waiting review `w`: what `Interests` and the register say, as a condition.
    var isFree: SQL {
        // OFFSET 0: asked of one review after the other, in the queue's order, until one is free. Made joins, they would be asked of all that wait; and the
        // planner would rather read all packages once than the few of the projects that are looked at.
        """
        NOT EXISTS (SELECT FROM recusal q WHERE q.case_id = w.case_id AND q.discipline = w.discipline AND q.person_id = ANY (\(persons)) OFFSET 0)
           AND NOT EXISTS (SELECT FROM body_recusal b WHERE b.case_id = w.case_id AND b.discipline = w.discipline AND b.organisation_id = \(actor.organisation)
                       OFFSET 0)
           AND NOT EXISTS (SELECT FROM specialty_review s WHERE s.review_id = w.review_id AND s.checker_id = ANY (\(persons)) OFFSET 0)
           AND NOT EXISTS (SELECT FROM (\(Self.parts(in: "w.project_id", of: (persons, ownOrganisations))) OFFSET 0) AS t
                            WHERE t.person_id = ANY (\(persons)) OR t.organisation_id = ANY (ARRAY(\(ownOrganisations))))
        """
    }

    /// The organisations that the actor and whom he stands for act for, belong to, or are registered with today.
    private var ownOrganisations: SQL {
        """
        SELECT p.organisation_id FROM person p WHERE p.person_id = ANY (\(persons))
         UNION
        SELECT \(actor.organisation)::uuid
         UNION
        SELECT o.organisation_id FROM person a JOIN registered_person g ON g.sign_in_name = a.sign_in_name JOIN organisation o ON o.credit_code = g.credit_code
         WHERE a.person_id = ANY (\(persons)) AND \(Self.countsToday("g"))
        """
    }

    /// Whether a registration counts on the business day.
    static func countsToday(_ registration: SQL) -> SQL {
        """
        \(registration).valid_from <= (business_now() AT TIME ZONE 'Asia/Shanghai')::date
           AND (\(registration).valid_through IS NULL OR \(registration).valid_through >= (business_now() AT TIME ZONE 'Asia/Shanghai')::date)
        """
    }
}

extension Interests {
    init(_ row: Row) throws {
        let (recused, designers, organisations): ([UUID], [UUID], [UUID]) = try (row("recused"), row("designers"), row("interested"))
        self.init(recused: Set(recused), designers: Set(designers), organisations: Set(organisations))
    }
}
