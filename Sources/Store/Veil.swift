public import Foundation
public import JointReview
import Postgres

/// What the actor's organisation does not see of a case before the opinion is out, by its policy of openness.
public struct Veil: Sendable, Hashable {
    /// Whether anything is held back from this organisation.
    public let isDrawn: Bool
    /// Newest round whose opinion is out; 0 before the first.
    public let issuedRound: Int
    /// When that was; `nil` before the first.
    public let issuedAt: Date?

    /// Whether what belongs to a round is held back.
    public func hides(round: Int) -> Bool { isDrawn && round > issuedRound }

    /// Whether what was entered at a moment is held back.
    public func hides(at moment: Date) -> Bool { isDrawn && issuedAt.map { moment > $0 } ?? true }
}

extension Tx {
    /// What the actor's organisation does not see of a case yet.
    public func veil(of caseID: UUID) async throws -> Veil {
        guard actor.role != .system else { return Veil(isDrawn: false, issuedRound: 0, issuedAt: nil) }
        let row = try await sql.first(
            """
            SELECT coalesce(c.openness, 'on_publication') AS openness, p.roles, o.round, o.recorded_at FROM joint_case c
              LEFT JOIN case_party p ON p.case_id = c.case_id AND p.organisation_id = \(actor.organisation)
              LEFT JOIN LATERAL (SELECT round, recorded_at FROM opinion o WHERE o.case_id = c.case_id ORDER BY round DESC LIMIT 1) AS o ON true
             WHERE c.case_id = \(caseID)
            """
        )
        guard let row else { throw StoreError.missing("case \(caseID)") }
        let openness: Openness = try row("openness")
        let roles: [String] = try row.optional("roles") ?? []
        let parts = Set(roles.compactMap(OrganisationFunction.init(rawValue:)))
        return try Veil(
            isDrawn: !openness.shows(isOut: false, toParts: parts), issuedRound: row.optional("round") ?? 0, issuedAt: row.optional("recorded_at"))
    }

    /// A condition on `case_id` and `round` of a row: that its opinion is out, or that the actor's organisation sees it before. The same rule as `Openness.shows`.
    func shown(_ caseID: SQL, _ round: SQL) -> SQL {
        actor.role == .system ? "true" : Self.shown(caseID, round, to: "\(actor.organisation)")
    }

    private static func shown(_ caseID: SQL, _ round: SQL, to organisation: SQL) -> SQL {
        """
        NOT EXISTS (SELECT FROM joint_case v WHERE v.case_id = \(caseID) AND v.openness = 'with_opinion'
            AND NOT EXISTS (SELECT FROM opinion w WHERE w.case_id = v.case_id AND w.round >= \(round))
            AND NOT EXISTS (SELECT FROM case_party q WHERE q.case_id = v.case_id AND q.organisation_id = \(organisation)
                               AND q.roles && \(Openness.readers.map(\.rawValue).sorted())))
        """
    }

    /// Those of comments and messages that organisations do not see: what is told of them is not for them. One question for all who listen.
    public func unshown(to organisations: Set<UUID>, comments: [UUID], messages: [UUID]) async throws -> [UUID: Set<UUID>] {
        guard !organisations.isEmpty, !comments.isEmpty || !messages.isEmpty else { return [:] }
        let asking: SQL = "unnest(\(Array(organisations))) AS l (organisation_id)"
        let answers = try await sql.batch([
            """
            SELECT l.organisation_id, c.comment_id AS id FROM comment c, \(asking)
             WHERE c.comment_id = ANY (\(comments)) AND NOT (\(Self.shown("c.case_id", "c.round", to: "l.organisation_id")))
            """,
            """
            SELECT l.organisation_id, m.message_id AS id FROM thread_message m JOIN comment c USING (comment_id), \(asking)
             WHERE m.message_id = ANY (\(messages))
               AND NOT (\(Self.shown("c.case_id", "c.round", to: "l.organisation_id")) AND \(Self.readable(to: "l.organisation_id")))
            """,
        ])
        var hidden: [UUID: Set<UUID>] = [:]
        for row in answers.flatMap(\.self) { hidden[try row("organisation_id"), default: []].insert(try row("id")) }
        return hidden
    }

    /// A condition on a message `m`: that the actor's organisation reads it. The same rule as `ThreadVisibility`.
    ///
    /// What a body said within itself stays with it, whichever body has the review now.
    var readable: SQL { Self.readable(to: "\(actor.organisation)") }

    private static func readable(to organisation: SQL) -> SQL {
        """
        (m.visibility = 'applicant' OR m.organisation_id = \(organisation) OR m.visibility = 'bodies' AND EXISTS (
            SELECT FROM case_party q WHERE q.case_id = m.case_id AND q.organisation_id = \(organisation)
               AND q.roles && \(ThreadVisibility.bodiesReaders.map(\.rawValue).sorted())))
        """
    }

    /// Changes when the applicant sees the comments of a case, with its reason.
    public func setOpenness(_ openness: Openness, of record: CaseRecord, reason: String) async throws -> CaseRecord {
        let row = try await sql.first(
            """
            WITH changed AS (
                UPDATE joint_case SET openness = \(openness), version = version + 1 WHERE case_id = \(record.id) AND version = \(record.version) RETURNING *)
            \(audit(.opennessChange, "case", "case_id", in: "changed", project: "project_id", case: "case_id", from: record.openness?.rawValue,
                to: openness.rawValue, detail: .values(["reason": reason])))
            SELECT * FROM changed
            """
        )
        guard let row else { throw StoreError.stale("case \(record.id)") }
        return try CaseRecord(row)
    }
}
