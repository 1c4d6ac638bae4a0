import Postgres

extension Tx {
    /// Forgets answers, marks of views, ended uploads and sessions, and tries to sign in that nobody asks for any more: so many, at most 10,000 of each a call.
    public func forgetOld() async throws -> Int {
        // By the statement's time: a clock that may change within the statement cannot be a condition of an index.
        let keys = try await sql.run(
            """
            DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency_key WHERE created_at < statement_timestamp() - make_interval(secs => \(IdempotentRequest.keptFor.inSeconds))
                 ORDER BY created_at LIMIT 10000))
            """
        )
        // The quarter that runs, and the one before it, in which a view may still be being written.
        let marks = try await sql.run(
            """
            DELETE FROM view_mark WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM view_mark WHERE quarter < floor(extract(epoch FROM statement_timestamp()) / 900)::bigint - 1 ORDER BY quarter LIMIT 10000))
            """
        )
        let tries = try await forgetTries()
        return keys + marks + tries + (try await forgetUploads()) + (try await forgetChecks())
    }

    /// Makes the log's partitions for this month and the next three where they are missing, and says how many were.
    public func makePartitions() async throws -> Int {
        try await sql.first("SELECT audit_make_partitions() AS made")?("made") ?? 0
    }
}
