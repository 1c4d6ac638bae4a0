public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Whether a case `c` had all its rounds, and the lead has allowed no more.
    private static let isAtLimit: SQL = "coalesce(c.round >= c.round_limit AND c.escalated_round <= c.round, false)"

    /// Everybody who must act on a case at this moment, by when and why: one query over the state of the case and what is still open in it.
    ///
    /// A task for which an organisation has nobody stands in it without a person, so that a case never waits for somebody who is not there.
    public func turns(of caseID: UUID) async throws -> [Turn] {
        let tasks = Turn.Task.allCases.flatMap { task in task.roles.map { (task, $0) } }
        let named = try await sql.all(
            """
            WITH c AS (
                SELECT c.*, \(Self.preparesNext) AS later, c.round + (\(Self.preparesNext))::integer AS coming
                  FROM joint_case c WHERE c.case_id = \(caseID)),
            standing AS (SELECT m.*, s.institute_id FROM c JOIN comment m USING (case_id) JOIN sheet s USING (sheet_id) WHERE \(Self.stands)),
            open_part AS (
                SELECT t.institute_id FROM c JOIN case_part t USING (case_id) WHERE NOT c.later AND NOT EXISTS (
                       SELECT FROM package k WHERE k.case_id = t.case_id AND k.institute_id = t.institute_id AND k.round = c.round AND k.state = 'sealed')
                 UNION
                SELECT k.institute_id FROM c JOIN package k ON k.case_id = c.case_id AND k.round = c.coming AND k.state = 'checked' WHERE c.later AND NOT EXISTS (
                       SELECT FROM package s WHERE s.case_id = k.case_id AND s.institute_id = k.institute_id AND s.round = k.round AND s.state = 'sealed')),
            open_set AS (
                SELECT k.package_id, side, CASE side WHEN 'owner' THEN c.owner_id ELSE k.institute_id END AS organisation_id
                  FROM c JOIN package k ON k.case_id = c.case_id AND k.round = c.coming AND k.state IN ('checked', 'sealed')
                  JOIN package_set s ON s.package_id = k.package_id AND s.partial CROSS JOIN (VALUES ('owner'), ('institute')) AS sides (side)
                 WHERE (k.state = 'sealed' OR k.uploaded_at = (SELECT max(n.uploaded_at) FROM package n WHERE n.case_id = k.case_id AND n.institute_id = k.institute_id AND n.round = k.round
                                           AND n.state IN ('checked', 'sealed')))
                   AND NOT EXISTS (SELECT FROM set_confirmation f WHERE f.package_id = k.package_id AND f.side = sides.side AND f.voided_at IS NULL)),
            decided AS (
                SELECT c.remaining, c.conflict_policy = 'blocks' AS blocks,
                       (SELECT count(*) FROM conflict k WHERE k.case_id = c.case_id AND k.state = 'open') AS conflicts,
                       EXISTS (SELECT FROM debt d WHERE d.case_id = c.case_id AND d.settled_at IS NULL) AS owes,
                       EXISTS (SELECT FROM standing m WHERE m.severity IN ('mandatory_clause', 'general_clause'))
                           OR EXISTS (SELECT FROM review r WHERE r.case_id = c.case_id AND r.round = c.round AND r.decision = 'fail'
                                         AND r.round IS DISTINCT FROM c.overruled_round) AS fails FROM c),
            unanswered AS (
                SELECT m.comment_id, m.institute_id, t.person_id, d.comment_id IS NOT NULL AND d.released_at IS NULL AS written
                  FROM c JOIN standing m ON c.later AND m.severity <> 'information' AND \(Self.isAnswered)
                  LEFT JOIN answer_release a ON a.comment_id = m.comment_id AND a.round = c.round AND a.replaced_at IS NULL
                  LEFT JOIN answer d ON d.comment_id = m.comment_id AND d.round = c.round
                  LEFT JOIN answer_task t ON t.comment_id = m.comment_id AND t.round = c.round
                 WHERE a.comment_id IS NULL OR d.comment_id IS NOT NULL AND d.released_at IS NULL OR NOT \(Self.isShown)),
            unrevised AS (
                SELECT DISTINCT a.institute_id FROM c JOIN standing m ON c.later AND m.severity <> 'information' AND \(Self.isAnswered)
                  JOIN answer_release a ON a.comment_id = m.comment_id AND a.round = c.round AND a.replaced_at IS NULL AND a.verdict = 'accepted'
                 WHERE NOT \(Self.isRevised)),
            pending (task, organisation_id, person_id, discipline, kind, object_id, due) AS (
                SELECT 'seal_part', p.institute_id, NULL::uuid, '', 'case', c.case_id, NULL::timestamptz FROM c, open_part p
                 WHERE c.state IN ('draft', 'deficient', 'revising', 'change_requested')
                UNION ALL
                -- What was accepted is to be drawn.
                SELECT 'seal_part', u.institute_id, NULL, '', 'case', c.case_id, NULL FROM c, unrevised u
                 WHERE NOT EXISTS (SELECT FROM open_part o WHERE o.institute_id = u.institute_id)
                UNION ALL
                -- A set that was sent back is mended by another part, though every part is sealed.
                SELECT 'seal_part', t.institute_id, NULL, '', 'case', c.case_id, NULL FROM c JOIN case_part t USING (case_id)
                 WHERE c.state = 'draft' AND NOT EXISTS (SELECT FROM open_part)
                UNION ALL
                -- A change begins with what somebody draws.
                SELECT 'seal_part', t.institute_id, NULL, '', 'case', c.case_id, NULL FROM c JOIN case_part t USING (case_id)
                 WHERE c.state = 'change_requested' AND NOT EXISTS (SELECT FROM open_part) AND NOT EXISTS (
                       SELECT FROM package k WHERE k.case_id = c.case_id AND k.round = c.coming AND k.state IN ('uploaded', 'checked', 'sealed'))
                UNION ALL
                SELECT 'invite_institute', c.owner_id, NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE c.state = 'draft' AND NOT EXISTS (SELECT FROM case_part t WHERE t.case_id = c.case_id)
                UNION ALL
                SELECT 'dispute', c.owner_id, NULL, '', 'case', c.case_id, NULL FROM c WHERE c.state = 'failed'
                UNION ALL
                SELECT 'settle_dispute', p.organisation_id, NULL, '', 'case', c.case_id, NULL FROM c JOIN case_party p USING (case_id)
                 WHERE c.state = 'disputed' AND p.roles && ARRAY['regulator', 'authority']
                UNION ALL
                SELECT 'confirm_set', o.organisation_id, NULL, '', 'package', o.package_id, NULL FROM c, open_set o
                 WHERE c.state IN ('awaiting_owner_confirm', 'draft', 'deficient', 'revising', 'change_requested')
                UNION ALL
                SELECT CASE WHEN c.confirmed_at IS NULL THEN 'confirm' ELSE 'submit' END, c.owner_id, NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE c.state IN ('awaiting_owner_confirm', 'deficient', 'revising') AND NOT EXISTS (SELECT FROM open_part)
                   AND NOT EXISTS (SELECT FROM open_set) AND NOT EXISTS (SELECT FROM unanswered) AND NOT EXISTS (SELECT FROM unrevised)
                   AND NOT (c.state = 'revising' AND c.confirmed_at IS NOT NULL AND \(Self.isAtLimit))
                UNION ALL
                SELECT CASE WHEN c.confirmed_at IS NULL THEN 'confirm' ELSE 'open_change' END, CASE WHEN c.confirmed_at IS NULL THEN c.owner_id ELSE c.lead_id END,
                       NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE c.state = 'change_requested' AND EXISTS (SELECT FROM package k WHERE k.case_id = c.case_id AND k.round = c.coming AND k.state = 'sealed')
                   AND NOT EXISTS (SELECT FROM open_part) AND NOT EXISTS (SELECT FROM open_set) AND NOT EXISTS (SELECT FROM unanswered)
                   AND NOT EXISTS (SELECT FROM unrevised)
                UNION ALL
                SELECT 'escalate', c.lead_id, NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE \(Self.isAtLimit)
                   AND (c.state = 'revising' OR c.state = 'opinions_issued' AND EXISTS (SELECT FROM decided WHERE fails OR conflicts > 0))
                UNION ALL
                SELECT 'accept', c.lead_id, NULL, '', 'case', c.case_id, NULL FROM c WHERE c.state = 'submitted'
                UNION ALL
                SELECT CASE WHEN NOT reviewer.serves AND r.state IN ('assigned', 'reassigned', 'in_review', 'checked', 'verifying') THEN 'reassign_review'
                            WHEN r.state = 'recused' THEN 'assign_review' WHEN r.state IN ('pending', 'returned_to_queue') THEN 'claim_review' WHEN r.state IN ('assigned', 'reassigned') THEN 'start_review'
                            WHEN r.state = 'opinion_drafted' THEN 'check_opinion' WHEN r.state = 'suspended' THEN 'resume_review' ELSE 'decide_review' END,
                       b.organisation_id, CASE WHEN reviewer.serves AND r.state IN ('assigned', 'reassigned', 'in_review', 'checked', 'verifying') THEN r.reviewer_id END, r.discipline,
                       'review', r.review_id, r.due_at
                  FROM c JOIN review r ON r.case_id = c.case_id AND r.round = c.round AND r.applicability = 'applies' AND r.decision IS NULL AND r.state <> 'cancelled'
                  CROSS JOIN LATERAL (SELECT \(Self.stillServes("r.reviewer_id", as: [.reviewer])) AS serves) AS reviewer
                  CROSS JOIN LATERAL (
                       SELECT r.body_id AS organisation_id WHERE r.body_id IS NOT NULL AND r.state <> 'suspended'
                        UNION ALL
                       -- Whose organisation stopped it lets it go on.
                       SELECT h.organisation_id FROM suspension s JOIN person h ON h.person_id = s.suspended_by
                        WHERE r.state = 'suspended' AND s.review_id = r.review_id AND s.resumed_at IS NULL
                        UNION ALL
                       SELECT f.organisation_id FROM organisation_function f JOIN case_party p ON p.organisation_id = f.organisation_id AND p.case_id = r.case_id
                        WHERE r.body_id IS NULL AND r.state <> 'suspended' AND f.function = 'review_body' AND f.discipline = r.discipline) AS b
                 WHERE c.state IN ('in_first_review', 'in_re_review', 'change_in_review')
                   -- Who is to decide waits for the specialties; they are somebody else's turn.
                   AND NOT (r.state IN ('in_review', 'verifying') AND reviewer.serves AND EXISTS (
                       SELECT FROM specialty_review s WHERE s.review_id = r.review_id AND s.state <> 'checked'))
                UNION ALL
                SELECT DISTINCT wanted.task, r.body_id,
                       CASE wanted.task WHEN 'review_specialty' THEN s.reviewer_id WHEN 'check_specialty' THEN s.checker_id END, r.discipline,
                       'review', r.review_id, r.due_at
                  FROM c JOIN review r ON r.case_id = c.case_id AND r.round = c.round AND r.state IN ('in_review', 'verifying') AND r.body_id IS NOT NULL
                  JOIN specialty_review s ON s.review_id = r.review_id AND s.state <> 'checked'
                  CROSS JOIN LATERAL (
                       SELECT CASE WHEN s.state = 'waiting' THEN 'claim_specialty'
                                   WHEN s.state = 'finished'
                                    AND (s.checker_id IS NULL OR \(Self.stillServes("s.checker_id", as: [.checker, .technicalHead]))
                                         AND s.checker_id <> ALL (s.finishers)
                                         AND NOT EXISTS (SELECT FROM displacement q WHERE q.review_id = s.review_id AND q.person_id = s.checker_id)
                                         AND NOT EXISTS (SELECT FROM recusal q WHERE q.case_id = r.case_id AND q.discipline = r.discipline AND q.person_id = s.checker_id))
                                        THEN 'check_specialty'
                                   WHEN s.state <> 'finished' AND \(Self.stillServes("s.reviewer_id", as: [.reviewer])) THEN 'review_specialty'
                                   ELSE 'assign_specialty' END AS task) AS wanted
                 WHERE c.state IN ('in_first_review', 'in_re_review', 'change_in_review')
                UNION ALL
                SELECT 'settle_conflicts', c.lead_id, NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE c.state = ANY (\(CaseState.allCases.filter(\.settlesConflicts))) AND EXISTS (SELECT FROM decided WHERE conflicts > 0)
                UNION ALL
                SELECT 'settle_debt', c.lead_id, NULL, '', 'case', c.case_id, (min(d.due_on) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
                  FROM c JOIN debt d USING (case_id) WHERE d.settled_at IS NULL AND c.state NOT IN ('withdrawn', 'superseded', 'revoked', 'archived', 'closed')
                 GROUP BY c.lead_id, c.case_id
                UNION ALL
                SELECT 'pass', c.lead_id, NULL, '', 'case', c.case_id, NULL FROM c
                 WHERE c.state = 'opinions_issued' AND EXISTS (SELECT FROM decided WHERE conflicts = 0 AND NOT fails AND NOT owes)
                UNION ALL
                SELECT 'revise', o.organisation_id, NULL, '', 'case', c.case_id, NULL
                  FROM c CROSS JOIN LATERAL (SELECT c.owner_id AS organisation_id UNION SELECT m.institute_id FROM standing m) AS o
                 -- Beyond the limit of rounds a revision would be drawn for nobody: first the lead says whether there is another round.
                 WHERE (c.state = 'opinions_issued' AND NOT \(Self.isAtLimit) OR c.state = 'change_in_review' AND EXISTS (SELECT FROM decided WHERE remaining = 0 AND (conflicts = 0 OR NOT blocks)))
                   AND EXISTS (SELECT FROM decided WHERE fails OR conflicts > 0)
                UNION ALL
                SELECT 'write_answer', u.institute_id, u.person_id, '', 'comment', u.comment_id, NULL FROM unanswered u WHERE NOT u.written
                UNION ALL
                SELECT DISTINCT 'release_answers', u.institute_id, NULL::uuid, '', 'case', c.case_id, NULL::timestamptz FROM c, unanswered u WHERE u.written
                UNION ALL
                SELECT 'certify', r.body_id, NULL, '', 'case', c.case_id, NULL FROM c CROSS JOIN LATERAL (
                       SELECT v.body_id FROM review v WHERE v.case_id = c.case_id AND v.round = c.round AND v.applicability = 'applies' AND v.body_id IS NOT NULL
                        ORDER BY array_position(\(Certification.order.map(\.rawValue))::text[], v.discipline) LIMIT 1) AS r
                 WHERE c.state = 'passed'
                    OR c.state = 'change_in_review' AND EXISTS (
                       SELECT FROM decided WHERE remaining = 0 AND conflicts = 0 AND NOT fails AND NOT owes)),
            may (task, role) AS (SELECT * FROM unnest(\(tasks.map(\.0)), \(tasks.map(\.1))))
            SELECT DISTINCT w.task, w.organisation_id, who.person_id, who.standing_for, who.role, w.kind, w.object_id, w.due
              FROM pending w LEFT JOIN LATERAL (
                   SELECT w.person_id, NULL::uuid AS standing_for, NULL AS role WHERE w.person_id IS NOT NULL
                    UNION
                   SELECT p.person_id, NULL, g.role FROM person p JOIN person_role g USING (person_id)
                    WHERE w.person_id IS NULL AND p.organisation_id = w.organisation_id AND p.disabled_at IS NULL
                      AND (w.discipline = '' OR g.discipline IN ('', w.discipline))
                      AND g.role IN (SELECT role FROM may WHERE may.task = w.task
                                      UNION SELECT unnest(ARRAY['project_leader', 'survey_firm']) FROM c WHERE w.task = 'confirm_set' AND w.organisation_id <> c.owner_id)
                    UNION
                   \(Self.mandated)
                   ) AS who ON true
             ORDER BY w.due NULLS LAST, w.task, w.organisation_id, person_id
            """
        ).map { row in
            try NamedTurn(
                turn: Turn(
                    organisation: row("organisation_id"), person: row.optional("person_id"), task: row("task"),
                    object: Turn.Object(kind: row("kind"), id: row("object_id")), due: row.optional("due")),
                standingFor: row.optional("standing_for"), role: row.optional("role"))
        }
        return try await withoutBarred(named, in: caseID)
    }
}

extension Tx {
    /// Whether somebody who reviews or checks in a review `r` still may: for his own body, or under a mandate of somebody of it.
    ///
    /// A mandate that ended takes the review out of its holder's hands, though it is still in his name: then it is to be given to another.
    private static func stillServes(_ person: SQL, as roles: [Role]) -> SQL {
        """
        EXISTS (SELECT FROM person h WHERE h.person_id = \(person) AND h.disabled_at IS NULL AND (
            r.body_id IS NULL
            OR h.organisation_id = r.body_id AND EXISTS (
               SELECT FROM person_role g WHERE g.person_id = h.person_id AND g.role = ANY (\(roles)) AND g.discipline IN ('', r.discipline))
            OR EXISTS (SELECT FROM mandate m WHERE m.holder_id = h.person_id AND m.organisation_id = r.body_id AND m.roles && \(roles)
                          AND m.starts_at <= clock_timestamp() AND m.ends_at > clock_timestamp() AND m.revoked_at IS NULL
                          AND (m.cases IS NULL OR r.case_id = ANY (m.cases)))))
        """
    }

    /// Those who may do what is pending (`w`) in a case (`c`) under a mandate in force: of anybody who may where nobody is named, and of whoever is named
    /// where a holder may take it up for him.
    private static let mandated: SQL =
        """
        SELECT m.holder_id, m.giver_id, g.role FROM c JOIN mandate m ON m.organisation_id = w.organisation_id
          JOIN person h ON h.person_id = m.holder_id AND h.disabled_at IS NULL
          JOIN person v ON v.person_id = m.giver_id AND v.disabled_at IS NULL
          JOIN person_role g ON g.person_id = m.giver_id
         WHERE (w.person_id IS NULL OR w.task = 'start_review' AND m.giver_id = w.person_id)
           AND m.starts_at <= clock_timestamp() AND m.ends_at > clock_timestamp() AND m.revoked_at IS NULL
           AND (m.cases IS NULL OR c.case_id = ANY (m.cases)) AND (w.discipline = '' OR g.discipline IN ('', w.discipline))
           AND EXISTS (SELECT FROM may WHERE may.task = w.task AND may.role = ANY (m.roles)
                          AND (may.role = g.role OR may.role = 'owner_agent' AND g.role = 'owner'))
           AND (m.kind = 'delegation' OR NOT EXISTS (SELECT FROM case_party x WHERE x.case_id = c.case_id AND x.organisation_id = h.organisation_id))
        """
}
