public import Foundation
import JointReview
import Postgres

/// A rendered report: its bytes are a blob.
public struct ReportFile: Sendable, Hashable {
    /// How it is rendered.
    public enum Format: String, CaseIterable, Sendable, Codable {
        case htmlZh = "html_zh"
        case htmlEn = "html_en"
        case json
    }

    /// Identity.
    public let id: UUID
    /// Opinion that it reports.
    public let opinion: UUID
    /// How it is rendered.
    public let format: Format
    /// SHA-256 of the bytes; also the blob's name.
    public let sha256: [UInt8]
    /// Size in bytes.
    public let size: Int

    /// A report file.
    public init(id: UUID, opinion: UUID, format: Format, sha256: [UInt8], size: Int) {
        self.id = id
        self.opinion = opinion
        self.format = format
        self.sha256 = sha256
        self.size = size
    }
}

extension Tx {
    /// Records the rendered reports of an opinion, whose bytes are durable already.
    public func insert(_ files: [ReportFile], case caseID: UUID) async throws {
        for file in files {
            try await sql.run(
                """
                WITH rendered AS (
                    INSERT INTO report (report_id, case_id, owner_id, opinion_id, format, sha256, size)
                    SELECT \(file.id), case_id, owner_id, opinion_id, \(file.format), \(file.sha256), \(file.size) FROM opinion
                     WHERE opinion_id = \(file.opinion) AND case_id = \(caseID)
                    ON CONFLICT (opinion_id, format) DO NOTHING RETURNING *)
                \(audit(.reportIssue, "report", "report_id", in: "rendered JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                    digests: "sha256, NULL::bytea, size", detail: .values(["format": file.format.rawValue])))
                SELECT FROM rendered
                """
            )
        }
    }

    /// The report of an opinion in a format; `nil` while none is rendered.
    public func report(of opinion: UUID, format: ReportFile.Format) async throws -> ReportFile? {
        let row = try await sql.first(
            """
            SELECT r.report_id, r.opinion_id, r.format, r.sha256, r.size FROM report r
             WHERE r.opinion_id = \(opinion) AND r.format = \(format)
            """
        )
        guard let row else { return nil }
        return try ReportFile(
            id: row("report_id"), opinion: row("opinion_id"), format: row("format"), sha256: row("sha256"), size: row("size"))
    }
}
