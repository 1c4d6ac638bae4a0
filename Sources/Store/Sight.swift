public import Foundation
import JointReview
import Postgres

extension Tx {
    /// A condition on a package `k`: that the actor's organisation sees it now, and with it its sheets, their bytes, facts and pictures.
    ///
    /// The one rule for all of them: owner and institutes see what they prepare, everybody else what was handed in. The service itself sees every package.
    var seesPackage: SQL {
        actor.role == .system
            ? "true"
            : """
            EXISTS (SELECT FROM case_party p WHERE p.case_id = k.case_id AND p.organisation_id = \(actor.organisation)
                       AND (p.roles && \(OrganisationFunction.applicants.map(\.rawValue).sorted()) OR k.handed_in_at IS NOT NULL))
            """
    }

    /// What makes the authorities of a project's region parties of a case, from the day on which it is handed in: what is theirs to decide comes before
    /// acceptance, too. A region's code ends in pairs of noughts; an authority of a wider region is an authority of what lies in it.
    static let seatingAuthorities: SQL =
        """
        authorities AS (
            INSERT INTO case_party (organisation_id, case_id, roles)
            SELECT DISTINCT o.organisation_id, m.case_id, ARRAY['authority'] FROM moved m JOIN project j USING (project_id)
              CROSS JOIN organisation_function f JOIN organisation o ON o.organisation_id = f.organisation_id
             WHERE f.function = 'authority' AND (o.region IN ('', 'CN') OR starts_with(j.region, regexp_replace(o.region, '(00)+$', '')))
            ON CONFLICT (organisation_id, case_id) DO NOTHING)
        """

    /// What makes a case's sealed parts visible to its bodies: goes into the statement whose `moved` case is submitted, or takes them into its round.
    static let handingIn: SQL =
        """
        handed AS (
            UPDATE package k SET handed_in_at = clock_timestamp() FROM moved m
             WHERE k.case_id = m.case_id AND k.round <= m.round AND k.state = 'sealed' AND k.handed_in_at IS NULL)
        """

    /// Whether an identity names something that the actor's organisation may see: a case that it is a party of, what belongs to one, or
    /// a project or an upload of its own.
    public func isInSight(_ id: UUID) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM project WHERE project_id = \(id) AND owner_id = \(actor.organisation))
                OR EXISTS (SELECT FROM upload WHERE upload_id = \(id) AND organisation_id = \(actor.organisation))
                OR EXISTS (SELECT FROM case_party p WHERE p.organisation_id = \(actor.organisation) AND p.case_id IN (
                       SELECT case_id FROM joint_case WHERE case_id = \(id) OR project_id = \(id)
                        UNION ALL SELECT case_id FROM package k WHERE package_id = \(id) AND \(seesPackage)
                        UNION ALL SELECT s.case_id FROM sheet s JOIN package k USING (package_id) WHERE s.sheet_id = \(id) AND \(seesPackage)
                        UNION ALL SELECT case_id FROM review WHERE review_id = \(id)
                        UNION ALL SELECT case_id FROM comment WHERE comment_id = \(id)
                        UNION ALL SELECT case_id FROM draw WHERE draw_id = \(id)
                        UNION ALL SELECT case_id FROM conflict WHERE conflict_id = \(id))) AS seen
            """
        )
        return try row?("seen") ?? false
    }
}
