public import Foundation
public import JointReview
import Postgres

/// One issue of a case's report: what it was made for, and how things stood then.
public struct ReportEdition: Sendable, Hashable, Identifiable {
    /// Identity; the report job's object.
    public let id: UUID
    /// Case that it reports.
    public let caseID: UUID
    /// Number in the case, from 1.
    public let serial: Int
    /// The act that it was made for.
    public let ground: ReportGround
    /// Round of the case then.
    public let round: Int
    /// State of the case since that act.
    public let state: CaseState
    /// The newest opinion then; nil where the case ended without one.
    public let opinion: UUID?
    /// Reason of the act, where it needs one.
    public let reason: String?
    /// Entry of the act in the log, by its number in the database; nil where the log does not hold it any more.
    public let entry: Int?
    /// The same entry by its number in the project.
    public let sequence: Int?
    /// When the act was done.
    public let madeAt: Date
}

extension Tx {
    /// Continues a statement's `WITH` list, behind its audit entry, with the next edition of the report of the case in `moved`, and with the job
    /// that writes it. Nothing where the act is no ground for one, or where nothing was ever reviewed.
    ///
    /// The statement before has locked the case, so that two editions never get one number.
    func edition(_ ground: ReportGround?, opinion: UUID? = nil, reason: String? = nil) -> SQL {
        guard let ground else { return "" }
        return """
            , next_edition AS (
                INSERT INTO report_edition (edition_id, case_id, owner_id, serial, ground, round, case_state, opinion_id, reason, audit_id, project_seq)
                SELECT uuid_v7(), m.case_id, m.owner_id, 1 + coalesce((SELECT max(e.serial) FROM report_edition e WHERE e.case_id = m.case_id), 0),
                       \(ground), m.round, m.state,
                       coalesce(\(opinion)::uuid, (SELECT o.opinion_id FROM opinion o WHERE o.case_id = m.case_id ORDER BY o.round DESC LIMIT 1)),
                       \(reason), l.audit_id, l.project_seq
                  FROM moved m JOIN log_entry l USING (case_id) WHERE m.accepted_at IS NOT NULL
                RETURNING edition_id, case_id),
            edition_job AS (INSERT INTO job (kind, case_id, object_id) SELECT 'report', case_id, edition_id FROM next_edition)
            """
    }

    /// The newest edition of a case's report, or that of a number, or the newest of a round; nil where there is none.
    public func reportEdition(of caseID: UUID, serial: Int? = nil, round: Int? = nil) async throws -> ReportEdition? {
        try await sql.first(
            """
            \(Self.editions) WHERE e.case_id = \(caseID) AND (\(serial)::integer IS NULL OR e.serial = \(serial)::integer)
               AND (\(round)::integer IS NULL OR e.round = \(round)::integer) ORDER BY e.serial DESC LIMIT 1
            """
        ).map(ReportEdition.init)
    }

    /// An edition by its identity.
    /// - Throws: `StoreError.missing`.
    public func reportEdition(_ id: UUID) async throws -> ReportEdition {
        guard let row = try await sql.first("\(Self.editions) WHERE e.edition_id = \(id)") else { throw StoreError.missing("edition \(id)") }
        return try ReportEdition(row)
    }

    /// The editions of a case's report, newest first, below the number given.
    public func reportEditions(of caseID: UUID, below serial: Int? = nil, limit: Int = 1000) async throws -> [ReportEdition] {
        try await sql.all(
            "\(Self.editions) WHERE e.case_id = \(caseID) AND e.serial < \(serial ?? Int(Int32.max))::integer ORDER BY e.serial DESC LIMIT \(limit)"
        ).map(ReportEdition.init)
    }

    private static let editions: SQL =
        """
        SELECT e.edition_id, e.case_id, e.serial, e.ground, e.round, e.case_state, e.opinion_id, e.reason, e.audit_id, e.project_seq, e.made_at
          FROM report_edition e
        """
}

extension ReportEdition {
    init(_ row: Row) throws {
        try self.init(
            id: row("edition_id"), caseID: row("case_id"), serial: row("serial"), ground: row("ground"), round: row("round"),
            state: row("case_state"), opinion: row.optional("opinion_id"), reason: row.optional("reason"), entry: row.optional("audit_id"),
            sequence: row.optional("project_seq"), madeAt: row("made_at"))
    }
}
