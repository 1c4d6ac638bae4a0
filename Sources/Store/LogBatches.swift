import Postgres
import TransparencyLog

extension LogLedger {
    /// The batch that holds the leaf of this index; nil when there is none yet.
    public func batch(holding index: Int) async throws -> LogBatch? {
        let row = try await pool.single(
            """
            SELECT first_index, entries, bytes FROM log_batch WHERE first_index <= \(index) ORDER BY first_index DESC LIMIT 1
            """
        ).first
        guard let row else { return nil }
        let (first, count, bytes): (Int, Int, [UInt8]) = (try row("first_index"), try row("entries"), try row("bytes"))
        guard index < first + count else { return nil }
        guard let entries = try? EntryBundle.decode(bytes, count: count) else { throw LedgerFault.batch(first: first) }
        return LogBatch(first: first, leaves: entries.map { entry in entry.withUnsafeBytes { TreeHash.leaf($0) } }, bytes: bytes)
    }
}
