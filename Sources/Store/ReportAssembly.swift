public import Foundation
public import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// Everything that the report of a case's newest opinion shows, with the audit entries behind every line.
    ///
    /// Runs in one transaction at one snapshot of the caller's choosing; what it returns is a value, so rendering needs no database.
    public func reportRecord(of caseID: UUID) async throws -> ReportRecord {
        guard let row = try await sql.first("\(Self.cases) WHERE c.case_id = \(caseID)") else { throw StoreError.missing("case \(caseID)") }
        let record = try CaseRecord(row)
        let book = try await directory(of: caseID)
        let project = try await reportProject(record.project, book)
        let handedIn = try await packages(of: caseID)
        let disciplines = try await disciplineLines(of: record, book)
        var sheets: [ReportRecord.Sheet] = []
        var packageLines: [ReportRecord.Package] = []
        var files: [ReportRecord.File] = []
        for package in handedIn where package.state == .sealed {
            let findings = try await findings(ofPackage: package.id)
            let set = try await composedSet(of: package.id)
            let lines = try await self.sheets(ofSet: package.id)
            // What is still in force of earlier packages stands before the package that carries it over: its bytes are evidence as before.
            let carried = try await carriedFiles(of: package.id)
            for earlier in handedIn {
                guard let part = carried.first(where: { $0.package == earlier.id }) else { continue }
                let told = try await self.findings(ofPackage: earlier.id).filter { part.files.contains($0.file) }
                packageLines.append(try book.line(of: earlier, set: nil, findings: told, sealedBy: try await sealer(of: earlier.id)))
            }
            let line = try setLine(of: set, lines, handedIn, book)
            packageLines.append(try book.line(of: package, set: line, findings: findings, sealedBy: try await sealer(of: package.id)))
            let statuses = record.approvedRound == nil ? [:] : try await self.statuses(of: lines.map(\.sheet.id))
            sheets += lines.filter { $0.standing != .removed }.map {
                book.line(of: $0.sheet, standing: set.base == nil ? nil : $0.standing, status: statuses[$0.sheet.id])
            }
            let documents = Set(set.documents.filter(\.carried).map { $0.document.sha256 + $0.document.file })
            for earlier in handedIn where earlier.id != package.id && earlier.institute == package.institute && !documents.isEmpty {
                files += try await reportFiles(of: earlier, book).filter { $0.role == "document" && documents.contains($0.sha256 + $0.file) }
            }
            files += try await reportFiles(of: package, book)
        }
        // A report that is written late tells nothing of a round whose opinion is not out.
        let told = try await opinion(of: caseID)?.opinion.round
        let said = try await comments(of: caseID, limit: 100_000).filter { comment in told.map { comment.round <= $0 } ?? true }
        let answers = Dictionary(grouping: try await answers(to: said.map(\.id)), by: \.comment)
        let backchecks = Dictionary(grouping: try await backchecks(of: said.map(\.id)), by: \.comment)
        let comments = said.map { book.line(of: $0, answers: answers[$0.id] ?? [], backchecks: backchecks[$0.id] ?? []) }
        let opinion = try await opinion(of: caseID).map { issued in
            ReportRecord.OpinionLine(
                id: issued.id, issuedAt: issued.issuedAt, sha256: issued.sha256.hex, opinion: issued.opinion, audit: book.audit(issued.id))
        }
        let simulated: Bool = try await sql.first("SELECT simulated FROM database_identity")?("simulated") ?? false
        return ReportRecord(
            madeAt: opinion?.issuedAt ?? record.createdAt, isSimulated: simulated, isSample: project.name.contains("样例"), project: project,
            case: try await caseLine(record, decidedAt: disciplines.compactMap(\.decidedAt).max(), book),
            parties: try await partyLines(of: record, book),
            packages: packageLines, sheets: sheets, files: files, disciplines: disciplines, opinion: opinion, comments: comments,
            entries: book.entries, people: try await settlementPeople(opinion?.opinion.conflicts ?? [], book))
    }

    /// Names of those whom the conflicts of an opinion name and who did nothing else in the case.
    private func settlementPeople(_ conflicts: [OpinionConflict], _ book: CaseDirectory) async throws -> [ReportRecord.Person]? {
        var named: Set<UUID> = []
        for settlement in conflicts.compactMap(\.conflict.settlement) {
            named.formUnion(settlement.meeting.participants.flatMap(\.persons) + settlement.decisions.compactMap(\.agreedBy) + [settlement.settledBy])
        }
        let unknown = named.filter { book.names[$0] == nil }
        guard !unknown.isEmpty else { return nil }
        return try await sql.all("SELECT person_id, name FROM person_detail WHERE person_id = ANY (\(Array(unknown))) ORDER BY person_id").map {
            try ReportRecord.Person(id: $0("person_id"), name: $0("name"))
        }
    }

    private func reportProject(_ id: UUID, _ book: CaseDirectory) async throws -> ReportRecord.Project {
        let row = try await sql.first(
            "SELECT project_id, project_code, name, region, owner_id, facts, created_at FROM project WHERE project_id = \(id)")
        guard let row else { throw StoreError.missing("project \(id)") }
        let project = try Project(row)
        return ReportRecord.Project(
            id: project.id, name: project.name, code: project.code, region: project.region, facts: project.facts, audit: book.audit(project.id))
    }

    /// What a package made of the set before; nil when there was none.
    private func setLine(of set: SetRecord, _ lines: [SetSheetRecord], _ handedIn: [PackageRecord], _ book: CaseDirectory) throws
        -> ReportRecord.SetLine?
    {
        guard let base = handedIn.first(where: { $0.id == set.base }) else { return nil }
        return ReportRecord.SetLine(
            isPartial: set.partial, base: base.sha256.hex, sha256: set.sha256.hex,
            removed: lines.filter { $0.standing == .removed }.map(\.sheet.entry.number),
            confirmations: set.confirmations.filter { $0.voidedAt == nil }.map {
                .init(side: $0.side.rawValue, person: book.person($0.person), at: $0.at)
            })
    }

    private func caseLine(_ record: CaseRecord, decidedAt: Date?, _ book: CaseDirectory) async throws -> ReportRecord.CaseLine {
        let row = try await sql.first("SELECT accepted_by_rule, deadline FROM joint_case WHERE case_id = \(record.id)")
        let deadline: JSON? = try row?.optional("deadline")
        return ReportRecord.CaseLine(
            id: record.id, number: record.number, title: record.title, state: record.state, round: record.round, profile: record.profile,
            createdAt: record.createdAt, submittedAt: record.submittedAt, acceptedAt: record.acceptedAt,
            acceptedByRule: try row?.optional("accepted_by_rule"),
            deadline: try deadline?.decode(Deadline.self), decidedAt: decidedAt, audit: book.audit(record.id))
    }

    private func disciplineLines(of record: CaseRecord, _ book: CaseDirectory) async throws -> [ReportRecord.DisciplineLine] {
        let rows = try await sql.all(
            "SELECT r.*, b.round AS carried_round FROM review r LEFT JOIN review b ON b.review_id = r.carried_from WHERE r.case_id = \(record.id) AND r.round = \(record.round)"
        )
        let signed = try await specialties(ofReviews: try rows.map { try $0.optional("carried_from") ?? $0("review_id") })
        var lines: [ReportRecord.DisciplineLine] = []
        for row in rows {
            let review = try ReviewRecord(row)
            let list = review.applicability == .applies ? try await checkpoints(of: review) : CheckpointList(points: [], ticks: [])
            let specialties = signed[review.carriedFrom ?? review.id]?.map { $0.line(book) }
            let grounds: JSON = try row("grounds")
            let applicability = try CanonicalJSON.decode(DisciplineApplicability.self, from: Data(grounds.text.utf8))
            let checker: UUID? = try row.optional("checker_id")
            try lines.append(
                ReportRecord.DisciplineLine(
                    applicability: applicability, review: review.id, state: review.state, body: review.body.flatMap { book.organisations[$0] },
                    reviewer: review.reviewer.map(book.person), checker: checker.map(book.person), openedAt: review.openedAt,
                    claimedAt: review.claimedAt,
                    decidedAt: review.decidedAt, due: review.dueAt, decision: review.decision, summary: review.summary,
                    carriedRound: row.optional("carried_round"), checkpoints: book.lines(of: list),
                    specialties: specialties, audit: book.audit(review.id)))
        }
        let order = Dictionary(uniqueKeysWithValues: Discipline.allCases.enumerated().map { ($1, $0) })
        return lines.sorted { order[$0.discipline, default: 0] < order[$1.discipline, default: 0] }
    }

    private func partyLines(of record: CaseRecord, _ book: CaseDirectory) async throws -> [ReportRecord.Party] {
        try await parties(of: record.id).compactMap { party in
            guard let organisation = book.organisations[party.organisation] else { return nil }
            return ReportRecord.Party(
                organisation: organisation, functions: party.roles, people: book.people(of: party.organisation), audit: book.audit(party.organisation)
            )
        }
    }

    private func sealer(of package: UUID) async throws -> UUID? {
        try await sql.first("SELECT sealed_by FROM package WHERE package_id = \(package)")?.optional("sealed_by")
    }

    private func reportFiles(of package: PackageRecord, _ book: CaseDirectory) async throws -> [ReportRecord.File] {
        try await sql.all(
            """
            SELECT name, size, encode(sha256, 'hex') AS sha256, role FROM package_entry
             WHERE package_id = \(package.id) AND role IN ('document', 'reference', 'other') AND sha256 IS NOT NULL ORDER BY ordinal
            """
        ).map { row in
            let size: Int = try row("size")
            return try ReportRecord.File(
                package: package.id, role: row("role"), title: nil, file: row("name"), size: Int64(size), sha256: row("sha256"),
                audit: book.audit(package.id))
        }
    }
}
