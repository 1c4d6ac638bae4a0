public import Foundation
public import JointReview
import Postgres

/// Where an entry stands in the log.
public struct LoggedPlace: Sendable, Hashable {
    /// The entry.
    public let entry: UUID
    /// Its leaf; nil until it has one.
    public let leaf: Int?
}

/// Something with the digest that was asked for.
public struct FileMatch: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A package as it was handed in.
        case package
        /// A file that holds a sheet.
        case sheet
        /// Another member of a package.
        case member
        /// A report as it was issued.
        case report
    }

    /// What takes the place of a sheet.
    public struct Successor: Sendable, Hashable {
        /// Number of its case.
        public let caseNumber: String
        /// Number of the sheet.
        public let number: String
        /// Its revision.
        public let revision: String
        /// SHA-256 of its file.
        public let sha256: [UInt8]
    }

    /// What it is.
    public let kind: Kind
    /// What it is worth.
    public let status: FileStatus
    /// Package, sheet or edition of a report.
    public let object: UUID
    /// Its case.
    public let caseID: UUID
    /// The case's project.
    public let project: UUID
    /// The case's number.
    public let caseNumber: String
    /// Whether the actor's organisation is a party of the case.
    public let isParty: Bool
    /// Name of the file.
    public let name: String?
    /// Number of the sheet.
    public let number: String?
    /// Revision of the sheet.
    public let revision: String?
    /// Page of the sheet in its file.
    public let page: Int?
    /// Round whose certificate approved it, or that the report was made in.
    public let round: Int?
    /// What took its place.
    public let replacedBy: Successor?
    /// The entry with which it came in.
    public let submission: LoggedPlace?
    /// The package that it is or lies in; nil for a report.
    public let package: UUID?
    /// The entry that holds the digests of everything in that package.
    public let contents: LoggedPlace?
    /// The entry that approved or issued it.
    public let approval: LoggedPlace?
}

extension Tx {
    /// What there is of a digest, the oldest first: packages, files of sheets, other members, reports; at most `limit` of each.
    ///
    /// For whoever holds the file, party of the case or not; but what an applicant has not handed in yet is nobody's but his.
    public func files(_ sha256: [UInt8], sm3: [UInt8]?, size: Int?, limit: Int = 500) async throws -> [FileMatch] {
        try await packageMatches(sha256, sm3, size, limit) + sheetMatches(sha256, limit) + memberMatches(sha256, sm3, limit)
            + reportMatches(sha256, limit)
    }

    /// Logs a question and its answer, so that both can be proven later. Takes no project sequence.
    /// - Returns: the entry.
    public func recordVerification(_ sha256: [UInt8], sm3: [UInt8]?, size: Int?, _ status: FileStatus, _ match: FileMatch?) async throws -> UUID {
        let row = try await sql.first(
            """
            WITH one AS (SELECT \(match?.project)::uuid AS project_id)
            \(audit(.fileVerify, "file", "\(match?.object)", in: "one", project: "project_id", case: "\(match?.caseID)::uuid", to: status.rawValue,
                digests: "\(sha256), \(sm3)::bytea, \(size)::bigint", sequenced: false))
            SELECT entry_id FROM log_entry
            """)
        guard let row else { throw StoreError.missing("entry") }
        return try row("entry_id")
    }

    private func packageMatches(_ sha256: [UInt8], _ sm3: [UInt8]?, _ size: Int?, _ limit: Int) async throws -> [FileMatch] {
        let rows = try await sql.all(
            """
            SELECT 'package' AS kind, k.package_id AS object, k.file_name AS name, \(common), \(submission),
                   ARRAY(SELECT s.sheet_id FROM sheet s WHERE s.package_id = k.package_id ORDER BY s.ordinal LIMIT 5000) AS sheets
              FROM (SELECT * FROM package WHERE sha256 = \(sha256) LIMIT \(Self.mostLookedAt)) AS k JOIN joint_case c USING (case_id)
             WHERE (\(sm3)::bytea IS NULL OR k.sm3 IS NULL OR k.sm3 = \(sm3)::bytea) AND (\(size)::bigint IS NULL OR k.size = \(size)::bigint)
               AND \(mayBeTold) ORDER BY k.uploaded_at LIMIT \(limit)
            """)
        var matches: [FileMatch] = []
        for row in rows {
            let statuses = try await statuses(of: row("sheets"))
            // A package is worth what the least of its sheets is.
            let status = FileStatus.weakest(of: statuses.values.map { FileStatus($0) }) ?? .neverApproved
            matches.append(try await match(row, status))
        }
        return matches
    }

    private func sheetMatches(_ sha256: [UInt8], _ limit: Int) async throws -> [FileMatch] {
        // The same bytes come again with every complete package: they came in with the first.
        let rows = try await sql.all(
            """
            SELECT DISTINCT ON (c.created_at, c.case_id, s.number, s.page, s.institute_id) 'sheet' AS kind, s.sheet_id AS object, s.file AS name, s.number, s.revision, s.page,
                   \(common), \(submission), a.round
              FROM (SELECT * FROM sheet WHERE file_sha256 = \(sha256) LIMIT \(Self.mostLookedAt)) AS s JOIN package k USING (package_id)
              JOIN joint_case c ON c.case_id = s.case_id
              LEFT JOIN LATERAL (
                   SELECT a.round FROM sheet_approval a JOIN sheet o ON o.sheet_id = a.sheet_id
                    WHERE o.case_id = s.case_id AND o.institute_id = s.institute_id AND o.number = s.number AND o.file_sha256 = s.file_sha256 AND o.page = s.page
                    ORDER BY a.superseded_round IS NOT NULL LIMIT 1) AS a ON true
             WHERE \(mayBeTold)
             ORDER BY c.created_at, c.case_id, s.number, s.page, s.institute_id, k.uploaded_at LIMIT \(limit)
            """)
        let statuses = try await statuses(of: rows.map { try $0("object") })
        var matches: [FileMatch] = []
        for row in rows { matches.append(try await match(row, statuses[try row("object")].map { FileStatus($0) } ?? .neverApproved)) }
        return matches
    }

    /// Members that hold no sheet: calculation books, special chapters, models. One is approved with the set that it belongs to.
    private func memberMatches(_ sha256: [UInt8], _ sm3: [UInt8]?, _ limit: Int) async throws -> [FileMatch] {
        func isIn(_ round: SQL) -> SQL {
            """
            EXISTS (SELECT FROM packages_in_force(c.case_id, \(round)) f
                     WHERE EXISTS (SELECT FROM package_entry o WHERE o.package_id = f.package_id AND o.sha256 = e.sha256)
                        OR EXISTS (SELECT FROM package_set t, jsonb_array_elements(t.documents) d
                                    WHERE t.package_id = f.package_id AND d -> 'document' ->> 'sha256' = encode(e.sha256, 'hex')))
            """
        }
        let rows = try await sql.all(
            """
            SELECT DISTINCT ON (c.created_at, c.case_id, e.name) 'member' AS kind, k.package_id AS object, e.name, \(common), \(submission),
                   CASE WHEN c.state = 'superseded' AND NOT is_replaced(c.case_id) THEN \(CaseState.certified) ELSE c.state END AS state,
                   c.approved_round, c.approved_round IS NOT NULL AND \(isIn("c.approved_round")) AS approved, \(isIn("c.round")) AS present,
                   (SELECT min(r.round) FROM report_edition r WHERE r.case_id = c.case_id AND r.ground = 'certify' AND \(isIn("r.round"))) AS round
              FROM (SELECT * FROM package_entry WHERE sha256 = \(sha256) LIMIT \(Self.mostLookedAt)) AS e JOIN package k USING (package_id)
              JOIN joint_case c ON c.case_id = k.case_id
             WHERE e.role <> 'directory' AND (\(sm3)::bytea IS NULL OR e.sm3 IS NULL OR e.sm3 = \(sm3)::bytea)
               AND NOT EXISTS (SELECT FROM sheet s WHERE s.package_id = e.package_id AND s.file_sha256 = e.sha256)
               AND \(mayBeTold) ORDER BY c.created_at, c.case_id, e.name, k.uploaded_at LIMIT \(limit)
            """)
        var matches: [FileMatch] = []
        for row in rows {
            let (approved, present): (Bool, Bool) = (try row("approved"), try row("present"))
            let (round, approvedRound): (Int?, Int?) = (try row.optional("round"), try row.optional("approved_round"))
            let status = SheetStatus(
                SheetStatus.Facts(
                    approvedRound: approved ? approvedRound : round, supersededRound: approved ? nil : approvedRound, state: try row("state"),
                    isInPresentSet: present))
            matches.append(try await match(row, FileStatus(status)))
        }
        return matches
    }

    private func reportMatches(_ sha256: [UInt8], _ limit: Int) async throws -> [FileMatch] {
        let rows = try await sql.all(
            """
            SELECT 'report' AS kind, d.edition_id AS object, NULL::text AS name, \(common), d.round, d.audit_id AS approval, NULL::bigint AS submission, NULL::bigint AS contents, NULL::uuid AS package,
                   EXISTS (SELECT FROM report_edition n WHERE n.case_id = d.case_id AND n.serial > d.serial) AS is_older, c.state = 'revoked' AS is_revoked
              FROM report r JOIN report_edition d USING (edition_id) JOIN joint_case c ON c.case_id = r.case_id
             WHERE r.sha256 = \(sha256) ORDER BY r.created_at LIMIT \(limit)
            """)
        var matches: [FileMatch] = []
        for row in rows {
            let (isOlder, isRevoked): (Bool, Bool) = (try row("is_older"), try row("is_revoked"))
            matches.append(try await match(row, !isOlder ? .current : isRevoked ? .revoked : .superseded))
        }
        return matches
    }

    /// Rows of one digest that are looked at: a blank page may lie in every package there is.
    private static let mostLookedAt = 2000

    /// What is read of the case of every match.
    private var common: SQL {
        """
        c.case_id, c.project_id, c.case_number, EXISTS (SELECT FROM case_party p WHERE p.case_id = c.case_id AND p.organisation_id = \(actor.organisation)) AS is_party
        """
    }

    private var mayBeTold: SQL { "(k.handed_in_at IS NOT NULL OR \(seesPackage))" }

    /// The package, and the entries with which it came in and with which its contents were written down.
    private var submission: SQL {
        func first(_ act: Act) -> SQL {
            """
            (SELECT u.audit_id FROM audit_entry u WHERE u.object_id = k.package_id AND u.act = \(act) AND u.result = 'ok' ORDER BY u.recorded_at LIMIT 1)
            """
        }
        return "k.package_id AS package, \(first(.packageUpload)) AS submission, \(first(.packageContents)) AS contents"
    }

    private func match(_ row: Row, _ status: FileStatus) async throws -> FileMatch {
        let kind: String = try row("kind")
        let (caseID, round): (UUID, Int?) = (try row("case_id"), kind == "package" ? nil : try row.optional("round"))
        var approval: Int? = kind == "report" ? try row.optional("approval") : nil
        if kind != "report", let round {
            approval = try await sql.first(
                "SELECT audit_id FROM report_edition WHERE case_id = \(caseID) AND ground = 'certify' AND round = \(round) ORDER BY serial DESC LIMIT 1"
            )?.optional("audit_id")
        }
        let isSheet = kind == "sheet"
        return FileMatch(
            kind: FileMatch.Kind(rawValue: kind) ?? .member, status: status, object: try row("object"), caseID: caseID,
            project: try row("project_id"),
            caseNumber: try row("case_number"), isParty: try row("is_party"), name: try row.optional("name"),
            number: isSheet ? try row.optional("number") : nil, revision: isSheet ? try row.optional("revision") : nil,
            page: isSheet ? try row.optional("page") : nil, round: round,
            replacedBy: isSheet && status == .superseded ? try await successor(of: try row("object")) : nil,
            submission: try await place(of: try row.optional("submission")), package: try row.optional("package"),
            contents: try await place(of: try row.optional("contents")), approval: try await place(of: approval))
    }

    private func place(of audit: Int?) async throws -> LoggedPlace? {
        guard let audit else { return nil }
        let row = try await sql.first(
            """
            SELECT entry_id, (SELECT leaf_index FROM log_leaf l WHERE l.audit_id = e.audit_id) AS leaf FROM audit_entry e WHERE audit_id = \(audit)
            """)
        return try row.map { LoggedPlace(entry: try $0("entry_id"), leaf: try $0.optional("leaf")) }
    }

    /// The approved sheet of the same number, in the case itself or in the one that took its place.
    private func successor(of sheet: UUID) async throws -> FileMatch.Successor? {
        let row = try await sql.first(
            """
            SELECT c.case_number, n.number, n.revision, n.file_sha256
              FROM sheet s JOIN joint_case o ON o.case_id = s.case_id JOIN joint_case c ON c.case_id IN (o.case_id, o.successor_id)
              JOIN sheet n ON n.case_id = c.case_id AND n.number = s.number AND n.institute_id = s.institute_id
              JOIN sheet_approval a ON a.sheet_id = n.sheet_id AND a.superseded_round IS NULL
             WHERE s.sheet_id = \(sheet) AND n.file_sha256 <> s.file_sha256 ORDER BY c.case_id = o.case_id, a.round DESC LIMIT 1
            """)
        return try row.map {
            FileMatch.Successor(
                caseNumber: try $0("case_number"), number: try $0("number"), revision: try $0("revision"), sha256: try $0("file_sha256"))
        }
    }
}
