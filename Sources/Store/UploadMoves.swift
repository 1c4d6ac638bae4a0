public import Foundation
import JointReview
import Postgres

extension Tx {
    /// Records that bytes of an upload are on the medium, and puts off the moment when it is given up.
    /// - Throws: `StoreError.stale` when it came to its end meanwhile, or somebody else recorded others.
    public func mark(_ upload: UploadRecord, received: Int, sha256: [UInt8], sm3: [UInt8]?, lifetime: Duration) async throws -> UploadRecord {
        let row = try await final.first(
            """
            UPDATE upload SET received = \(received), sha256 = \(sha256), sm3 = \(sm3),
                   state = CASE WHEN kind = 'partial' AND \(received) = length THEN 'received' ELSE state END,
                   expires_at = clock_timestamp() + make_interval(secs => \(lifetime.inSeconds))
             WHERE upload_id = \(upload.id) AND state = 'receiving' AND received = \(upload.received) AND organisation_id = \(actor.organisation)
            RETURNING *, false AS is_lapsed
            """
        )
        guard let row else { throw StoreError.stale("upload \(upload.id)") }
        return try UploadRecord(row)
    }

    /// Records the package that an upload became.
    /// - Throws: `StoreError.stale` when it came to another end meanwhile, or is a package already.
    public func finish(_ upload: UUID, as package: PackageRecord) async throws {
        let changed = try await sql.run(
            """
            UPDATE upload SET state = 'finished', package_id = \(package.id), received = length, sha256 = \(package.sha256), sm3 = \(package.sm3),
                   ended_at = clock_timestamp(), freed_at = clock_timestamp()
             WHERE upload_id = \(upload) AND state = 'receiving' AND organisation_id = \(actor.organisation)
            """
        )
        guard changed == 1 else { throw StoreError.stale("upload \(upload)") }
    }

    /// Records that pieces went into a package.
    /// - Throws: `StoreError.stale` when one of them is not whole, was used or ended, or is not the organisation's.
    public func useParts(_ parts: [UUID]) async throws {
        let changed = try await sql.run(
            """
            UPDATE upload SET state = 'used', ended_at = clock_timestamp()
             WHERE upload_id = ANY (\(parts)) AND state = 'received' AND kind = 'partial' AND organisation_id = \(actor.organisation)
            """
        )
        guard changed == parts.count else { throw StoreError.stale("parts of an upload") }
    }

    /// Ends an open upload of the actor's organisation; its bytes are to be freed.
    /// - Returns: false when it had come to an end before.
    @discardableResult
    public func end(upload: UUID, _ state: UploadRecord.State) async throws -> Bool {
        let changed = try await sql.run(
            """
            UPDATE upload SET state = \(state), ended_at = clock_timestamp()
             WHERE upload_id = \(upload) AND ended_at IS NULL AND organisation_id = \(actor.organisation)
            """
        )
        return changed == 1
    }

    /// Gives up uploads to which nothing came for too long, at most 500 a call; how many.
    public func expireUploads() async throws -> Int {
        // By the statement's time: a clock that may change within the statement cannot be a condition of an index.
        try await sql.run(
            """
            WITH lapsed AS MATERIALIZED (
                SELECT upload_id FROM upload WHERE ended_at IS NULL AND expires_at < statement_timestamp() ORDER BY expires_at LIMIT 500
                   FOR UPDATE SKIP LOCKED)
            UPDATE upload SET state = 'expired', ended_at = clock_timestamp() FROM lapsed WHERE upload.upload_id = lapsed.upload_id
            """
        )
    }

    /// Uploads that came to an end and may still have a file, at most `limit`.
    public func uploadsToFree(limit: Int) async throws -> [UUID] {
        try await sql.all("SELECT upload_id FROM upload WHERE ended_at IS NOT NULL AND freed_at IS NULL ORDER BY ended_at LIMIT \(limit)")
            .map { try $0("upload_id") }
    }

    /// Records that the files of uploads are gone.
    public func freed(uploads: [UUID]) async throws {
        try await sql.run("UPDATE upload SET freed_at = clock_timestamp() WHERE upload_id = ANY (\(uploads)) AND ended_at IS NOT NULL")
    }

    /// Forgets uploads that came to an end a week ago and hold nothing, at most 10,000 a call; how many.
    public func forgetUploads() async throws -> Int {
        try await sql.run(
            """
            DELETE FROM upload WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM upload WHERE freed_at IS NOT NULL AND ended_at < statement_timestamp() - interval '7 days' ORDER BY ended_at LIMIT 10000))
            """
        )
    }
}
