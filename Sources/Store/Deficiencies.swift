import Crypto
public import Foundation
public import JointReview
import Postgres

/// A notice of deficiencies with the digest of its bytes.
public struct IssuedDeficiency: Sendable, Hashable {
    /// The notice.
    public let notice: DeficiencyNotice
    /// SHA-256 of its canonical JSON.
    public let sha256: [UInt8]
}

extension Tx {
    /// Issues the one-time notice of deficiencies of a case that is being returned: everything that intake found in its sealed packages, and
    /// what the desk asks for beyond that. What could have been told with an earlier notice is marked.
    ///
    /// Runs in the transaction that returns the case. The two lists that a later notice is compared with are kept beside it.
    public func issueDeficiency(of record: CaseRecord, reason: String, demands: [DeficiencyNotice.Item]) async throws -> IssuedDeficiency {
        let earlier = try await sql.all("SELECT told FROM deficiency WHERE case_id = \(record.id) ORDER BY serial").flatMap { row in
            let told: JSON = try row("told")
            return try told.decode([ToldPackage].self)
        }
        let sealed = try await packages(of: record.id).filter { $0.state == .sealed && $0.round == record.round }
        let book = try await parties(of: record.id)
        let names = Dictionary(book.map { ($0.organisation, $0.name) }, uniquingKeysWith: { first, _ in first })
        var told: [ToldPackage] = []
        var items: [DeficiencyNotice.Item] = []
        var open = demands
        for package in sealed {
            var own = try await toldPackage(package.id)
            // As the case was told: a finding that an earlier notice left out is late here, whenever its package was uploaded.
            own.told = own.told.markingLate(in: own, after: earlier)
            items += own.told.byFile(package: own.name).flatMap(\.findings).map(DeficiencyNotice.Item.init)
            let sheets = try await sheets(ofPackage: package.id)
            open = open.map { demand in
                guard let place = demand.place(in: own, sheets: sheets) else { return demand }
                let marked = [demand.asFinding(at: place)].markingLate(in: own, after: earlier)
                own.told += marked
                var demand = demand
                demand.isLate = demand.isLate || marked.contains { $0.late == true }
                return demand
            }
            told.append(own)
            // What was found in files of earlier packages that are still in force is as true as before.
            for (source, files) in try await carriedFiles(of: package.id) {
                var carried = try await toldPackage(source)
                carried.told = carried.told.filter { files.contains($0.file) }.markingLate(in: carried, after: earlier)
                items += carried.told.byFile(package: carried.name).flatMap(\.findings).map(DeficiencyNotice.Item.init)
                told.append(carried)
            }
        }
        let project = try await sql.first(
            """
            SELECT name, project_code, (SELECT simulated FROM database_identity) AS simulated, business_now() AS at,
                   (SELECT count(*) + 1 FROM deficiency WHERE case_id = \(record.id)) AS serial
              FROM project WHERE project_id = \(record.project)
            """
        )
        guard let project else { throw StoreError.missing("project \(record.project)") }
        let name: String = try project("name")
        let notice = try DeficiencyNotice(
            serial: project("serial"), caseNumber: record.number, caseTitle: record.title, project: name,
            projectCode: project.optional("project_code"),
            addressee: names[record.owner] ?? "", institutes: book.filter { $0.roles.contains("design_institute") }.map(\.name),
            issuer: names[record.lead] ?? "", issuedAt: project("at"), reason: reason,
            packages: sealed.map { .init(name: $0.fileName, sha256: $0.sha256.hex, institute: names[$0.institute] ?? "") },
            items: open + items, isSample: name.contains("样例"), isSimulated: project("simulated"))
        return try await insert(notice, told: told, of: record)
    }

    private func insert(_ notice: DeficiencyNotice, told: [ToldPackage], of record: CaseRecord) async throws -> IssuedDeficiency {
        let body = try CanonicalJSON.encode(notice)
        let digest = Array(SHA256.hash(data: body))
        try await sql.run(
            """
            WITH issued AS (
                INSERT INTO deficiency (case_id, serial, owner_id, round, body, told, sha256, issued_by, issued_at)
                VALUES (\(record.id), \(notice.serial), \(record.owner), \(record.round), \(JSON(text: String(decoding: body, as: UTF8.self))),
                        \(JSON(text: String(decoding: try CanonicalJSON.encode(told), as: UTF8.self))), \(digest), \(actor.person), \(notice.issuedAt))
                RETURNING case_id, sha256)
            \(audit(.deficiencyIssue, "deficiency", "case_id", in: "issued JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                digests: "sha256, NULL::bytea, NULL::bigint", detail: .values(["serial": String(notice.serial), "items": String(notice.items.count)])))
            SELECT FROM issued
            """
        )
        return IssuedDeficiency(notice: notice, sha256: digest)
    }

    /// The notices of deficiencies of a case, first to last.
    public func deficiencies(of caseID: UUID) async throws -> [IssuedDeficiency] {
        try await sql.all("SELECT body, sha256 FROM deficiency WHERE case_id = \(caseID) ORDER BY serial LIMIT 100").map(IssuedDeficiency.init)
    }

    /// One notice of deficiencies of a case.
    public func deficiency(of caseID: UUID, serial: Int) async throws -> IssuedDeficiency {
        let row = try await sql.first("SELECT body, sha256 FROM deficiency WHERE case_id = \(caseID) AND serial = \(serial)")
        guard let row else { throw StoreError.missing("deficiency \(serial) of \(caseID)") }
        return try IssuedDeficiency(row)
    }
}

extension IssuedDeficiency {
    fileprivate init(_ row: Row) throws {
        let body: JSON = try row("body")
        notice = try CanonicalJSON.decode(DeficiencyNotice.self, from: Data(body.text.utf8))
        sha256 = try row("sha256")
    }
}

extension DeficiencyNotice.Item {
    /// The file of the package that the demand is about; nil when it is about none.
    fileprivate func place(in package: ToldPackage, sheets: [SheetRecord]) -> String? {
        if let file { return package.digests[file] != nil ? file : nil }
        guard let sheet else { return nil }
        return sheets.first { SheetNumber.plain($0.entry.number) == SheetNumber.plain(sheet) }?.entry.file
    }

    /// What is compared with earlier notices: what is demanded is part of the code, because one place may have several faults.
    fileprivate func asFinding(at file: String) -> Finding {
        Finding(code: "desk:" + demand.zh, severity: severity, file: file, sheet: sheet, line: line, message: demand, remedy: demand)
    }
}
