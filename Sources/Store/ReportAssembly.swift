import Foundation
public import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// Everything that an edition of a case's report shows, with the audit entries behind every line.
    ///
    /// It tells what was done until the act that the edition was made for, however late it is written: what a later round brought is in a later
    /// edition. What it returns is a value, so rendering needs no database.
    public func reportRecord(of edition: ReportEdition) async throws -> ReportRecord {
        let caseID = edition.caseID
        guard let row = try await sql.first("\(Self.cases) WHERE c.case_id = \(caseID)") else { throw StoreError.missing("case \(caseID)") }
        let record = try CaseRecord(row)
        let book = try await directory(of: caseID, until: edition.sequence)
        let project = try await reportProject(record.project, book)
        let disciplines = try await disciplineLines(of: caseID, round: edition.round, book)
        let rounds = try await roundLines(of: edition, book)
        let opinion = try await opinion(of: caseID, round: edition.round).flatMap { $0.id == edition.opinion ? $0 : nil }
        // Nobody learns from a report what a round said whose opinion is not out.
        let told = record.openness == .withOpinion ? rounds.last?.round ?? 0 : edition.round
        let said = try await comments(of: caseID, limit: 100_000).filter { $0.round <= told }
        let answers = Dictionary(grouping: try await answers(to: said.map(\.id)).filter { edition.tells($0) }, by: \.comment)
        let backchecks = Dictionary(grouping: try await backchecks(of: said.map(\.id)).filter { $0.round <= told }, by: \.comment)
        let material = try await material(of: edition, about: said.map(\.comment), isApproved: record.approvedRound != nil, book)
        let simulated: Bool = try await sql.first("SELECT simulated FROM database_identity")?("simulated") ?? false
        let conflicts = rounds.flatMap(\.conflicts)
        return ReportRecord(
            madeAt: edition.madeAt, isSimulated: simulated, isSample: project.name.contains("样例"), project: project,
            case: try await caseLine(record, at: edition, decidedAt: disciplines.compactMap(\.decidedAt).max(), book),
            parties: try await partyLines(of: record, book), packages: material.packages, sheets: material.sheets, files: material.files,
            disciplines: disciplines,
            opinion: opinion.map {
                ReportRecord.OpinionLine(id: $0.id, issuedAt: $0.issuedAt, sha256: $0.sha256.hex, opinion: $0.opinion, audit: book.audit($0.id))
            },
            comments: said.map { book.line(of: $0, answers: answers[$0.id] ?? [], backchecks: backchecks[$0.id] ?? []) },
            entries: book.entries, people: try await settlementPeople(conflicts, book),
            edition: .init(serial: edition.serial, ground: edition.ground), conclusions: try await conclusions(of: edition, book), rounds: rounds,
            debts: try await debtLines(of: caseID, book), replacedBodies: try await replacedBodies(of: caseID, book))
    }

    /// The rounds whose opinions were out then, first to last.
    private func roundLines(of edition: ReportEdition, _ book: CaseDirectory) async throws -> [ReportRecord.RoundLine] {
        try await sql.all(
            "SELECT opinion_id, body, sha256, issued_at FROM opinion WHERE case_id = \(edition.caseID) AND round <= \(edition.round) ORDER BY round"
        ).map { row in
            let (id, body, sha256): (UUID, JSON, [UInt8]) = try (row("opinion_id"), row("body"), row("sha256"))
            return ReportRecord.RoundLine(try body.decode(), id: id, issuedAt: try row("issued_at"), sha256: sha256.hex, audit: book.audit(id))
        }
    }

    /// What was owed; that it was received is told where the directory of the edition has the entry of it.
    private func debtLines(of caseID: UUID, _ book: CaseDirectory) async throws -> [ReportRecord.DebtLine]? {
        let accepted = book.entries.filter { $0.act == Act.caseAcceptWithDebts.rawValue && $0.object == caseID && $0.result == "ok" }.map(\.id)
        var receipts = book.entries.filter { $0.act == Act.caseSettleDebt.rawValue && $0.object == caseID && $0.result == "ok" }
        let lines = try await debts(of: caseID).map { debt in
            // Each receipt is of one debt, also where two bear the same time.
            let place = receipts.firstIndex { $0.effectiveAt == debt.settledAt && $0.person?.id == debt.settledBy }
            let receipt = place.map { receipts.remove(at: $0) }
            return ReportRecord.DebtLine(
                serial: debt.value.serial, item: debt.value.item, dueOn: debt.value.dueOn.description, settledBy: receipt?.person,
                settledAt: receipt == nil ? nil : debt.settledAt, note: receipt == nil ? nil : debt.note,
                audit: accepted + [receipt?.id].compactMap { $0 })
        }
        return lines.isEmpty ? nil : lines
    }

    /// Bodies that stepped aside, as far as the directory of the edition has the entry of it: a review's entries of it are in the order of its bodies.
    private func replacedBodies(of caseID: UUID, _ book: CaseDirectory) async throws -> [ReportRecord.ReplacedBody]? {
        let rows = try await sql.all(
            """
            SELECT b.review_id, b.discipline, b.organisation_id, b.reason
              FROM body_recusal b LEFT JOIN body_allocation a ON a.review_id = b.review_id AND a.body_id = b.organisation_id
             WHERE b.case_id = \(caseID) ORDER BY a.place NULLS FIRST, b.recused_at
            """)
        var entries = Dictionary(
            grouping: book.entries.filter { $0.act == Act.reviewReplaceBody.rawValue && $0.result == "ok" }, by: \.object
        ).mapValues { $0.map(\.id)[...] }
        let lines = try rows.compactMap { row -> ReportRecord.ReplacedBody? in
            let (review, body): (UUID, UUID) = try (row("review_id"), row("organisation_id"))
            guard let entry = entries[review]?.popFirst(), let organisation = book.organisations[body] else { return nil }
            return ReportRecord.ReplacedBody(discipline: try row("discipline"), body: organisation, reason: try row("reason"), audit: entry)
        }
        return lines.isEmpty ? nil : lines
    }

    /// What ended the review, a change or the case until then, first to last.
    private func conclusions(of edition: ReportEdition, _ book: CaseDirectory) async throws -> [ReportRecord.ConclusionLine] {
        let entries = Dictionary(book.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try await reportEditions(of: edition.caseID, below: edition.serial + 1).reversed().filter { $0.ground != .opinion }.map { made in
            ReportRecord.ConclusionLine(
                ground: made.ground, round: made.round, state: made.state, by: made.entry.flatMap { entries[Int64($0)] }, at: made.madeAt,
                reason: made.reason)
        }
    }

    /// Names of those whom the conflicts name and who did nothing else in the case.
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

    private func caseLine(_ record: CaseRecord, at edition: ReportEdition, decidedAt: Date?, _ book: CaseDirectory) async throws
        -> ReportRecord.CaseLine
    {
        let row = try await sql.first("SELECT accepted_by_rule, deadline FROM joint_case WHERE case_id = \(record.id)")
        // A case keeps the limit of its present round only.
        let deadline: JSON? = record.round == edition.round ? try row?.optional("deadline") : nil
        return ReportRecord.CaseLine(
            id: record.id, number: record.number, title: record.title, state: edition.state, round: edition.round, profile: record.profile,
            createdAt: record.createdAt, submittedAt: record.submittedAt, acceptedAt: record.acceptedAt,
            acceptedByRule: try row?.optional("accepted_by_rule"),
            deadline: try deadline?.decode(Deadline.self), decidedAt: decidedAt, audit: book.audit(record.id))
    }

    private func disciplineLines(of caseID: UUID, round: Int, _ book: CaseDirectory) async throws -> [ReportRecord.DisciplineLine] {
        let rows = try await sql.all(
            """
            SELECT r.*, b.round AS carried_round, coalesce(r.checker_id, b.checker_id) AS answering_checker FROM review r LEFT JOIN review b ON b.review_id = r.carried_from
             WHERE r.case_id = \(caseID) AND r.round = \(round)
            """)
        let signed = try await specialties(ofReviews: try rows.map { try $0.optional("carried_from") ?? $0("review_id") })
        var lines: [ReportRecord.DisciplineLine] = []
        for row in rows {
            let review = try ReviewRecord(row)
            let list = review.applicability == .applies ? try await checkpoints(of: review) : CheckpointList(points: [], ticks: [])
            let specialties = signed[review.carriedFrom ?? review.id]?.map { $0.line(book) }
            let grounds: JSON = try row("grounds")
            let applicability = try CanonicalJSON.decode(DisciplineApplicability.self, from: Data(grounds.text.utf8))
            let checker: UUID? = try row.optional("answering_checker")
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
}

extension ReportEdition {
    /// Whether an answer was out when the edition was made: one to the opinion that it was made for cannot be, one to the last opinion before its end can.
    fileprivate func tells(_ answer: AnswerRecord) -> Bool { answer.round < round || answer.round == round && ground != .opinion }
}
