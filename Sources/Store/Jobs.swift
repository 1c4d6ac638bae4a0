public import Foundation
import JointReview
import Postgres

/// Work for a machine. A worker holds it under a lease; (job, worker, attempt) fences what a late worker wants to hand in.
public struct Job: Sendable, Hashable {
    /// What is to be done.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case intake
        case render
        case report
        case notify
    }

    /// Where a job stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        case ready
        case leased
        case delayed
        case done
        case failed
    }

    /// Identity.
    public let id: Int
    /// What is to be done.
    public let kind: Kind
    /// Case that it is done for.
    public let caseID: UUID
    /// Package, opinion or other object that it is done to.
    public let object: UUID
    /// Where it stands.
    public let state: State
    /// How often it was started.
    public let attempt: Int
    /// Why it last failed.
    public let lastError: String?
}

extension Tx {
    /// Queues work of one kind for several objects of a case, in one statement.
    public func queueJobs(_ kind: Job.Kind, for caseID: UUID, objects: [UUID]) async throws {
        try await final.run(
            "INSERT INTO job (kind, case_id, object_id) SELECT \(kind), \(caseID), object_id FROM unnest(\(objects)) AS o (object_id)")
    }

    /// Claims up to `count` jobs, oldest first, for `lease`. One statement, one commit.
    public func claimJobs(_ kinds: [Job.Kind], worker: UUID, count: Int, lease: Duration) async throws -> [Job] {
        try await final.all(
            """
            WITH candidate AS MATERIALIZED (
                SELECT j.job_id FROM unnest(\(kinds)) AS wanted (kind) CROSS JOIN LATERAL (
                    SELECT job_id, priority_at FROM job WHERE job.kind = wanted.kind AND state = 'ready'
                     ORDER BY priority_at, job_id LIMIT \(count) FOR UPDATE SKIP LOCKED) AS j
                 ORDER BY j.priority_at, j.job_id LIMIT \(count))
            UPDATE job SET state = 'leased', worker_id = \(worker), lease_until = clock_timestamp() + make_interval(secs => \(lease.inSeconds)),
                           attempt = attempt + 1
              FROM candidate WHERE job.job_id = candidate.job_id
            RETURNING job.job_id, kind, case_id, object_id, state, attempt, last_error
            """
        ).map(Job.init)
    }

    /// Extends the leases of jobs that this worker still holds and says which those are.
    public func renewJobs(_ jobs: [Int], worker: UUID, lease: Duration) async throws -> Set<Int> {
        try await Set(
            final.all(
                """
                UPDATE job SET lease_until = clock_timestamp() + make_interval(secs => \(lease.inSeconds))
                 WHERE job_id = ANY (\(jobs)) AND worker_id = \(worker) AND state = 'leased' RETURNING job_id
                """
            ).map { try $0("job_id") })
    }

    /// Ends a job inside the transaction that writes its result.
    /// - Throws: `StoreError.stale` when the lease went to somebody else: then nothing of the result may land.
    public func finish(_ job: Job, worker: UUID) async throws {
        let ended = try await final.run(
            """
            UPDATE job SET state = 'done', worker_id = NULL, lease_until = NULL, finished_at = clock_timestamp(), last_error = NULL
             WHERE job_id = \(job.id) AND worker_id = \(worker) AND attempt = \(job.attempt) AND state = 'leased'
            """
        )
        guard ended == 1 else { throw StoreError.stale("job \(job.id)") }
    }

    /// Gives a job back with the cause: it is tried again after `delay`, or stays visible as failed after `limit` attempts.
    public func fail(_ job: Job, worker: UUID, cause: String, delay: Duration, limit: Int) async throws {
        try await final.run(
            """
            UPDATE job SET state = CASE WHEN attempt >= \(limit) THEN 'failed' ELSE 'delayed' END, worker_id = NULL, lease_until = NULL, last_error = \(cause),
                           not_before = clock_timestamp() + make_interval(secs => \(delay.inSeconds))
             WHERE job_id = \(job.id) AND worker_id = \(worker) AND attempt = \(job.attempt) AND state = 'leased'
            """
        )
    }

    /// Puts back jobs whose lease ran out and those whose delay is over; returns how many.
    public func sweepJobs() async throws -> Int {
        let lapsed = try await sql.run(
            """
            WITH lapsed AS MATERIALIZED (
                SELECT job_id FROM job WHERE state = 'leased' AND lease_until < clock_timestamp() ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
            UPDATE job SET state = 'ready', worker_id = NULL, lease_until = NULL FROM lapsed WHERE job.job_id = lapsed.job_id
            """
        )
        let due = try await sql.run(
            """
            WITH due AS MATERIALIZED (
                SELECT job_id FROM job WHERE state = 'delayed' AND not_before < clock_timestamp() ORDER BY not_before LIMIT 500 FOR UPDATE SKIP LOCKED)
            UPDATE job SET state = 'ready' FROM due WHERE job.job_id = due.job_id
            """
        )
        return lapsed + due
    }

    /// The jobs of a case, oldest first.
    public func jobs(of caseID: UUID) async throws -> [Job] {
        try await sql.all(
            "SELECT job_id, kind, case_id, object_id, state, attempt, last_error FROM job WHERE case_id = \(caseID) ORDER BY job_id LIMIT 200"
        ).map(Job.init)
    }

    /// Makes a failed job ready again.
    public func retry(job: Int) async throws {
        let changed = try await sql.run("UPDATE job SET state = 'ready', attempt = 0 WHERE job_id = \(job) AND state = 'failed'")
        guard changed == 1 else { throw StoreError.missing("job \(job)") }
    }
}

extension Job {
    fileprivate init(_ row: Row) throws {
        try self.init(
            id: row("job_id"), kind: row("kind"), caseID: row("case_id"), object: row("object_id"), state: row("state"), attempt: row("attempt"),
            lastError: row.optional("last_error"))
    }
}

extension Duration {
    /// Seconds with their fraction.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
