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
    /// Edition that it is a form of.
    public let edition: UUID
    /// How it is rendered.
    public let format: Format
    /// SHA-256 of the bytes; also the blob's name.
    public let sha256: [UInt8]
    /// Size in bytes.
    public let size: Int

    /// A report file.
    public init(id: UUID, edition: UUID, format: Format, sha256: [UInt8], size: Int) {
        self.id = id
        self.edition = edition
        self.format = format
        self.sha256 = sha256
        self.size = size
    }
}

extension Tx {
    /// Records the rendered forms of an edition, whose bytes are durable already.
    public func insert(_ files: [ReportFile], case caseID: UUID) async throws {
        for file in files {
            try await sql.run(
                """
                WITH rendered AS (
                    INSERT INTO report (report_id, case_id, owner_id, edition_id, format, sha256, size)
                    SELECT \(file.id), case_id, owner_id, edition_id, \(file.format), \(file.sha256), \(file.size) FROM report_edition
                     WHERE edition_id = \(file.edition) AND case_id = \(caseID)
                    ON CONFLICT (edition_id, format) DO NOTHING RETURNING *)
                \(audit(.reportIssue, "report", "report_id", in: "rendered JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                    digests: "sha256, NULL::bytea, size", detail: .values(["format": file.format.rawValue]))),
                unstamped AS (INSERT INTO report_unstamped SELECT report_id FROM rendered)
                SELECT FROM rendered
                """
            )
        }
    }

    /// The forms of editions that are rendered, by edition.
    public func reports(of editions: [UUID]) async throws -> [UUID: [ReportFile]] {
        let files = try await sql.all(
            "SELECT report_id, edition_id, format, sha256, size FROM report WHERE edition_id = ANY (\(editions)) ORDER BY format"
        ).map { row in
            try ReportFile(id: row("report_id"), edition: row("edition_id"), format: row("format"), sha256: row("sha256"), size: row("size"))
        }
        return Dictionary(grouping: files, by: \.edition)
    }
}
