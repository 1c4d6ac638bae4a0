import Postgres

extension Tx {
    /// Forgets answers and marks of views that nobody asks for any more: so many, at most 10,000 of each a call.
    public func forgetOld() async throws -> Int {
        let keys = try await sql.run(
            """
            WITH old AS MATERIALIZED (
                SELECT organisation_id, person_id, key FROM idempotency_key
                 WHERE created_at < clock_timestamp() - make_interval(secs => \(IdempotentRequest.keptFor.inSeconds))
                 ORDER BY created_at LIMIT 10000 FOR UPDATE SKIP LOCKED)
            DELETE FROM idempotency_key k USING old
             WHERE k.organisation_id = old.organisation_id AND k.person_id = old.person_id AND k.key = old.key
            """
        )
        // The quarter that runs, and the one before it, in which a view may still be being written.
        let marks = try await sql.run(
            """
            WITH old AS MATERIALIZED (
                SELECT person_id, object_id, quarter FROM view_mark WHERE quarter < floor(extract(epoch FROM clock_timestamp()) / 900)::bigint - 1
                 ORDER BY quarter LIMIT 10000)
            DELETE FROM view_mark m USING old WHERE m.person_id = old.person_id AND m.object_id = old.object_id AND m.quarter = old.quarter
            """
        )
        return keys + marks
    }

    /// Makes the log's partitions for this month and the next three where they are missing, and says how many were.
    public func makePartitions() async throws -> Int {
        try await sql.first("SELECT audit_make_partitions() AS made")?("made") ?? 0
    }
}
