import Foundation
import JointReview
import Postgres

/// Names behind the identities of one case, and its audit entries, read once for a report.
struct CaseDirectory: Sendable {
    let organisations: [UUID: ReportRecord.Organisation]
    let names: [UUID: String]
    let entries: [ReportRecord.Entry]
    /// Object to the entries about it.
    private let byObject: [UUID: [Int64]]
    private let rolesByOrganisation: [UUID: [ReportRecord.PersonInRole]]

    init(organisations: [UUID: ReportRecord.Organisation], names: [UUID: String], entries: [ReportRecord.Entry]) {
        self.organisations = organisations
        self.names = names
        self.entries = entries
        var byObject: [UUID: [Int64]] = [:]
        var roles: [UUID: [ReportRecord.PersonInRole]] = [:]
        for entry in entries {
            if let object = entry.object { byObject[object, default: []].append(entry.id) }
            if let organisation = entry.organisation?.id, let person = entry.person {
                let inRole = ReportRecord.PersonInRole(person: person, role: entry.role)
                if roles[organisation]?.contains(inRole) != true { roles[organisation, default: []].append(inRole) }
            }
        }
        self.byObject = byObject
        rolesByOrganisation = roles
    }

    func audit(_ object: UUID) -> [Int64] { byObject[object] ?? [] }

    func person(_ id: UUID) -> ReportRecord.Person {
        ReportRecord.Person(id: id, name: names[id] ?? "—")
    }

    func people(of organisation: UUID) -> [ReportRecord.PersonInRole] { rolesByOrganisation[organisation] ?? [] }

    func line(of package: PackageRecord, set: ReportRecord.SetLine?, findings: [Finding], sealedBy: UUID?) throws(StoreError) -> ReportRecord.Package
    {
        guard let institute = organisations[package.institute] else { throw .missing("party \(package.institute)") }
        return ReportRecord.Package(
            id: package.id, name: package.fileName, round: package.round, size: Int64(package.size), sha256: package.sha256.hex,
            sm3: package.sm3?.hex,
            institute: institute, uploadedBy: person(package.uploadedBy), uploadedAt: package.uploadedAt,
            sealedBy: sealedBy.map(person), sealedAt: package.sealedAt, set: set, findings: findings, audit: audit(package.id))
    }

    func line(of sheet: SheetRecord, standing: SheetStanding? = nil, status: SheetStatus? = nil, isInForce: Bool) -> ReportRecord.Sheet {
        ReportRecord.Sheet(
            id: sheet.id, package: sheet.package, number: sheet.entry.number, title: sheet.entry.title, revision: sheet.entry.revision,
            specialty: sheet.entry.specialty, kind: sheet.entry.kind, file: sheet.entry.file, page: sheet.entry.page, width: sheet.width,
            height: sheet.height,
            fileSHA256: sheet.fileSHA256.hex, pageDigest: sheet.pageDigest, standing: standing, status: status, isRestricted: sheet.entry.restricted,
            isInForce: isInForce, audit: audit(sheet.package))
    }

    /// The check list of a review, nil where it has none.
    func lines(of list: CheckpointList) -> [ReportRecord.CheckpointLine]? {
        guard !list.points.isEmpty else { return nil }
        let ticks = Dictionary(list.ticks.map { ($0.checkpoint, $0) }, uniquingKeysWith: { first, _ in first })
        return list.points.map { ReportRecord.CheckpointLine($0, ticks[$0.id], by: (ticks[$0.id]?.person).map(person)) }
    }

    func line(of comment: CommentRecord, answers: [AnswerRecord] = [], backchecks: [BackcheckRecord] = []) -> ReportRecord.CommentLine {
        ReportRecord.CommentLine(
            comment.comment, round: comment.round, author: person(comment.comment.author), late: comment.lateReason,
            answers: answers.sorted { $0.round < $1.round }.compactMap { record in
                record.releasedAt.map {
                    ReportRecord.AnswerLine(
                        round: record.round, verdict: record.answer.verdict, text: record.answer.text, sheet: record.answer.place?.sheetNumber,
                        author: person(record.author), releasedAt: $0)
                }
            },
            backchecks: backchecks.sorted { $0.round < $1.round }.map {
                ReportRecord.BackcheckLine(round: $0.round, verdict: $0.verdict, text: $0.text, person: person($0.person), at: $0.at)
            },
            markup: comment.markup,
            audit: audit(comment.id))
    }
}

extension [UInt8] {
    /// Lower-case hex.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

extension Tx {
    /// Reads the directory of a case: parties, the people who acted, and every numbered entry of the case and its project until one, by its number.
    func directory(of caseID: UUID, until last: Int?) async throws -> CaseDirectory {
        let organisationRows = try await sql.all(
            """
            SELECT o.organisation_id, o.name, o.credit_code FROM organisation o
             WHERE o.organisation_id IN (SELECT organisation_id FROM case_party WHERE case_id = \(caseID)
                   UNION SELECT organisation_id FROM body_recusal WHERE case_id = \(caseID))
            """
        )
        var organisations: [UUID: ReportRecord.Organisation] = [:]
        for row in organisationRows {
            let id: UUID = try row("organisation_id")
            let code: String = try row("credit_code")
            guard let creditCode = CreditCode(code) else { throw StoreError.invalid("credit code of \(id)") }
            organisations[id] = ReportRecord.Organisation(id: id, name: try row("name"), creditCode: creditCode)
        }
        let entryRows = try await sql.all(
            """
            SELECT e.audit_id, e.project_seq, e.act, e.result, e.person_id, d.name, e.organisation_id, e.role, e.recorded_at, e.effective_at, e.object_kind, e.object_id,
                   encode(e.sha256, 'hex') AS sha256
              FROM audit_entry e LEFT JOIN person_detail d ON d.person_id = e.person_id
             WHERE (e.case_id = \(caseID) OR (e.case_id IS NULL AND e.project_id = (SELECT project_id FROM joint_case WHERE case_id = \(caseID))))
               AND e.project_seq <= \(last ?? Int.max)::bigint
             ORDER BY e.project_seq
            """
        )
        var names: [UUID: String] = [:]
        var entries: [ReportRecord.Entry] = []
        for row in entryRows {
            let person: UUID? = try row.optional("person_id")
            let organisation: UUID? = try row.optional("organisation_id")
            if let person { names[person] = try row.optional("name") ?? "—" }
            let number: Int = try row("audit_id")
            let sequence: Int? = try row.optional("project_seq")
            entries.append(
                try ReportRecord.Entry(
                    id: Int64(number), sequence: sequence.map(Int64.init), act: row("act"), result: row("result"),
                    person: person.map { ReportRecord.Person(id: $0, name: names[$0] ?? "—") },
                    organisation: organisation.flatMap { organisations[$0] },
                    role: row("role"), recordedAt: row("recorded_at"), effectiveAt: row("effective_at"), objectKind: row("object_kind"),
                    object: row.optional("object_id"), sha256: row.optional("sha256")))
        }
        return CaseDirectory(organisations: organisations, names: names, entries: entries)
    }
}
