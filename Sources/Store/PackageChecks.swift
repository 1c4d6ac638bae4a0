public import Foundation
public import JointReview
import Postgres

/// A check before handing in: what was sent, how far it is, and what was found.
public struct PackageCheck: Sendable, Hashable, Identifiable {
    /// How far a check is.
    public enum State: String, CaseIterable, Sendable, Codable {
        case waiting
        case done
        case failed
    }

    /// Identity; also the name of its bytes while they are there.
    public let id: UUID
    /// Organisation that asked; nobody else sees it.
    public let organisation: UUID
    /// Name of the file as sent.
    public let fileName: String
    /// SHA-256 of the bytes.
    public let sha256: [UInt8]
    /// Bytes.
    public let size: Int
    /// What was said of the project; without it the required material is not looked for.
    public let facts: ProjectFacts?
    /// Package whose set it is held against.
    public let base: UUID?
    /// How far it is.
    public let state: State
    /// When it was sent.
    public let createdAt: Date
    /// When it was done.
    public let finishedAt: Date?
}

/// How many checks an organisation may have.
public struct CheckAllowance: Sendable, Hashable {
    /// Checks that wait or run at the same time.
    public var waiting: Int
    /// Bytes of those.
    public var bytes: Int
    /// Checks of the last 24 hours.
    public var daily: Int

    /// An allowance.
    public init(waiting: Int, bytes: Int, daily: Int) {
        (self.waiting, self.bytes, self.daily) = (waiting, bytes, daily)
    }
}

/// Why no further check is taken now.
public enum CheckRefusal: Error, Hashable, Sendable {
    /// As many as allowed wait or run.
    case tooManyWaiting
    /// Their bytes would be more than allowed.
    case tooManyBytes
    /// As many as allowed were made within a day.
    case tooManyToday
}

extension Tx {
    private static let checks: SQL =
        "SELECT check_id, organisation_id, file_name, sha256, size, facts, base_id, state, created_at, finished_at FROM package_check"

    /// How long the result of a check is kept.
    public static let checkKeptFor = Duration.seconds(30 * 86_400)

    /// Refuses what is beyond an organisation's allowance. With `adding` the organisation's further checks wait until this transaction ends.
    public func requireAllowance(_ allowance: CheckAllowance, adding bytes: Int? = nil) async throws {
        // The lock first: of two that come at once the second counts the first.
        if bytes != nil { _ = try await sql.first("SELECT pg_advisory_xact_lock(7235045, hashtext(\(actor.organisation?.uuidString ?? "")))") }
        let row = try await sql.first(
            """
            SELECT (SELECT count(*) FROM package_check WHERE organisation_id = \(actor.organisation) AND state = 'waiting') AS waiting,
                   (SELECT coalesce(sum(size), 0)::bigint FROM package_check WHERE organisation_id = \(actor.organisation) AND state = 'waiting') AS bytes,
                   (SELECT count(*) FROM (SELECT FROM package_check WHERE organisation_id = \(actor.organisation)
                       AND created_at > statement_timestamp() - interval '1 day' LIMIT \(allowance.daily)) AS recent) AS daily
            """
        )
        guard let row else { return }
        let (waiting, held, daily): (Int, Int, Int) = try (row("waiting"), row("bytes"), row("daily"))
        if waiting >= allowance.waiting { throw CheckRefusal.tooManyWaiting }
        if held + (bytes ?? 0) > allowance.bytes { throw CheckRefusal.tooManyBytes }
        if daily >= allowance.daily { throw CheckRefusal.tooManyToday }
    }

    /// Records a check whose bytes lie ready, and the job that it makes necessary.
    public func insertCheck(_ id: UUID, fileName: String, sha256: [UInt8], size: Int, facts: ProjectFacts?, base: UUID? = nil) async throws
        -> PackageCheck
    {
        let row = try await sql.first(
            """
            WITH asked AS (
                INSERT INTO package_check (check_id, organisation_id, person_id, file_name, sha256, size, facts, base_id)
                VALUES (\(id), \(actor.organisation), \(actor.person), \(fileName), \(sha256), \(size), \(try facts.map { try JSON($0) }), \(base))
                RETURNING *),
            queued AS (INSERT INTO job (kind, case_id, object_id) SELECT 'check', NULL, check_id FROM asked)
            \(audit(.packageCheck, "check", "check_id", in: "asked", digests: "sha256, NULL::bytea, size", detail: .values(["fileName": fileName, "declared": "non_classified"])))
            SELECT * FROM asked
            """
        )
        guard let row else { throw StoreError.missing("check \(id)") }
        return try PackageCheck(row)
    }

    /// A check of the actor's organisation; the service itself sees every check.
    public func packageCheck(_ id: UUID) async throws -> PackageCheck {
        let row = try await sql.first(
            "\(Self.checks) WHERE check_id = \(id) AND (\(actor.role == .system) OR organisation_id = \(actor.organisation))")
        guard let row else { throw StoreError.missing("check \(id)") }
        return try PackageCheck(row)
    }

    /// The checks of the actor's organisation, newest first, after the place given.
    public func packageChecks(after: (Date, UUID)?, limit: Int) async throws -> [PackageCheck] {
        let last = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
        let start = after ?? (Date(timeIntervalSince1970: 32_503_680_000), last)
        return try await sql.all(
            """
            \(Self.checks) WHERE organisation_id = \(actor.organisation) AND (created_at, check_id) < (\(start.0), \(start.1))
             ORDER BY created_at DESC, check_id DESC LIMIT \(limit)
            """
        ).map(PackageCheck.init)
    }

    /// The report of a check; `nil` while it is not done.
    public func checkReport(ofCheck id: UUID) async throws -> String? {
        let report: JSON? = try await sql.first("SELECT report FROM package_check WHERE check_id = \(id)")?.optional("report")
        return report?.text
    }

    /// The job of a check.
    public func checkJob(_ id: UUID) async throws -> Job? {
        try await sql.first("\(Self.jobs) WHERE object_id = \(id) AND kind = 'check' ORDER BY job_id DESC LIMIT 1").map(Job.init)
    }

    /// Writes what a check found. A check that is done already stays as it is.
    public func recordCheck(_ id: UUID, state: PackageCheck.State, report: String) async throws {
        try await sql.run(
            """
            UPDATE package_check SET state = \(state), report = \(JSON(text: report)), finished_at = clock_timestamp()
             WHERE check_id = \(id) AND state = 'waiting'
            """
        )
    }

    /// Which of these checks still wait for their bytes to be read.
    public func waitingChecks(among ids: [UUID]) async throws -> Set<UUID> {
        try await Set(sql.all("SELECT check_id FROM package_check WHERE check_id = ANY (\(ids)) AND state = 'waiting'").map { try $0("check_id") })
    }

    /// Forgets checks older than they are kept, at most 1,000 a call.
    public func forgetChecks() async throws -> Int {
        try await sql.run(
            """
            DELETE FROM package_check WHERE check_id = ANY (ARRAY(
                SELECT check_id FROM package_check WHERE created_at < statement_timestamp() - make_interval(secs => \(Self.checkKeptFor.inSeconds))
                 ORDER BY created_at LIMIT 1000))
            """
        )
    }
}

extension PackageCheck {
    fileprivate init(_ row: Row) throws {
        let facts: JSON? = try row.optional("facts")
        id = try row("check_id")
        organisation = try row("organisation_id")
        fileName = try row("file_name")
        sha256 = try row("sha256")
        size = try row("size")
        self.facts = try facts?.decode()
        base = try row.optional("base_id")
        state = try row("state")
        createdAt = try row("created_at")
        finishedAt = try row.optional("finished_at")
    }
}
