public import Foundation
import JointReview
import Postgres

/// A report file that no authority has stamped yet.
public struct UnstampedReport: Sendable, Hashable {
    /// The file.
    public let id: UUID
    /// SHA-256 of its bytes.
    public let sha256: [UInt8]
}

extension Tx {
    /// The report file that has waited longest for its timestamp; nil when none does.
    public func unstampedReport() async throws -> UnstampedReport? {
        try await sql.first("SELECT report_id, sha256 FROM report_unstamped JOIN report USING (report_id) ORDER BY report_id LIMIT 1").map {
            try UnstampedReport(id: $0("report_id"), sha256: $0("sha256"))
        }
    }

    /// Keeps the timestamp of a report file. The first one stays.
    public func keep(_ token: [UInt8], at time: Date, of report: UUID) async throws {
        try await sql.run(
            """
            WITH taken AS (DELETE FROM report_unstamped WHERE report_id = \(report) RETURNING report_id),
            stamped AS (INSERT INTO report_timestamp (report_id, token, stamped_at) SELECT report_id, \(token), \(time) FROM taken RETURNING *)
            \(audit(.reportStamp, "report", "report_id", in: "stamped JOIN report USING (report_id) JOIN joint_case USING (case_id)", project: "project_id",
                case: "case_id", digests: "sha256(stamped.token), NULL::bytea, octet_length(stamped.token)::bigint"))
            SELECT FROM stamped
            """)
    }

    /// The timestamp of a report file of a case, by the file's SHA-256; nil while there is none.
    /// - Throws: `StoreError.missing` when the case has no such file.
    public func reportStamp(of caseID: UUID, sha256: [UInt8]) async throws -> [UInt8]? {
        let row = try await sql.first(
            """
            SELECT token FROM report LEFT JOIN report_timestamp USING (report_id) WHERE case_id = \(caseID) AND sha256 = \(sha256)
             ORDER BY token IS NULL LIMIT 1
            """)
        guard let row else { throw StoreError.missing("report of \(caseID)") }
        return try row.optional("token")
    }
}
