public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Takes the review of a discipline that is due first: one statement, one commit; it waits for somebody else's claim only when nothing else is left.
    ///
    /// Own body's reviews and the open pool are one index probe each. Reviews of projects in which the actor, or whom he stands for, has a part are passed over.
    /// - Returns: the review in the actor's hands, or `nil` when nothing waits.
    public func claimNext(_ discipline: Discipline) async throws -> ReviewRecord? {
        if let claimed = try await sql.first(claimingNext(discipline, waitingForOthers: false)) { return try ReviewRecord(claimed) }
        // Nothing was free. A row that somebody else has locked may yet go back, as the other candidate of a claim that took an earlier one: wait for those.
        return try await final.first(claimingNext(discipline, waitingForOthers: true)).map(ReviewRecord.init)
    }

    private func claimingNext(_ discipline: Discipline, waitingForOthers: Bool) -> SQL {
        """
        \(firstWaiting("\(discipline)", waitingForOthers ? "FOR UPDATE OF w" : "FOR UPDATE OF w SKIP LOCKED")),
        claimed AS (\(claiming("SELECT review_id FROM candidate")))
        \(claimEntry)
        SELECT * FROM claimed
        """
    }

    /// Takes one particular waiting review.
    /// - Throws: `StoreError.stale` when somebody else has it, `StoreError.missing` when it is not for this organisation.
    public func claim(_ id: UUID) async throws -> ReviewRecord {
        let row = try await sql.first(
            """
            WITH claimed AS (\(claiming(
                """
                SELECT review_id FROM review AS w WHERE review_id = \(id) AND state IN ('pending', 'returned_to_queue')
                   AND (body_id = \(actor.organisation) OR body_id IS NULL) AND \(isFree) AND \(isQualified)
                """, unchanged: "version = (SELECT version FROM review WHERE review_id = \(id))")))
            \(claimEntry)
            SELECT * FROM claimed
            """
        )
        if let row { return try ReviewRecord(row) }
        let present = try await review(id)
        // It waits still: then the rule says why it is not for the actor.
        if ReviewState.queued.contains(present.state), let person = actor.person, let organisation = actor.organisation {
            let acting = ActingPerson(person: person, organisation: organisation, role: actor.role, standingFor: actor.mandate?.giver)
            _ = try await lockReview(id).value.applying(.claim, by: acting)
        }
        throw StoreError.stale("review \(present.id)")
    }

    /// Finds and locks the review that comes after one that is being decided, in the same discipline.
    func nextWaiting(after review: UUID) -> SQL {
        """
        \(firstWaiting("(SELECT discipline FROM review WHERE review_id = \(review))"))
        SELECT review_id, project_id FROM candidate
        """
    }

    /// Takes a waiting review whose row the transaction has locked.
    func claimingWaiting(_ id: UUID) -> SQL {
        """
        WITH claimed AS (\(claiming("SELECT \(id)::uuid")))
        \(claimEntry)
        SELECT * FROM claimed
        """
    }

    /// The beginning of a statement: `candidate` is the review due first, of the own body's and the open pool's.
    private func firstWaiting(_ discipline: SQL, _ lock: SQL = "FOR UPDATE OF w SKIP LOCKED") -> SQL {
        """
        WITH own AS MATERIALIZED (\(waiting(discipline, body: "body_id = \(actor.organisation)", lock))),
        pooled AS MATERIALIZED (\(waiting(discipline, body: "body_id IS NULL", lock))),
        candidate AS (
            SELECT review_id, project_id FROM (SELECT * FROM own UNION ALL SELECT * FROM pooled) AS first_of_each ORDER BY due_at, review_id LIMIT 1)
        """
    }

    private func waiting(_ discipline: SQL, body: SQL, _ lock: SQL) -> SQL {
        """
        SELECT review_id, project_id, due_at FROM review AS w WHERE discipline = \(discipline) AND \(body) AND state IN ('pending', 'returned_to_queue') AND \(isFree) AND \(isQualified)
         ORDER BY due_at, review_id LIMIT 1 \(lock)
        """
    }

    /// Who waited for a row sees it as it is now, but whose it is and who is barred as they were before: a row that was changed meanwhile is `unchanged` no more,
    /// and nobody gets it by what held for the old one.
    private func claiming(_ candidates: SQL, unchanged: SQL = "true") -> SQL {
        """
        UPDATE review SET state = \(ReviewState.inReview), reviewer_id = \(actor.person), attempt = attempt + 1, version = version + 1,
               body_id = coalesce(body_id, \(actor.organisation)), claimed_at = business_now(), active_at = statement_timestamp(), idle_noticed_at = NULL
         WHERE review_id = ANY (ARRAY(\(candidates))) AND state IN ('pending', 'returned_to_queue') AND \(unchanged)
        RETURNING *
        """
    }

    private var claimEntry: SQL {
        audit(
            .reviewClaim, "review", "review_id", in: "claimed", project: "project_id", case: "case_id", to: ReviewState.inReview.rawValue)
    }
}
