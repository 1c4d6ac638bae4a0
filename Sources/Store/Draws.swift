public import Draws
public import Foundation
import JointReview
import Postgres
public import WorkingTime

extension Tx {
    /// Commits to a draw: seed and list are fixed from here on, and their commitment is the digest of an entry of the log. The seed is told to nobody yet.
    public func commit(to id: UUID, for caseID: UUID, purpose: String, candidates: [String], leftOut: [DrawRecord.LeftOut] = [], count: Int)
        async throws
        -> DrawRecord
    {
        let list = Draw.ordered(candidates)
        let seed = Draw.newSeed()
        let commitment = Draw.commitment(draw: id, seedDigest: Draw.seedDigest(of: seed), listDigest: Draw.listDigest(of: list), count: count)
        let row = try await sql.first(
            """
            WITH committed AS (
                INSERT INTO draw (draw_id, case_id, owner_id, purpose, candidates, left_out, wanted, seed, commitment, committed_by)
                SELECT \(id), c.case_id, c.owner_id, \(purpose), \(list), \(try JSON(leftOut)), \(count), \(seed), \(commitment), \(actor.person) FROM joint_case c WHERE c.case_id = \(caseID)
                RETURNING *)
            \(audit(
                """
                SELECT \(Act.drawCommit), c.project_id, d.case_id, 'draw', d.draw_id, NULL, NULL, d.commitment, NULL::bytea, NULL::bigint
                  FROM committed d JOIN joint_case c USING (case_id)
                """,
                detail: .values([
                    "purpose": purpose, "candidates": String(list.count), "count": String(count),
                    "leftOut": leftOut.isEmpty ? nil : leftOut.map { "\($0.registration): \($0.reason)" }.joined(separator: "\n"),
                ])))
            SELECT d.*, NULL::bigint AS drawn_entry, (SELECT project_seq FROM log_entry) AS committed_entry FROM committed d
            """
        )
        guard let row else { throw StoreError.missing("case \(caseID)") }
        return try DrawRecord(row)
    }

    /// Registrations for a specialty that count on a day and are not drawn from, because the person or his firm has a part in the project: each with the
    /// reason, in the order of their numbers.
    public func expertsBarred(for specialty: String, on day: CalendarDay, in caseID: UUID) async throws -> [DrawRecord.LeftOut] {
        try await sql.all(
            """
            WITH parts AS MATERIALIZED (\(Self.parts(in: "(SELECT project_id FROM joint_case WHERE case_id = \(caseID))"))),
            firms AS MATERIALIZED (SELECT o.credit_code FROM organisation o JOIN parts t USING (organisation_id)),
            people AS MATERIALIZED (SELECT a.sign_in_name FROM person a JOIN parts t USING (person_id))
            SELECT p.registration_no, p.credit_code IN (SELECT credit_code FROM firms) AS employed FROM registered_person p
             WHERE p.specialties @> ARRAY[\(specialty)]::text[] AND p.valid_from <= \(day.description)::text::date
               AND (p.valid_through IS NULL OR p.valid_through >= \(day.description)::text::date)
               AND (p.credit_code IN (SELECT credit_code FROM firms) OR p.sign_in_name IN (SELECT sign_in_name FROM people))
             ORDER BY p.registration_no LIMIT 10000
            """
        ).map { row in
            try DrawRecord.LeftOut(
                registration: row("registration_no"),
                reason: row("employed")
                    ? "注册于本项目的参建单位 registered with a party of the project" : "参与过本项目的设计 had a part in the design of the project")
        }
    }

    /// Draws: once, with the seed that was committed to, which is told with the result.
    /// - Throws: `StoreError.stale` when it was drawn before.
    public func make(draw id: UUID) async throws -> DrawRecord {
        _ = try await sql.first("SELECT FROM draw WHERE draw_id = \(id) FOR UPDATE")
        guard let before = try await sql.first("SELECT candidates, wanted, seed, result FROM draw WHERE draw_id = \(id)") else {
            throw StoreError.missing("draw \(id)")
        }
        let drawn: [String]? = try before.optional("result")
        guard drawn == nil else { throw StoreError.stale("draw \(id)") }
        let result = try Draw.pick(before("wanted"), of: before("candidates"), seed: before("seed"))
        try await sql.run(
            """
            WITH drawn AS (
                UPDATE draw SET result = \(result), drawn_by = \(actor.person), drawn_at = clock_timestamp() WHERE draw_id = \(id) AND result IS NULL RETURNING *)
            \(audit(
                """
                SELECT \(Act.drawMake), c.project_id, d.case_id, 'draw', d.draw_id, NULL, NULL, d.commitment, NULL::bytea, NULL::bigint
                  FROM drawn d JOIN joint_case c USING (case_id)
                """,
                detail: .values(["result": result.joined(separator: ";")])))
            SELECT FROM drawn
            """
        )
        return try await draw(id)
    }

    /// A draw of a case to which the actor's organisation is a party; of any case for the service.
    public func draw(_ id: UUID) async throws -> DrawRecord {
        let row = try await sql.first(
            """
            \(Self.draws) WHERE d.draw_id = \(id)
               AND (\(actor.role == .system) OR EXISTS (SELECT FROM case_party p WHERE p.case_id = d.case_id AND p.organisation_id = \(actor.organisation)))
            """
        )
        guard let row else { throw StoreError.missing("draw \(id)") }
        return try DrawRecord(row)
    }

    /// The draws of a case in the order of their commitments, after the place given.
    public func draws(of caseID: UUID, after: (Date, UUID)? = nil, limit: Int) async throws -> [DrawRecord] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            \(Self.draws) WHERE d.case_id = \(caseID) AND (d.committed_at, d.draw_id) > (\(start.0), \(start.1)) ORDER BY d.committed_at, d.draw_id LIMIT \(limit)
            """
        ).map(DrawRecord.init)
    }

    private static let draws: SQL =
        """
        SELECT d.*, coalesce((SELECT e.project_seq FROM audit_entry e WHERE e.object_id = d.draw_id AND e.act = 'draw.commit' AND e.result = 'ok' LIMIT 1), 0) AS committed_entry,
               (SELECT e.project_seq FROM audit_entry e WHERE e.object_id = d.draw_id AND e.act = 'draw.make' AND e.result = 'ok' LIMIT 1) AS drawn_entry
          FROM draw d
        """
}

extension DrawRecord {
    init(_ row: Row) throws {
        let committed: Int = try row("committed_entry")
        let drawnAt: Date? = try row.optional("drawn_at")
        let drawn: Int? = try row.optional("drawn_entry")
        let mark = drawnAt.flatMap { at in drawn.map { DrawRecord.Mark(at: at, entry: Int64($0)) } }
        let leftOut: JSON = try row("left_out")
        let left = try leftOut.decode([DrawRecord.LeftOut].self)
        try self.init(
            draw: row("draw_id"), case: row("case_id"), purpose: row("purpose"), candidates: row("candidates"), count: row("wanted"),
            seed: row("seed"), committed: DrawRecord.Mark(at: row("committed_at"), entry: Int64(committed)), result: row.optional("result"),
            drawn: mark, leftOut: left.isEmpty ? nil : left)
    }
}
