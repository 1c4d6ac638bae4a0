public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Reads a review and holds its row until the transaction ends, so that the rule and the move that follows see the same state and the same comments.
    public func lockReview(_ id: UUID) async throws -> (record: ReviewRecord, value: Review) {
        try lockedReview(id, try await sql.batch(reviewLock(id)))
    }

    /// Locks a review and reads it, as the first two statements of a batch; `lockedReview` makes sense of their rows.
    func reviewLock(_ id: UUID) -> [SQL] {
        // Two statements in one round trip: a count in the statement that waits for the lock would be from before the wait.
        [
            """
            SELECT FROM review AS r WHERE review_id = \(id)
               AND (\(actor.role == .system) OR EXISTS (SELECT FROM case_party p WHERE p.case_id = r.case_id AND p.organisation_id = \(actor.organisation)))
               FOR UPDATE
            """,
            """
            SELECT r.*, counted.blocking, counted.unchecked, counted.advice, counted.information, i.*,
                   ARRAY(SELECT s.specialty FROM specialty_review s WHERE s.review_id = r.review_id AND s.state <> 'checked' ORDER BY s.ordinal) AS open_specialties,
                   ARRAY(SELECT s.checker_id FROM specialty_review s WHERE s.review_id = r.review_id AND s.checker_id IS NOT NULL) AS specialty_checkers,
                   (SELECT count(*) FROM comment_draft d WHERE d.review_id = r.review_id AND d.author_id = r.reviewer_id) AS drafts,
                   \(Self.boundPersons) AS bound
              FROM review r, LATERAL \(Self.interestsOfReview), LATERAL (
                   SELECT count(*) FILTER (WHERE m.severity IN ('mandatory_clause', 'general_clause')) AS blocking,
                          count(*) FILTER (WHERE m.severity IN ('mandatory_clause', 'general_clause') AND m.round < r.round AND NOT EXISTS (
                              SELECT FROM backcheck o WHERE o.comment_id = m.comment_id AND o.review_id = r.review_id)) AS unchecked,
                          count(*) FILTER (WHERE m.severity = 'advice') AS advice, count(*) FILTER (WHERE m.severity = 'information') AS information
                     FROM comment m WHERE m.case_id = r.case_id AND m.discipline = r.discipline AND m.round <= r.round AND \(Self.stands)) AS counted
             WHERE r.review_id = \(id)
            """,
        ]
    }

    /// Who has a part in what is reviewed in `r` beside its reviewer: whom a mandate ties to him; whose review, or specialty of it, was given to
    /// another; and who left something in it: a comment, the draft of one, a tick, a word on an earlier comment or on a sheet that looks the same, the
    /// opinion that he drafted, a specialty of it.
    static let boundPersons: SQL =
        """
        ARRAY(SELECT m.holder_id FROM mandate m WHERE m.giver_id = r.reviewer_id AND \(ties(in: "r.case_id"))
              UNION SELECT m.giver_id FROM mandate m WHERE m.holder_id = r.reviewer_id AND \(ties(in: "r.case_id"))
              UNION SELECT q.person_id FROM displacement q WHERE q.review_id = r.review_id
              UNION SELECT c.author_id FROM comment c WHERE c.review_id = r.review_id
              UNION SELECT d.author_id FROM comment_draft d WHERE d.review_id = r.review_id
              UNION SELECT t.person_id FROM checkpoint_tick t WHERE t.review_id = r.review_id
              UNION SELECT unnest(b.earlier_persons || b.person_id) FROM backcheck b WHERE b.case_id = r.case_id AND b.round = r.round AND b.review_id = r.review_id
              UNION SELECT l.person_id FROM look_confirmation l WHERE l.review_id = r.review_id
              UNION SELECT unnest(r.drafters)
              UNION SELECT unnest(s.finishers) FROM specialty_review s WHERE s.review_id = r.review_id
              UNION SELECT s.reviewer_id FROM specialty_review s WHERE s.review_id = r.review_id AND s.reviewer_id IS NOT NULL)
        """

    /// What the two statements of `reviewLock` found.
    func lockedReview(_ id: UUID, _ answers: [[Row]]) throws -> (record: ReviewRecord, value: Review) {
        guard !answers[0].isEmpty, let row = answers[1].first else { throw StoreError.missing("review \(id)") }
        let record = try ReviewRecord(row)
        let bound: [UUID] = try row("bound")
        let checkers: [UUID] = try row("specialty_checkers")
        let value = try Review(
            id: id, discipline: record.discipline, body: record.body, state: record.state, reviewer: record.reviewer, attempt: record.attempt,
            decision: record.decision, drafted: row.optional("drafted"), needsChecker: row("needs_checker"), checker: row.optional("checker_id"),
            resumesTo: row.optional("resumes_to"),
            standing: Review.Standing(
                blockingComments: row("blocking"), uncheckedComments: row("unchecked"), adviceComments: row("advice"),
                informationComments: row("information"),
                interests: Interests(row), boundPersons: Set(bound),
                openSpecialties: row("open_specialties"),
                specialtyCheckers: Set(checkers), unpublishedDrafts: row("drafts")))
        return (record, value)
    }

    /// Moves a review from what was read to what the rule answered, with its entry. The due date is not among the columns written: it never moves with hands.
    public func move(_ before: ReviewRecord, to after: Review, by action: ReviewAction) async throws -> ReviewRecord {
        let changesHands = after.attempt != before.attempt
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE review SET state = \(after.state), reviewer_id = \(after.reviewer), attempt = \(after.attempt), version = version + 1,
                       body_id = coalesce(body_id, (SELECT organisation_id FROM person WHERE person_id = \(after.reviewer))),
                       drafted = \(after.drafted), checker_id = \(after.checker), resumes_to = \(after.resumesTo), active_at = statement_timestamp(),
                       claimed_at = CASE WHEN \(changesHands) THEN business_now() WHEN \(after.reviewer == nil) THEN NULL ELSE claimed_at END,
                       drafters = CASE WHEN \(action.kind == .draftOpinion) THEN array_remove(drafters, reviewer_id) || reviewer_id ELSE drafters END,
                       idle_noticed_at = NULL
                 WHERE review_id = \(before.id) AND version = \(before.version)
             RETURNING *)\(displacing(action.kind == .reassign ? before.reviewer : nil))
            \(audit(action.kind.act, "review", "review_id", in: "moved", project: "project_id", case: "case_id", from: before.state.rawValue, to: after.state.rawValue,
                detail: .values(["reason": action.neededReason, "reviewer": after.reviewer?.uuidString.lowercased()])))
            SELECT * FROM moved
            """
        )
        guard let row else { throw StoreError.stale("review \(before.id)") }
        return try ReviewRecord(row)
    }

    /// Writes a decision and counts it against the case. Locks the review (held already), then the case, then the audit counter.
    func deciding(_ before: ReviewRecord, to after: Review, decision: Decision, summary: String) -> SQL {
        """
        WITH moved AS (
            UPDATE review SET state = \(after.state), decision = \(decision), decided_at = business_now(), summary = \(summary), version = version + 1,
                   active_at = statement_timestamp()
             WHERE review_id = \(before.id) AND version = \(before.version)
         RETURNING *),
        decided AS (
            INSERT INTO decision (decision_id, review_id, case_id, discipline, round, attempt, decision, reviewer_id, body_id, summary, decided_at, unseen)
            SELECT uuid_v7(), review_id, case_id, discipline, round, attempt, decision, reviewer_id, coalesce(body_id, \(actor.organisation)), \(summary), decided_at,
                   \(Self.unseen)
              FROM moved
            RETURNING review_id, unseen),
        counted AS (
            UPDATE joint_case c SET remaining = c.remaining - 1, version = c.version + 1 FROM moved WHERE c.case_id = moved.case_id
         RETURNING c.case_id, c.remaining, c.state AS case_state)
        \(audit(.reviewDecide, "review", "moved.review_id", in: "moved JOIN counted USING (case_id)", project: "project_id", case: "case_id",
            from: before.state.rawValue, to: after.state.rawValue, detail: .values(["decision": decision.rawValue, "summary": summary])))
        SELECT moved.*, counted.remaining AS left_over, counted.case_state, decided.unseen
          FROM moved JOIN counted USING (case_id) JOIN decided USING (review_id)
        """
    }
}
