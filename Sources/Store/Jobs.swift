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
        case check
        case follow
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
    /// Case that it is done for; `nil` for the check of a package that belongs to none.
    public let caseID: UUID?
    /// Package, opinion or other object that it is done to.
    public let object: UUID
    /// Where it stands.
    public let state: State
    /// How often it was started.
    public let attempt: Int
    /// How many of its attempts ended because the database went away; they are not held against it.
    public let excused: Int
    /// Why it last failed.
    public let lastError: String?

    /// What is known of a job that is ready.
    public enum Past: Sendable {
        /// Nobody has begun it yet.
        case fresh
        /// An earlier attempt came to no end.
        case begun
        /// The same, and no more than one such attempt counts against it.
        case begunOnce
    }

    /// Attempts that count against it.
    public var charged: Int { attempt - excused }

    /// Attempts of one job that may be excused: a job that takes the database with it is given up in the end too.
    public static let excuses = 20
}

extension Tx {
    /// Queues work of one kind for several objects of a case, in one statement.
    public func queueJobs(_ kind: Job.Kind, for caseID: UUID, objects: [UUID]) async throws {
        try await final.run(
            "INSERT INTO job (kind, case_id, object_id) SELECT \(kind), \(caseID), object_id FROM unnest(\(objects)) AS o (object_id)")
    }

    /// Claims up to `count` jobs, oldest first, for `lease`. One statement, one commit.
    ///
    /// - Parameter past: which of them; `nil` for all.
    public func claimJobs(_ kinds: [Job.Kind], worker: UUID, count: Int, lease: Duration, past: Job.Past? = nil) async throws -> [Job] {
        let claim: SQL =
            "WITH \(Self.candidates(kinds, count: count, past: past)) \(Self.leasing(by: worker, for: lease))"
        return try await final.all(claim).map(Job.init)
    }

    /// `candidate`: the oldest ready jobs of some kinds, locked.
    ///
    /// The count stands in the text where it is one, and nothing is joined: else PostgreSQL believes a plan for all values to be dear and plans
    /// each claim anew, which takes twice as long as the claim.
    private static func candidates(_ kinds: [Job.Kind], count: Int, past: Job.Past?, where condition: SQL = "true") -> SQL {
        let limit: SQL = count == 1 ? "1" : "\(count)"
        return """
            candidate AS MATERIALIZED (
                SELECT j.job_id FROM unnest(\(kinds)) AS wanted (kind) CROSS JOIN LATERAL (
                    SELECT job_id, priority_at FROM job WHERE job.kind = wanted.kind AND state = 'ready' \(only(past))
                     ORDER BY priority_at, job_id LIMIT \(limit) FOR UPDATE SKIP LOCKED) AS j
                 WHERE \(condition) ORDER BY j.priority_at, j.job_id LIMIT \(limit))
            """
    }

    private static func leasing(by worker: UUID, for lease: Duration) -> SQL {
        """
        UPDATE job SET state = 'leased', worker_id = \(worker), lease_until = clock_timestamp() + make_interval(secs => \(lease.inSeconds)),
                       claimed_at = clock_timestamp(), attempt = attempt + 1
         WHERE job_id = ANY (ARRAY(SELECT job_id FROM candidate))
        RETURNING job_id, kind, case_id, object_id, state, attempt, excused, last_error
        """
    }

    /// Whether a job with such a past is ready.
    public func hasReadyJob(_ kinds: [Job.Kind], past: Job.Past) async throws -> Bool {
        let row = try await final.first(
            "SELECT EXISTS (SELECT FROM job WHERE kind = ANY (\(kinds)) AND state = 'ready' \(Self.only(past))) AS found")
        return try row?("found") ?? false
    }

    private static func only(_ past: Job.Past?) -> SQL {
        switch past {
        case .fresh?: "AND attempt = 0"
        case .begun?: "AND attempt > 0"
        case .begunOnce?: "AND attempt > 0 AND attempt - excused <= 1"
        case nil: ""
        }
    }

    /// Extends the leases of jobs that this worker still holds in these attempts and says which those are.
    public func renew(_ jobs: [Job], worker: UUID, lease: Duration) async throws -> Set<Int> {
        try await Set(
            final.all(
                """
                UPDATE job SET lease_until = clock_timestamp() + make_interval(secs => \(lease.inSeconds))
                  FROM unnest(\(jobs.map(\.id)), \(jobs.map(\.attempt))) AS held (job_id, attempt)
                 WHERE job.job_id = held.job_id AND job.attempt = held.attempt AND worker_id = \(worker) AND state = 'leased' RETURNING job.job_id
                """
            ).map { try $0("job_id") })
    }

    /// Ends a job inside the transaction that writes its result.
    /// - Throws: `StoreError.stale` when the lease went to somebody else: then nothing of the result may land.
    public func finish(_ job: Job, worker: UUID) async throws {
        let ended = try await final.run(Self.ending(job, worker))
        guard ended == 1 else { throw StoreError.stale("job \(job.id)") }
    }

    /// Ends a job and claims the next that nobody has begun yet, in one statement: one commit a job instead of two.
    /// - Returns: the next job in the worker's hands, or `nil` when none of these kinds is ready.
    /// - Throws: `StoreError.stale` when the lease of the first went to somebody else: then nothing of its result may land, and nothing is claimed.
    public func finish(_ job: Job, worker: UUID, claiming kinds: [Job.Kind], lease: Duration) async throws -> Job? {
        let row = try await final.first(
            """
            WITH ended AS (\(Self.ending(job, worker)) RETURNING job_id),
            \(Self.candidates(kinds, count: 1, past: .fresh, where: "EXISTS (SELECT FROM ended)")),
            claimed AS (\(Self.leasing(by: worker, for: lease)))
            SELECT (SELECT count(*) FROM ended) AS ended, claimed.* FROM (VALUES (1)) AS one (row) LEFT JOIN claimed ON true
            """
        )
        guard let row, try row("ended") == 1 else { throw StoreError.stale("job \(job.id)") }
        return try row.optional("job_id") as Int? == nil ? nil : Job(row)
    }

    private static func ending(_ job: Job, _ worker: UUID) -> SQL {
        """
        UPDATE job SET state = 'done', worker_id = NULL, lease_until = NULL, finished_at = clock_timestamp(), last_error = NULL
         WHERE job_id = \(job.id) AND worker_id = \(worker) AND attempt = \(job.attempt) AND state = 'leased'
        """
    }

    /// Gives a job back with the cause: it is ready again after `delay`.
    ///
    /// - Parameter excused: whether the attempt came to nothing for want of the database or the store of blobs, so that it is not held against the job.
    /// - Throws: `StoreError.stale` when the lease went to somebody else.
    public func putBack(_ job: Job, worker: UUID, cause: String, delay: Duration, excused: Bool = false) async throws {
        let changed = try await final.run(
            """
            UPDATE job SET state = 'delayed', worker_id = NULL, lease_until = NULL, last_error = \(cause),
                           excused = excused + \(excused ? 1 : 0), not_before = clock_timestamp() + make_interval(secs => \(delay.inSeconds))
             WHERE job_id = \(job.id) AND worker_id = \(worker) AND attempt = \(job.attempt) AND state = 'leased'
            """
        )
        guard changed == 1 else { throw StoreError.stale("job \(job.id)") }
    }

    /// Ends a job that cannot be done: it stays visible as failed with its cause, the lead body is told, and the log says so.
    /// - Throws: `StoreError.stale` when the lease went to somebody else.
    public func bury(_ job: Job, worker: UUID, cause: String) async throws {
        let buried = try await sql.first(
            """
            WITH buried AS (
                UPDATE job SET state = 'failed', worker_id = NULL, lease_until = NULL, last_error = \(cause), finished_at = clock_timestamp()
                 WHERE job_id = \(job.id) AND worker_id = \(worker) AND attempt = \(job.attempt) AND state = 'leased'
             RETURNING case_id, kind, object_id),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), c.case_id, c.lead_id, \(Notice.Kind.jobFailed), jsonb_build_object('job', b.kind, 'object', b.object_id)
                  FROM buried b JOIN joint_case c USING (case_id))
            \(audit(.jobFail, "job", "object_id", in: "buried LEFT JOIN joint_case USING (case_id)", project: "project_id", case: "case_id", result: .failed,
                detail: .values(["kind": job.kind.rawValue, "cause": cause])))
            SELECT object_id FROM buried
            """
        )
        guard buried != nil else { throw StoreError.stale("job \(job.id)") }
    }

    /// Puts back jobs whose lease ran out and those whose delay is over; returns how many. A job that kills its workers is buried by the one that claims it
    /// for the last time: attempts are counted at the claim. An attempt during which the database started anew is excused.
    public func sweepJobs() async throws -> Int {
        // By the statement's time: a clock that may change within the statement cannot be a condition of an index.
        let lapsed = try await sql.run(
            """
            WITH lapsed AS MATERIALIZED (
                SELECT job_id FROM job WHERE state = 'leased' AND lease_until < statement_timestamp() ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
            UPDATE job SET state = 'ready', worker_id = NULL, lease_until = NULL,
                           excused = excused + (claimed_at < pg_postmaster_start_time() AND excused < \(Job.excuses))::integer
              FROM lapsed WHERE job.job_id = lapsed.job_id
            """
        )
        let due = try await sql.run(
            """
            WITH due AS MATERIALIZED (
                SELECT job_id FROM job WHERE state = 'delayed' AND not_before < statement_timestamp() ORDER BY not_before LIMIT 500 FOR UPDATE SKIP LOCKED)
            UPDATE job SET state = 'ready' FROM due WHERE job.job_id = due.job_id
            """
        )
        return lapsed + due
    }

    /// The jobs of a case, oldest first, after the place given. Those of a package that the actor does not see are not told of.
    public func jobs(of caseID: UUID, after: Int? = nil, limit: Int = 200) async throws -> [Job] {
        try await sql.all(
            """
            \(Self.jobs) WHERE case_id = \(caseID) AND job_id > \(after ?? 0)
               AND NOT EXISTS (SELECT FROM package k WHERE k.package_id = job.object_id AND NOT \(seesPackage)) ORDER BY job_id LIMIT \(limit)
            """
        ).map(Job.init)
    }

    /// The newest job of a kind that is done to an object.
    public func job(_ kind: Job.Kind, for object: UUID) async throws -> Job? {
        try await sql.first("\(Self.jobs) WHERE object_id = \(object) AND kind = \(kind) ORDER BY job_id DESC LIMIT 1").map(Job.init)
    }

    static let jobs: SQL = "SELECT job_id, kind, case_id, object_id, state, attempt, excused, last_error FROM job"
}

extension Job {
    init(_ row: Row) throws {
        try self.init(
            id: row("job_id"), kind: row("kind"), caseID: row.optional("case_id"), object: row("object_id"), state: row("state"),
            attempt: row("attempt"), excused: row("excused"),
            lastError: row.optional("last_error"))
    }
}

extension Duration {
    /// Seconds with their fraction.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
