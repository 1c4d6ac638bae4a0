public import Foundation
public import JointReview
import Postgres
public import TransparencyLog

/// One member of a package as it was stored.
public struct PackageEntry: Sendable, Hashable {
    /// What a member is in the package.
    public enum Role: String, CaseIterable, Sendable, Codable {
        case manifest
        case sheet
        case document
        case reference
        case other
        case directory
    }

    /// Name as its bytes stand in the archive.
    public let rawName: [UInt8]
    /// Name as it was read.
    public let name: String
    /// How it was read.
    public let encoding: String
    /// SHA-256 of the content; `nil` for a directory.
    public let sha256: [UInt8]?
    /// SM3 of the content; `nil` for a directory, and where none was made.
    public let sm3: [UInt8]?
    /// Size of the content in bytes.
    public let size: Int
    /// What it is.
    public let role: Role

    /// A member value.
    public init(rawName: [UInt8], name: String, encoding: String, sha256: [UInt8]?, sm3: [UInt8]? = nil, size: Int, role: Role) {
        self.rawName = rawName
        self.name = name
        self.encoding = encoding
        self.sha256 = sha256
        self.sm3 = sm3
        self.size = size
        self.role = role
    }

    /// What a list of contents says of it; `nil` for a directory and for what could not be unpacked.
    public var listed: ContentsList.Member? {
        guard let sha256 = sha256.flatMap({ TreeHash($0) }) else { return nil }
        return ContentsList.Member(sha256: sha256, sm3: sm3.flatMap { TreeHash($0) }, size: size)
    }
}

/// The text of a package's list with its digests, as they go into the log.
public struct PackageContents: Sendable, Hashable {
    /// The text (`ContentsList`, `BindingList`).
    public let list: [UInt8]
    /// SHA-256 of the text.
    public let sha256: [UInt8]
    /// SM3 of the text, when switched on.
    public let sm3: [UInt8]?

    /// A list whose SM3 is known.
    public init(list: [UInt8], sm3: [UInt8]?) {
        (self.list, self.sm3) = (list, sm3)
        sha256 = ContentsList.sha256(of: list).bytes
    }
}

extension Tx {
    /// Writes what intake found: entries, sheets, all findings and the report, and moves the package to `checked` or `rejected`.
    ///
    /// Runs in the transaction that ends the job; when the lease was lost, nothing of it lands. A package that was taken makes a job to draw its pages, a
    /// minute behind in the order of jobs: packages that wait to be read go first.
    /// - Parameters:
    ///   - contents: the list of the entries' digests; it has an entry of the log of its own.
    ///   - bindings: the list of what stands behind which sheet and name; so has that.
    ///   - facts: what was read of a sheet's file and page, as JSON, by sheet.
    ///   - set: the set that the package makes; nil for one that is a whole set by itself and the first one.
    ///   - base: the package whose set it was applied to.
    /// - Throws: `StoreError.stale` when the package is past intake.
    public func recordIntake(
        of package: PackageRecord, acceptable: Bool, report: String, entries: [PackageEntry], contents: PackageContents? = nil,
        bindings: PackageContents? = nil,
        sheets: [SheetRecord], findings: [Finding], facts: [UUID: String] = [:], set: ComposedSet? = nil, base: UUID? = nil
    ) async throws {
        let state: PackageRecord.State = acceptable ? .checked : .rejected
        let moved = try await sql.first(
            """
            WITH read AS (
                UPDATE package SET state = \(state), checked_at = statement_timestamp(), check_report = \(JSON(text: report))
                 WHERE package_id = \(package.id) AND state = 'uploaded'
             RETURNING *)
            \(audit(.packageIntake, "package", "package_id", in: "read", project: "project_id", case: "case_id", from: package.state.rawValue, to: state.rawValue,
                digests: "sha256, sm3, size",
                detail: .values(["findings": findings.map(\.code).joined(separator: " "), "sheets": String(sheets.count)])))
            SELECT owner_id FROM read
            """
        )
        guard let moved else { throw StoreError.stale("package \(package.id)") }
        let owner: UUID = try moved("owner_id")
        try await insert(entries, of: package, owner: owner)
        if let contents { try await record(contents, of: package) }
        if let bindings { try await record(bindings: bindings, of: package) }
        try await insert(findings, of: package, owner: owner)
        try await insert(sheets, facts, of: package, owner: owner)
        if acceptable {
            let set = set ?? ComposedSet(PackageManifest(project: "", sheets: []), sheets: sheets.map(\.ofSet), documents: [], on: nil)
            try await insert(set, base: base, sheets: sheets, of: package, owner: owner)
        }
        guard acceptable else { return }
        try await sql.run(
            """
            INSERT INTO job (kind, case_id, object_id, priority_at)
            VALUES (\(Job.Kind.render), \(package.caseID), \(package.id), clock_timestamp() + interval '1 minute')
            """
        )
    }

    /// The check report of a package as it was stored; `nil` while intake has not read it.
    public func checkReport(of package: UUID) async throws -> String? {
        let report: JSON? = try await sql.first("SELECT check_report FROM package WHERE package_id = \(package)")?.optional("check_report")
        return report?.text
    }

    /// The list of a package's contents, as it was hashed for the log; `nil` while intake has not read it, and for one that was read before there were lists.
    public func contents(of package: UUID) async throws -> [UInt8]? {
        try await sql.first("SELECT contents FROM package WHERE package_id = \(package)")?.optional("contents")
    }

    private func record(_ contents: PackageContents, of package: PackageRecord) async throws {
        try await sql.run(
            """
            WITH listed AS (UPDATE package SET contents = \(contents.list) WHERE package_id = \(package.id) RETURNING package_id, project_id, case_id)
            \(audit(.packageContents, "package", "package_id", in: "listed", project: "project_id", case: "case_id",
                digests: "\(contents.sha256), \(contents.sm3)::bytea, \(contents.list.count)::bigint"))
            SELECT FROM log_entry
            """
        )
    }

    private func record(bindings: PackageContents, of package: PackageRecord) async throws {
        try await sql.run(
            """
            WITH listed AS (UPDATE package SET bindings = \(bindings.list) WHERE package_id = \(package.id) RETURNING package_id, project_id, case_id)
            \(audit(.packageSheets, "package", "package_id", in: "listed", project: "project_id", case: "case_id",
                digests: "\(bindings.sha256), \(bindings.sm3)::bytea, \(bindings.list.count)::bigint"))
            SELECT FROM log_entry
            """
        )
    }

    private func insert(_ entries: [PackageEntry], of package: PackageRecord, owner: UUID) async throws {
        try await sql.run(
            """
            INSERT INTO package_entry (package_id, ordinal, case_id, owner_id, raw_name, name, encoding, sha256, sm3, size, role)
            SELECT \(package.id), ordinality - 1, \(package.caseID), \(owner), raw_name, name, encoding, nullif(sha256, ''::bytea), nullif(sm3, ''::bytea), size, role
              FROM unnest(\(entries.map(\.rawName)), \(entries.map(\.name)), \(entries.map(\.encoding)), \(entries.map { $0.sha256 ?? [] }),
                          \(entries.map { $0.sm3 ?? [] }), \(entries.map(\.size)), \(entries.map(\.role)))
                   WITH ORDINALITY AS e (raw_name, name, encoding, sha256, sm3, size, role, ordinality)
            """
        )
    }

    private func insert(_ sheets: [SheetRecord], _ facts: [UUID: String], of package: PackageRecord, owner: UUID) async throws {
        // A thousand a round trip: a package may have many, and the transaction holds the package's row.
        for start in stride(from: 0, to: sheets.count, by: 1000) {
            _ = try await sql.batch(
                sheets[start..<min(start + 1000, sheets.count)].map { sheet in
                    """
                    INSERT INTO sheet (sheet_id, package_id, case_id, owner_id, institute_id, ordinal, number, title, revision, specialty, kind, file, page, width, height,
                                       rotation, file_sha256, page_digest, look, restricted, facts)
                    VALUES (\(sheet.id), \(package.id), \(package.caseID), \(owner), \(package.institute), \(sheet.ordinal), \(sheet.entry.number), \(sheet.entry.title),
                            \(sheet.entry.revision), \(sheet.entry.specialty), \(sheet.entry.kind), \(sheet.entry.file), \(sheet.entry.page), \(sheet.width), \(sheet.height),
                            \(sheet.rotation), \(sheet.fileSHA256), \(sheet.pageDigest), \(sheet.look), \(sheet.entry.restricted),
                            \(facts[sheet.id].map { JSON(text: $0) }))
                    """
                })
        }
    }
}
