import Crypto
public import Foundation
public import JointReview
import Postgres

/// Free text and before/after of an act. It lies in an erasable row; the entry carries only its salted digest.
struct AuditDetail: Sendable {
    let salt: [UInt8]
    let body: String
    let digest: [UInt8]

    init(_ body: String) {
        let key = SymmetricKey(size: .bits256)
        salt = key.withUnsafeBytes { Array($0) }
        self.body = body
        digest = Array(HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: key))
    }

    /// A detail with more named values.
    static func adding(_ more: [String: String], to detail: AuditDetail?) -> AuditDetail? {
        guard let detail else { return values(more) }
        guard let known = try? JSONDecoder().decode([String: String].self, from: Data(detail.body.utf8)) else { return detail }
        return values(known.merging(more) { $1 })
    }

    /// A detail of named values, as canonical JSON.
    static func values(_ values: [String: String?]) -> AuditDetail? {
        let present = values.compactMapValues { $0 }
        guard !present.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(present) else { return nil }
        return AuditDetail(String(decoding: data, as: UTF8.self))
    }
}

/// How the outcome of an act reads in the log.
enum AuditResult: String, Sendable {
    case ok
    case denied
    case failed
}

extension Tx {
    /// Continues a statement's `WITH` list with the entries of its acts, so that a change and its entry cannot land apart.
    ///
    /// `rows` selects, in this order: act, project_id, case_id, object_kind, object_id, from_state, to_state, sha256, sm3, size; one row an entry, in the
    /// order in which they are to be numbered. It reads from the statement's own changes and so is empty when they changed nothing. Reads take no project sequence (`sequenced: false`): they must
    /// not queue behind each other on the counter row, which is locked last of all.
    func audit(_ rows: SQL, result: AuditResult = .ok, detail given: AuditDetail? = nil, sequenced: Bool = true) -> SQL {
        // The entry is the holder's; whom he stood for is part of what its digest commits to.
        let detail =
            actor.mandate.map {
                AuditDetail.adding(["mandate": $0.id.uuidString.lowercased(), "onBehalfOf": $0.giver.uuidString.lowercased()], to: given)
            } ?? given
        let counter: SQL =
            sequenced
            ? """
            log_counter AS (
                UPDATE audit_counter AS c SET last_seq = c.last_seq + n.entries
                  FROM (SELECT project_id, count(*) AS entries FROM log_act WHERE project_id IS NOT NULL GROUP BY project_id) AS n
                 WHERE c.project_id = n.project_id
             RETURNING c.project_id, c.last_seq - n.entries AS base, c.region)
            """
            : "log_counter AS (SELECT NULL::uuid AS project_id, NULL::bigint AS base, NULL::text AS region WHERE false)"
        // One row by its key, whatever the statistics say of a statement that changes one row.
        let region: SQL = sequenced ? "c.region" : "(SELECT k.region FROM audit_counter k WHERE k.project_id = n.project_id)"
        let details: SQL =
            detail.map {
                ", log_detail AS (INSERT INTO audit_detail (audit_id, case_id, salt, body) SELECT audit_id, case_id, \($0.salt), \($0.body) FROM log_entry)"
            } ?? ""
        return """
            , log_act (act, project_id, case_id, object_kind, object_id, from_state, to_state, sha256, sm3, size) AS (\(rows)),
            \(counter),
            log_ordered AS (SELECT log_act.*, row_number() OVER () AS place FROM log_act),
            log_numbered AS (SELECT log_ordered.*, row_number() OVER (PARTITION BY project_id ORDER BY place) AS nth FROM log_ordered),
            log_entry AS (
                INSERT INTO audit_entry (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role,
                                         object_kind, object_id, from_state, to_state, sha256, sm3, size, detail_digest, request_id, region)
                SELECT n.project_id, c.base + n.nth, n.case_id, n.act, \(result), \(actor.person), \(actor.commitment), \(actor.organisation), \(actor.role),
                       n.object_kind, n.object_id, n.from_state, n.to_state, n.sha256, n.sm3, n.size, \(detail?.digest), \(actor.requestID),
                       nullif(\(region), '')
                  FROM log_numbered AS n LEFT JOIN log_counter AS c ON c.project_id = n.project_id
                 ORDER BY n.place
             RETURNING audit_id, entry_id, recorded_at, project_id, project_seq, case_id),
            log_sequenced AS (
                INSERT INTO audit_project_seq (project_id, project_seq, audit_id)
                SELECT project_id, project_seq, audit_id FROM log_entry WHERE project_seq IS NOT NULL),
            log_pending AS (INSERT INTO audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM log_entry)\(details)
            """
    }

    /// The entries of one act over the rows of `source`, a CTE of the statement. Acts inside a project name its columns and are numbered there.
    func audit(
        _ act: Act, _ kind: String, _ id: SQL, in source: SQL, project: SQL = "NULL::uuid", case caseID: SQL = "NULL::uuid", from: String? = nil,
        to: String? = nil, digests: SQL = "NULL::bytea, NULL::bytea, NULL::bigint", result: AuditResult = .ok, detail: AuditDetail? = nil,
        sequenced: Bool = true
    ) -> SQL {
        audit(
            "SELECT \(act), \(project), \(caseID), \(kind), \(id)::uuid, \(from), \(to), \(digests) FROM \(source)", result: result, detail: detail,
            sequenced: sequenced && project != "NULL::uuid")
    }

    /// Writes the entry of an attempt that was refused, with the case and the project that its object belongs to, if it is one of ours.
    ///
    /// The same statement for what exists and what does not: the time that it takes tells nobody which it was.
    public func recordDenial(kind: String, object: UUID?, detail: [String: String?] = [:]) async throws {
        try await sql.run(
            """
            WITH found AS (
                SELECT case_id FROM joint_case WHERE case_id = \(object)
                 UNION ALL SELECT case_id FROM package WHERE package_id = \(object)
                 UNION ALL SELECT case_id FROM sheet WHERE sheet_id = \(object)
                 UNION ALL SELECT case_id FROM review WHERE review_id = \(object)
                 UNION ALL SELECT case_id FROM comment WHERE comment_id = \(object)
                 UNION ALL SELECT case_id FROM conflict WHERE conflict_id = \(object)
                 UNION ALL SELECT case_id FROM draw WHERE draw_id = \(object)
                 UNION ALL SELECT case_id FROM upload WHERE upload_id = \(object) AND case_id IS NOT NULL),
            one AS (
                SELECT c.case_id, coalesce(c.project_id, p.project_id) AS project_id
                  FROM (VALUES (1)) AS always LEFT JOIN (SELECT case_id FROM found LIMIT 1) AS f ON true
                  LEFT JOIN joint_case c ON c.case_id = f.case_id LEFT JOIN project p ON p.project_id = \(object))
            \(audit(.accessDenied, kind, "\(object)", in: "one", project: "project_id", case: "case_id", result: .denied, detail: .values(detail),
                sequenced: false))
            SELECT FROM log_entry
            """
        )
    }

    /// Writes an entry that belongs to no other change: a denial, a sign-in, an export.
    public func record(
        _ act: Act, denied: Bool = false, kind: String, object: UUID?, case caseID: UUID? = nil, detail: [String: String?] = [:]
    ) async throws {
        try await sql.run(
            """
            WITH one AS (SELECT (SELECT project_id FROM joint_case WHERE case_id = \(caseID)) AS project_id)
            \(audit(act, kind, "\(object)", in: "one", project: "project_id", case: "\(caseID)", result: denied ? .denied : .ok, detail: .values(detail),
                sequenced: false))
            SELECT FROM log_entry
            """
        )
    }
}
