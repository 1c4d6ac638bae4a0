public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// A review body as an owner sees it who is to choose one: its registration, and why it cannot be chosen where it cannot.
public struct ReviewBodyRecord: Sendable, Hashable {
    /// The organisation.
    public let organisation: UUID
    /// Its name.
    public let name: String
    /// Its credit code; lists go by it.
    public let creditCode: String
    /// Its registration, if it has one.
    public let registration: RegisteredFirm?
    /// Why it would not be taken; nil where it would.
    public let bar: BodyAllocation.Bar?

    /// The body with its bar; nil where it would be taken.
    public var barred: BarredBody? {
        bar.map { BarredBody(organisation: organisation, name: name, creditCode: creditCode, bar: $0) }
    }
}

extension Tx {
    /// The bodies that serve a discipline, in the order of their credit codes, after the one given, each with its fitness for a case on the present day.
    public func reviewBodies(
        for discipline: Discipline, in record: CaseRecord, by book: RuleBook, after creditCode: String? = nil, limit: Int
    ) async throws -> [ReviewBodyRecord] {
        guard let row = try await sql.first("SELECT facts, region FROM project WHERE project_id = \(record.project)") else {
            throw StoreError.missing("project \(record.project)")
        }
        let facts: JSON = try row("facts")
        let project: ProjectFacts = try facts.decode()
        let rows = try await sql.all(candidates(discipline, of: record, after: creditCode, limit: limit))
        let candidates = try rows.map(Self.candidate)
        let question = BodyAllocation.Question(
            discipline: discipline, region: try row("region"), size: project.size, day: book.day, rule: book.profiles[record.profile]?.assignment)
        let allocation = BodyAllocation(of: candidates, for: question)
        return try zip(rows, candidates).map { row, candidate in
            ReviewBodyRecord(
                organisation: candidate.organisation, name: try row("called"), creditCode: candidate.creditCode, registration: candidate.registration,
                bar: allocation.barred[candidate.organisation])
        }
    }

    /// Bodies that serve a discipline with what a rule of allocation looks at, in the order of their credit codes.
    func candidates(_ discipline: Discipline, of record: CaseRecord, after creditCode: String? = nil, limit: Int? = nil) -> SQL {
        """
        SELECT f.organisation_id, o.credit_code, o.name AS called, g.credit_code IS NOT NULL AS is_registered, g.name, g.grade, g.disciplines, g.region,
               g.valid_from::text, g.valid_through::text,
               f.organisation_id IN (SELECT t.organisation_id FROM (\(Self.parts(in: "\(record.project)"))) AS t WHERE t.organisation_id IS NOT NULL) AS interested,
               EXISTS (SELECT FROM body_recusal b WHERE b.case_id = \(record.id) AND b.discipline = f.discipline AND b.organisation_id = f.organisation_id) AS recused,
               (SELECT max(a.allocated_at) FROM body_allocation a WHERE a.discipline = f.discipline AND a.body_id = f.organisation_id
                   AND a.kept_from IS NULL) AS last_allocated
          FROM organisation o JOIN organisation_function f ON f.organisation_id = o.organisation_id AND f.function = 'review_body' AND f.discipline = \(discipline)
          LEFT JOIN registered_firm g ON g.credit_code = o.credit_code
         WHERE o.credit_code > \(creditCode ?? "") ORDER BY o.credit_code LIMIT \(limit)
        """
    }

    static func candidate(_ row: Row) throws -> BodyAllocation.Candidate {
        try BodyAllocation.Candidate(
            organisation: row("organisation_id"), creditCode: row("credit_code"),
            registration: (row("is_registered") as Bool) ? RegisteredFirm(row) : nil, isInterested: row("interested"), isRecused: row("recused"),
            lastAllocated: row.optional("last_allocated"))
    }
}
