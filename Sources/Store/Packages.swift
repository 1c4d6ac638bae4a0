public import Foundation
import JointReview
import Postgres

/// A package as it is read and shown.
public struct PackageRecord: Sendable, Hashable, Identifiable {
    /// Where a package stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        case uploaded
        case checked
        case rejected
        case sealed
        case superseded
    }

    /// Identity.
    public let id: UUID
    /// Case, project and round that it was handed in for.
    public let caseID: UUID
    /// Project of the case.
    public let project: UUID
    /// Institute that handed it in.
    public let institute: UUID
    /// Round.
    public let round: Int
    /// Name of the file.
    public let fileName: String
    /// SHA-256 of the bytes.
    public let sha256: [UInt8]
    /// SM3 of the bytes, when switched on.
    public let sm3: [UInt8]?
    /// Size in bytes.
    public let size: Int
    /// Where it stands.
    public let state: State
    /// Who uploaded it and when.
    public let uploadedBy: UUID
    /// When it was uploaded.
    public let uploadedAt: Date
    /// When intake had read it.
    public let checkedAt: Date?
    /// When the institute sealed it.
    public let sealedAt: Date?
    /// Whether it brings only what changed; nil until intake has accepted it.
    public let isPartial: Bool?
    /// Sheets that intake found in it.
    public let sheetCount: Int
    /// Findings that reject.
    public let rejectCount: Int
    /// Findings that warn.
    public let warnCount: Int
}

extension Tx {
    static let packages: SQL =
        """
        SELECT k.package_id, k.case_id, k.project_id, k.institute_id, k.round, k.file_name, k.sha256, k.sm3, k.size, k.state, k.uploaded_by, k.uploaded_at,
               k.checked_at, k.sealed_at, (SELECT t.partial FROM package_set t WHERE t.package_id = k.package_id) AS partial,
               (SELECT count(*) FROM sheet s WHERE s.package_id = k.package_id) AS sheet_count,
               (SELECT count(*) FROM finding f WHERE f.package_id = k.package_id AND f.severity = 'reject') AS reject_count,
               (SELECT count(*) FROM finding f WHERE f.package_id = k.package_id AND f.severity = 'warn') AS warn_count
          FROM package k
        """

    /// Records an uploaded package whose bytes are durable already, and the intake job that it makes necessary.
    ///
    /// What was confirmed of the institute's earlier sets becomes void: the set that is meant may be another now.
    /// - Parameter id: chosen by the caller, so that a request that is repeated names the same package.
    public func insertPackage(
        _ id: UUID, into caseRecord: CaseRecord, institute: UUID, fileName: String, sha256: [UInt8], sm3: [UInt8]?, size: Int
    ) async throws -> PackageRecord {
        let row = try await sql.first(
            """
            WITH uploaded AS (
                INSERT INTO package (package_id, case_id, project_id, owner_id, institute_id, round, file_name, sha256, sm3, size, state, uploaded_by)
                VALUES (\(id), \(caseRecord.id), \(caseRecord.project), \(caseRecord.owner), \(institute), \(caseRecord.packageRound), \(fileName), \(sha256), \(sm3), \(size),
                        \(PackageRecord.State.uploaded), \(actor.person))
                RETURNING *),
            queued AS (INSERT INTO job (kind, case_id, object_id) SELECT 'intake', case_id, package_id FROM uploaded),
            voided AS (
                UPDATE set_confirmation c SET voided_at = clock_timestamp(), voided_by = u.package_id
                  FROM uploaded u JOIN package k ON k.case_id = u.case_id AND k.institute_id = u.institute_id
                 WHERE c.case_id = u.case_id AND c.package_id = k.package_id AND c.voided_at IS NULL
             RETURNING c.*)
            \(audit(
                """
                SELECT \(Act.packageUpload), project_id, case_id, 'package', package_id, NULL, \(PackageRecord.State.uploaded), sha256, sm3, size FROM uploaded
                 UNION ALL
                SELECT \(Act.packageConfirmSet), u.project_id, v.case_id, 'package', v.package_id, 'confirmed_by_' || v.side, 'void', v.sha256, NULL, NULL
                  FROM voided v CROSS JOIN uploaded u
                """,
                detail: .values(["fileName": fileName])))
            SELECT *, NULL::boolean AS partial, 0::bigint AS sheet_count, 0::bigint AS reject_count, 0::bigint AS warn_count FROM uploaded
            """
        )
        guard let row else { throw StoreError.missing("case \(caseRecord.id)") }
        return try PackageRecord(row)
    }

    /// Whether a package `k` is more than a draft of the next round to a party `p`: until it is handed in it is owner's and institutes' alone.
    static let isHandedIn: SQL =
        """
        (p.roles && ARRAY['owner', 'design_institute', 'survey_firm'] OR k.round <= (SELECT c.round FROM joint_case c WHERE c.case_id = k.case_id))
        """

    /// A package of a case to which the actor's organisation is a party; the service itself sees every package.
    public func package(_ id: UUID) async throws -> PackageRecord {
        let row = try await sql.first(
            """
            \(Self.packages) WHERE k.package_id = \(id) AND (\(actor.role == .system)
                OR EXISTS (SELECT FROM case_party p WHERE p.case_id = k.case_id AND p.organisation_id = \(actor.organisation) AND \(Self.isHandedIn)))
            """)
        guard let row else { throw StoreError.missing("package \(id)") }
        return try PackageRecord(row)
    }

    /// The packages of a case, oldest first.
    public func packages(of caseID: UUID) async throws -> [PackageRecord] {
        try await sql.all(
            """
            \(Self.packages) WHERE k.case_id = \(caseID) AND (\(actor.role == .system)
                OR EXISTS (SELECT FROM case_party p WHERE p.case_id = k.case_id AND p.organisation_id = \(actor.organisation) AND \(Self.isHandedIn)))
             ORDER BY k.round, k.uploaded_at, k.package_id
            """
        ).map(PackageRecord.init)
    }

    /// Bytes that an institute's packages hold already: what a quota counts.
    public func storedBytes(of institute: UUID) async throws -> Int {
        try await sql.first("SELECT coalesce(sum(size), 0)::bigint AS bytes FROM package WHERE institute_id = \(institute)")?("bytes") ?? 0
    }

    /// The institute seals its part: intake has read it and nothing in it rejects.
    /// - Throws: `StoreError.stale` when the package is not `checked`, `exists` when the institute sealed another one for this round.
    public func seal(_ package: PackageRecord) async throws -> PackageRecord {
        let row = try await sql.first(
            """
            WITH sealed_part AS (
                UPDATE package SET state = \(PackageRecord.State.sealed), sealed_by = \(actor.person), sealed_at = statement_timestamp()
                 WHERE package_id = \(package.id) AND state = 'checked'
             RETURNING *)
            \(audit(.packageSeal, "package", "package_id", in: "sealed_part", project: "project_id", case: "case_id", from: package.state.rawValue,
                to: PackageRecord.State.sealed.rawValue, digests: "sha256, sm3, size"))
            SELECT k.*, \(package.isPartial) AS partial, \(package.sheetCount) AS sheet_count, \(package.rejectCount) AS reject_count, \(package.warnCount) AS warn_count FROM sealed_part k
            """
        )
        guard let row else { throw StoreError.stale("package \(package.id)") }
        return try PackageRecord(row)
    }
}

extension PackageRecord {
    init(_ row: Row) throws {
        id = try row("package_id")
        caseID = try row("case_id")
        project = try row("project_id")
        institute = try row("institute_id")
        round = try row("round")
        fileName = try row("file_name")
        sha256 = try row("sha256")
        sm3 = try row.optional("sm3")
        size = try row("size")
        state = try row("state")
        uploadedBy = try row("uploaded_by")
        uploadedAt = try row("uploaded_at")
        checkedAt = try row.optional("checked_at")
        sealedAt = try row.optional("sealed_at")
        isPartial = try row.optional("partial")
        sheetCount = try row("sheet_count")
        rejectCount = try row("reject_count")
        warnCount = try row("warn_count")
    }
}
