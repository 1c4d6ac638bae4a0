public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Reads a case and holds its row until the transaction ends, so that the rule and the move that follows see the same state.
    /// - Throws: `StoreError.missing` when the actor's organisation is no party. The service itself sees every case.
    public func lockCase(_ id: UUID) async throws -> (record: CaseRecord, value: Case) {
        try lockedCase(id, try await sql.batch(caseLock(id)))
    }

    /// Locks a case and reads it, as the first two statements of a batch; `lockedCase` makes sense of their rows.
    func caseLock(_ id: UUID) -> [SQL] {
        // Lock first, read second: a statement that had to wait for the lock would count what was there before the wait.
        [
            """
            SELECT FROM joint_case WHERE case_id = \(id)
               AND (\(actor.role == .system) OR EXISTS (SELECT FROM case_party p WHERE p.case_id = joint_case.case_id AND p.organisation_id = \(actor.organisation)))
               FOR UPDATE
            """,
            """
            SELECT c.*,
                   CASE WHEN next.later THEN (
                        -- Not every institute has something to revise; what one has uploaded for the next round it must seal.
                        SELECT count(DISTINCT k.institute_id) FROM package k WHERE k.case_id = c.case_id AND k.round = next.round AND k.state = 'checked'
                           AND NOT EXISTS (SELECT FROM package s WHERE s.case_id = k.case_id AND s.institute_id = k.institute_id AND s.round = k.round AND s.state = 'sealed'))
                   ELSE (
                        SELECT count(*) FROM case_part t WHERE t.case_id = c.case_id AND NOT EXISTS (
                               SELECT FROM package k WHERE k.case_id = t.case_id AND k.institute_id = t.institute_id AND k.round = c.round AND k.state = 'sealed'))
                   END AS unsealed,
                   EXISTS (SELECT FROM packages_in_force(c.case_id, next.round)) AS has_sealed,
                   c.state = 'change_requested' AND NOT EXISTS (
                       SELECT FROM packages_in_force(c.case_id, next.round) k WHERE k.round > c.approved_round) AS change_lacks_set,
                   (SELECT count(*) FROM package k JOIN package_set s USING (package_id)
                     WHERE k.case_id = c.case_id AND k.round = next.round AND k.state = 'sealed' AND s.partial
                       AND (SELECT count(*) FROM set_confirmation f WHERE f.package_id = k.package_id AND f.voided_at IS NULL) < 2) AS unconfirmed_sets,
                   (SELECT count(*) FROM comment m WHERE m.case_id = c.case_id AND m.severity IN ('mandatory_clause', 'general_clause') AND \(Self.stands)) AS blocking,
                   CASE WHEN next.later THEN (
                        SELECT count(*) FROM comment m WHERE m.case_id = c.case_id AND m.severity <> 'information' AND \(Self.stands) AND \(Self.isAnswered)
                           AND (NOT EXISTS (SELECT FROM answer_release a WHERE a.comment_id = m.comment_id AND a.round = c.round AND a.replaced_at IS NULL AND \(Self.isShown))
                                -- What somebody is rewriting is not said yet.
                                OR EXISTS (SELECT FROM answer d WHERE d.comment_id = m.comment_id AND d.round = c.round AND d.released_at IS NULL)))
                   ELSE 0 END AS unanswered,
                   CASE WHEN next.later THEN ARRAY(
                        SELECT DISTINCT (i.item ->> 'number')::bigint AS number
                          FROM comment m JOIN answer_release a ON a.comment_id = m.comment_id AND a.round = c.round AND a.replaced_at IS NULL AND a.verdict = 'accepted'
                          JOIN opinion o ON o.case_id = c.case_id AND o.round = c.round CROSS JOIN LATERAL jsonb_array_elements(o.body -> 'items') AS i (item)
                         WHERE m.case_id = c.case_id AND m.severity <> 'information' AND \(Self.stands) AND \(Self.isAnswered)
                           AND i.item -> 'sources' ? m.comment_id::text AND NOT \(Self.isRevised) ORDER BY number)
                   ELSE '{}' END AS unrevised,
                   (SELECT count(*) FROM review r WHERE r.case_id = c.case_id AND r.round = c.round AND r.applicability = 'applies' AND r.decision IS NULL) AS undecided,
                   (SELECT count(*) FROM review r WHERE r.case_id = c.case_id AND r.round = c.round AND r.decision = 'fail'
                       AND r.round IS DISTINCT FROM c.overruled_round) AS failed,
                   (SELECT count(*) FROM conflict k WHERE k.case_id = c.case_id AND k.state = 'open') AS open_conflicts,
                   (SELECT count(*) FROM debt d WHERE d.case_id = c.case_id AND d.settled_at IS NULL) AS open_debts
              FROM joint_case c, LATERAL (
                   SELECT \(Self.preparesNext) AS later, c.round + (\(Self.preparesNext))::integer AS round) AS next
             WHERE c.case_id = \(id)
            """,
        ]
    }

    /// `CaseState.preparesNextRound` of a case `c`.
    static let preparesNext: SQL = "c.state IN ('revising', 'change_requested')"

    /// Whether an answer `a` of a case `c` points to a place on a sheet that the set of the next round has, or to none. Asked again when the round
    /// opens: a sheet may have become smaller since the answer was written.
    static let isShown: SQL =
        """
        (a.sheet_number IS NULL OR EXISTS (
            SELECT FROM packages_in_force(c.case_id, c.round + 1) k JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet s ON s.sheet_id = t.sheet_id
             WHERE k.institute_id = a.institute_id AND s.number = a.sheet_number
               AND (a.x IS NULL OR a.x >= -0.01 AND a.y >= -0.01 AND a.x + a.width <= s.width + 0.01 AND a.y + a.height <= s.height + 0.01)))
        """

    /// Whether the sheet that an answer `a` of a case `c` points to is another in the coming set than it was in the set of the present round.
    static let isRevised: SQL =
        """
        EXISTS (SELECT FROM packages_in_force(c.case_id, c.round + 1) k JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet s ON s.sheet_id = t.sheet_id
                 WHERE k.institute_id = a.institute_id AND s.number = a.sheet_number AND NOT EXISTS (
                       SELECT FROM packages_in_force(c.case_id, c.round) b JOIN set_sheet u ON u.package_id = b.package_id JOIN sheet f ON f.sheet_id = u.sheet_id
                        WHERE b.institute_id = a.institute_id AND f.number = s.number
                          AND (f.file_sha256 = s.file_sha256 AND f.page = s.page OR f.page_digest = s.page_digest)))
        """

    /// Whether a comment `m` of a case `c` is to be answered now: what was said of the approved set is not part of a change.
    static let isAnswered: SQL = "(c.state <> 'change_requested' OR m.round > c.approved_round)"

    /// Whether a comment `m` stands: nobody corrected it, its body has not closed it, and the change that it is about was not dropped.
    static let stands: SQL =
        """
        NOT EXISTS (SELECT FROM comment later WHERE later.supersedes = m.comment_id)
           AND NOT EXISTS (SELECT FROM backcheck b WHERE b.comment_id = m.comment_id AND b.verdict = 'closed')
           AND NOT is_dropped(m.case_id, m.round, 2147483647)
        """

    /// What the two statements of `caseLock` found.
    func lockedCase(_ id: UUID, _ answers: [[Row]]) throws -> (record: CaseRecord, value: Case) {
        guard !answers[0].isEmpty, let row = answers[1].first else { throw StoreError.missing("case \(id)") }
        let record = try CaseRecord(row)
        let standing = try Case.Standing(
            unsealedParts: row("unsealed"), packageIsAcceptable: row("has_sealed"), unconfirmedSets: row("unconfirmed_sets"),
            undecidedReviews: row("undecided"), failedReviews: row("failed"), blockingComments: row("blocking"), unansweredItems: row("unanswered"),
            openConflicts: row("open_conflicts"), openDebts: row("open_debts"), conflictPolicy: row("conflict_policy"),
            roundLimit: row.optional("round_limit"), unrevisedItems: row("unrevised"),
            changeLacksSet: row("change_lacks_set"))
        let value = Case(
            id: id, state: record.state, round: record.round, isConfirmed: record.confirmedAt != nil, escalatedRound: record.escalatedRound,
            standing: standing)
        return (record, value)
    }

    /// Moves a case from what was read to what the rule answered, with its entry in the log.
    /// - Throws: `StoreError.stale` when the row has moved on.
    public func move(_ before: CaseRecord, to after: Case, by action: CaseAction) async throws -> CaseRecord {
        if after.state.isTerminal, after.standing.openConflicts > 0 {
            try await lapseConflicts(ofEnded: before, in: after.state, because: action.reason)
        }
        let handing: SQL = after.state == .submitted ? ", \(Self.handingIn), \(Self.seatingAuthorities)" : ""
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), round = \(after.round), version = version + 1, reason = coalesce(\(action.reason), reason),
                       remaining = CASE WHEN \(after.state.isInReview) THEN remaining ELSE 0 END, escalated_round = \(after.escalatedRound),
                       successor_id = coalesce(\(action.successor), successor_id),
                       confirmed_at = CASE WHEN \(after.isConfirmed) THEN coalesce(confirmed_at, business_now()) END,
                       confirmed_by = CASE WHEN \(after.isConfirmed) THEN coalesce(confirmed_by, \(actor.person)) END,
                       submitted_at = CASE WHEN \(after.state == .submitted) THEN business_now() ELSE submitted_at END
                 WHERE case_id = \(before.id) AND version = \(before.version)
             RETURNING *)\(handing)
            \(audit(action.kind.act, "case", "case_id", in: "moved", project: "project_id", case: "case_id", from: before.state.rawValue, to: after.state.rawValue,
                detail: .values(["reason": action.reason, "items": action.items?.joined(separator: "\n")])))\(edition(ReportGround(action), reason: action.reason))
            SELECT * FROM moved
            """
        )
        guard let row else { throw StoreError.stale("case \(before.id)") }
        return try CaseRecord(row)
    }
}
