public import Foundation
public import JointReview
import Postgres

extension Tx {
    private static let findings: SQL =
        """
        SELECT f.code, f.severity, f.file, f.sheet, f.line, f.message_zh, f.message_en, f.remedy_zh, f.remedy_en, f.basis, f.late FROM finding f
        """

    /// What intake found in the sealed packages of a case's round, and in files of earlier packages that are still in force there.
    func findings(ofCase id: UUID) async throws -> [Finding] {
        let own = try await sql.all(
            """
            \(Self.findings) JOIN package k USING (package_id) JOIN joint_case c ON c.case_id = k.case_id
             WHERE k.case_id = \(id) AND k.round = c.round AND k.state = 'sealed' ORDER BY f.package_id, f.ordinal
            """
        ).map(Finding.init)
        let carried = try await sql.all(
            """
            \(Self.findings) JOIN (
                SELECT DISTINCT s.package_id, s.file FROM joint_case c JOIN package k ON k.case_id = c.case_id AND k.round = c.round AND k.state = 'sealed'
                  JOIN set_sheet t ON t.package_id = k.package_id AND t.sheet_id = t.before_id JOIN sheet s ON s.sheet_id = t.sheet_id
                 WHERE c.case_id = \(id)) AS e ON e.package_id = f.package_id AND e.file = f.file
             ORDER BY f.package_id, f.ordinal
            """
        ).map(Finding.init)
        return own + carried
    }

    /// Everything that intake found in a package, in its own order.
    public func findings(ofPackage package: UUID) async throws -> [Finding] {
        try await sql.all("\(Self.findings) WHERE f.package_id = \(package) ORDER BY f.ordinal").map(Finding.init)
    }

    /// Writes what intake found in a package, in the order given.
    func insert(_ findings: [Finding], of package: PackageRecord, owner: UUID) async throws {
        try await sql.run(
            """
            INSERT INTO finding (package_id, ordinal, case_id, owner_id, code, severity, file, sheet, line, message_zh, message_en, remedy_zh, remedy_en, basis, late)
            SELECT \(package.id), ordinality - 1, \(package.caseID), \(owner), code, severity, file, nullif(sheet, ''), nullif(line, 0), message_zh, message_en,
                   remedy_zh, remedy_en, nullif(basis, ''), late = 1
              FROM unnest(\(findings.map(\.code)), \(findings.map(\.severity)), \(findings.map(\.file)), \(findings.map { $0.sheet ?? "" }),
                          \(findings.map { $0.line ?? 0 }), \(findings.map(\.message.zh)), \(findings.map(\.message.en)), \(findings.map(\.remedy.zh)),
                          \(findings.map(\.remedy.en)), \(findings.map { $0.basis ?? "" }), \(findings.map { $0.late == true ? 1 : 0 }))
                   WITH ORDINALITY AS f (code, severity, file, sheet, line, message_zh, message_en, remedy_zh, remedy_en, basis, late, ordinality)
            """
        )
    }

    /// What was told about the packages that the same institute handed in for the same case before this one: what a late finding is measured by.
    /// The latest twenty; a case with more has other worries.
    public func toldPackages(before package: PackageRecord) async throws -> [ToldPackage] {
        let ids: [UUID] = try await sql.all(
            """
            SELECT package_id FROM package WHERE case_id = \(package.caseID) AND institute_id = \(package.institute) AND package_id <> \(package.id)
               AND checked_at IS NOT NULL AND uploaded_at <= \(package.uploadedAt) ORDER BY uploaded_at DESC LIMIT 20
            """
        ).map { try $0("package_id") }
        var told: [ToldPackage] = []
        for id in ids { told.append(try await toldPackage(id)) }
        return told
    }

    /// A package with its files' digests and what was told about it.
    func toldPackage(_ id: UUID) async throws -> ToldPackage {
        guard let row = try await sql.first("SELECT file_name, sha256, check_report -> 'rules' AS rules FROM package WHERE package_id = \(id)")
        else {
            throw StoreError.missing("package \(id)")
        }
        let entries = try await sql.all("SELECT name, sha256 FROM package_entry WHERE package_id = \(id) AND sha256 IS NOT NULL ORDER BY ordinal")
        var digests: [String: String] = [:]
        for entry in entries { digests[try entry("name")] = (try entry("sha256") as [UInt8]).hex }
        let rules: JSON? = try row.optional("rules")
        return ToldPackage(
            name: try row("file_name"), sha256: (try row("sha256") as [UInt8]).hex, digests: digests, told: try await findings(ofPackage: id),
            rules: try rules?.decode())
    }
}

extension Finding {
    fileprivate init(_ row: Row) throws {
        let isLate: Bool = try row("late")
        try self.init(
            code: row("code"), severity: row("severity"), file: row("file"), sheet: row.optional("sheet"), line: row.optional("line"),
            message: Bilingual(zh: row("message_zh"), en: row("message_en")), remedy: Bilingual(zh: row("remedy_zh"), en: row("remedy_en")),
            basis: row.optional("basis"), late: isLate ? true : nil)
    }
}
