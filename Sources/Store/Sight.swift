public import Foundation
import Postgres

extension Tx {
    /// Whether an identity names something that the actor's organisation may see: a case that it is a party of, what belongs to one, or
    /// a project or an upload of its own.
    public func isInSight(_ id: UUID) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM project WHERE project_id = \(id) AND owner_id = \(actor.organisation))
                OR EXISTS (SELECT FROM upload WHERE upload_id = \(id) AND organisation_id = \(actor.organisation))
                OR EXISTS (SELECT FROM case_party p WHERE p.organisation_id = \(actor.organisation) AND p.case_id IN (
                       SELECT case_id FROM joint_case WHERE case_id = \(id) OR project_id = \(id)
                        UNION ALL SELECT case_id FROM package WHERE package_id = \(id)
                        UNION ALL SELECT case_id FROM sheet WHERE sheet_id = \(id)
                        UNION ALL SELECT case_id FROM review WHERE review_id = \(id)
                        UNION ALL SELECT case_id FROM comment WHERE comment_id = \(id)
                        UNION ALL SELECT case_id FROM draw WHERE draw_id = \(id)
                        UNION ALL SELECT case_id FROM conflict WHERE conflict_id = \(id))) AS seen
            """
        )
        return try row?("seen") ?? false
    }
}
