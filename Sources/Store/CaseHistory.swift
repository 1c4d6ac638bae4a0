public import Foundation
public import JointReview
import Postgres

/// Something that a person opened or downloaded, by the log.
public struct OpenedRecord: Sendable, Hashable {
    /// When.
    public let at: Date
    /// What was done with it.
    public let act: Act
    /// What kind of thing it is.
    public let kind: String
    /// Its identity.
    public let object: UUID
}

extension Tx {
    /// Where everything of a case stood at an instant of the database clock; nil before there was a case.
    public func moment(of caseID: UUID, at instant: Date) async throws -> CaseMoment? {
        // A project's numbers are given under a lock, so they are the order in which things happened; the clock of two connections is not.
        let rows = try await sql.all(
            """
            SELECT act, object_kind, object_id, to_state FROM audit_entry
             WHERE case_id = \(caseID) AND recorded_at <= \(instant) AND result = 'ok' AND project_seq IS NOT NULL AND object_id IS NOT NULL
             ORDER BY project_seq
            """)
        let lines = try rows.compactMap { row -> CaseMoment.Line? in
            guard let act = Act(rawValue: try row("act")) else { return nil }
            return try CaseMoment.Line(act: act, kind: row("object_kind"), object: row("object_id"), to: row.optional("to_state"))
        }
        return lines.isEmpty ? nil : CaseMoment(lines)
    }

    /// Comments as they stood at a moment, in the order of publication: demands without what was settled later.
    public func comments(of caseID: UUID, at moment: CaseMoment) async throws -> [CommentRecord] {
        let settled = moment.conflicts.filter { $0.value == .settled }.map(\.key)
        let rows = try await sql.all(
            """
            WITH later AS (SELECT settlement_id FROM settlement WHERE case_id = \(caseID) AND NOT conflict_id = ANY (\(settled)))
            SELECT d.demand_id, coalesce(d.settlement_id IN (SELECT settlement_id FROM later), false) AS is_later,
                   (SELECT x.outcome FROM settlement_decision x
                     WHERE x.demand_id = d.demand_id AND x.settlement_id NOT IN (SELECT settlement_id FROM later) ORDER BY x.outcome = 'stands' LIMIT 1) AS outcome
              FROM demand d WHERE d.case_id = \(caseID)
               AND (d.settlement_id IN (SELECT settlement_id FROM later)
                    OR d.demand_id IN (SELECT demand_id FROM settlement_decision WHERE settlement_id IN (SELECT settlement_id FROM later)))
            """)
        var changed: [UUID: (isLater: Bool, outcome: DemandOutcome?)] = [:]
        for row in rows { changed[try row("demand_id")] = try (row("is_later"), row.optional("outcome")) }
        let places = Dictionary(uniqueKeysWithValues: moment.comments.enumerated().map { ($1, $0) })
        return try await comments(of: caseID, among: Set(moment.comments)).map { record in
            let demands = record.demands.compactMap { made -> CaseDemand? in
                guard let change = changed[made.id] else { return made }
                return change.isLater
                    ? nil : CaseDemand(id: made.id, comment: made.comment, demand: made.demand, replaces: made.replaces, outcome: change.outcome)
            }
            return record.with(demands: demands)
        }.sorted { places[$0.id, default: 0] < places[$1.id, default: 0] }
    }

    /// What a person opened or downloaded of a case until an instant, in that order.
    public func opened(by person: UUID, in caseID: UUID, until instant: Date, limit: Int) async throws -> [OpenedRecord] {
        let acts: [Act] = [.sheetView, .packageDownload, .reportDownload]
        return try await sql.all(
            """
            SELECT recorded_at, act, object_kind, object_id FROM audit_entry
             WHERE case_id = \(caseID) AND person_id = \(person) AND recorded_at <= \(instant) AND result = 'ok' AND act = ANY (\(acts.map(\.rawValue)))
               AND object_id IS NOT NULL
             ORDER BY recorded_at, audit_id LIMIT \(limit)
            """
        ).compactMap { row in
            guard let act = Act(rawValue: try row("act")) else { return nil }
            return try OpenedRecord(at: row("recorded_at"), act: act, kind: row("object_kind"), object: row("object_id"))
        }
    }

    /// Messages about comments that the actor's organisation reads, until an instant, in the order in which they were written.
    public func messages(about comments: [UUID], until instant: Date) async throws -> [ThreadMessage] {
        try await sql.all(
            """
            SELECT m.* FROM thread_message m
             WHERE m.comment_id = ANY (\(comments)) AND m.written_at <= \(instant) AND \(readable) ORDER BY m.written_at, m.message_id
            """
        ).map(ThreadMessage.init)
    }

    /// Ticks of check lists by their identities, in the order in which they were made.
    public func ticks(among ids: Set<UUID>) async throws -> [CheckpointTick] {
        try await sql.all("SELECT * FROM checkpoint_tick WHERE tick_id = ANY (\(Array(ids))) ORDER BY ticked_at, tick_id").map(CheckpointTick.init)
    }

    /// When the applicant saw comments before the lead first said so otherwise: by the profile, or as it is today.
    public func firstOpenness(of caseID: UUID) async throws -> Openness {
        let row = try await sql.first(
            """
            SELECT coalesce((SELECT coalesce(e.from_state, 'on_publication') FROM audit_entry e
                              WHERE e.case_id = \(caseID) AND e.act = \(Act.opennessChange) AND e.result = 'ok' ORDER BY e.project_seq LIMIT 1),
                            c.openness, 'on_publication') AS openness FROM joint_case c WHERE c.case_id = \(caseID)
            """
        )
        guard let row else { throw StoreError.missing("case \(caseID)") }
        return try row("openness")
    }

    /// Round and identity of each opinion of a case.
    public func opinionRounds(of caseID: UUID) async throws -> [UUID: Int] {
        var rounds: [UUID: Int] = [:]
        for row in try await sql.all("SELECT opinion_id, round FROM opinion WHERE case_id = \(caseID)") {
            rounds[try row("opinion_id")] = try row("round")
        }
        return rounds
    }
}

extension CommentRecord {
    /// The same with other demands.
    fileprivate func with(demands: [CaseDemand]) -> CommentRecord {
        CommentRecord(
            comment: comment, caseID: caseID, round: round, demands: demands, contradicts: contradicts, lateReason: lateReason, markup: markup)
    }
}
