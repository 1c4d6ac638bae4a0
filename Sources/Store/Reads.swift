public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Logs that the actor looks at an object: once a person, object and quarter of an hour. Takes no project sequence.
    /// - Parameter project, caseID: where the object belongs.
    public func recordView(_ act: Act, kind: String, object: UUID, project: UUID, case caseID: UUID) async throws {
        try await sql.run(
            """
            WITH marked AS (
                INSERT INTO view_mark (person_id, object_id, quarter)
                VALUES (\(actor.person), \(object), floor(extract(epoch FROM statement_timestamp()) / 900)::bigint)
                ON CONFLICT DO NOTHING RETURNING object_id)
            \(audit(act, kind, "object_id", in: "marked", project: "\(project)", case: "\(caseID)", sequenced: false))
            SELECT FROM marked
            """
        )
    }

    /// Logs a whole download. Called and committed before the first byte leaves.
    /// - Parameter isCut: whether something is left out of it for its reader; then the digest is that of what he got, and the entry says so.
    public func recordDownload(
        _ act: Act, kind: String, object: UUID, sha256: [UInt8], size: Int, project: UUID?, case caseID: UUID, isCut: Bool = false
    ) async throws {
        try await sql.run(
            """
            WITH one AS (SELECT coalesce(\(project), (SELECT project_id FROM joint_case WHERE case_id = \(caseID))) AS project_id)
            \(audit(act, kind, "\(object)", in: "one", project: "project_id", case: "\(caseID)", digests: "\(sha256), NULL::bytea, \(size)",
                detail: isCut ? .values(["cut": "true"]) : nil, sequenced: false))
            SELECT FROM log_entry
            """
        )
    }
}
