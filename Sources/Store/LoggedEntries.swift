public import Foundation
public import JointReview
import Postgres

/// An entry as whoever wants its receipt needs to know it.
public struct LoggedEntry: Sendable, Hashable {
    /// Number of its row.
    public let audit: Int
    /// Identity in the log.
    public let id: UUID
    /// When it was recorded.
    public let recordedAt: Date
    /// What was done; a word of `Act`.
    public let act: String
    /// Who did it, and for whom.
    public let person: UUID?
    /// The person's organisation.
    public let organisation: UUID?
    /// What it was done to.
    public let objectKind: String
    /// Identity of what it was done to.
    public let object: UUID?
    /// Case that it belongs to.
    public let caseID: UUID?
    /// Place in the log; nil until it has one.
    public let index: Int?
}

/// What the log has still to do.
public struct LogBacklog: Sendable, Hashable {
    /// The log's name; nil before the first sequencer.
    public let origin: String?
    /// Entries that have a place in the database.
    public let sequenced: Int
    /// Entries that have none.
    public let pending: Int
    /// When the oldest entry that is not published was recorded; nil when none is.
    public let oldest: Date?
}

extension Tx {
    /// The entry of an act that this transaction did to an object; nil when it did not.
    public func entry(of act: Act, on object: UUID) async throws -> UUID? {
        try await newest(act, object, "AND request_id = \(actor.requestID) AND recorded_at >= transaction_timestamp()")
    }

    /// The newest entry of an act on an object; nil when there is none.
    public func newestEntry(of act: Act, on object: UUID) async throws -> UUID? {
        try await newest(act, object, "")
    }

    private func newest(_ act: Act, _ object: UUID, _ more: SQL) async throws -> UUID? {
        try await sql.first(
            """
            SELECT entry_id FROM audit_entry WHERE object_id = \(object) AND act = \(act) AND result = 'ok' \(more) ORDER BY recorded_at DESC, audit_id DESC LIMIT 1
            """
        )?("entry_id")
    }

    /// An entry by its identity.
    ///
    /// The identity holds the moment at which it was made: that finds it by the index of moments. One that the database did not make is nobody's.
    /// - Throws: `StoreError.missing`.
    public func loggedEntry(_ id: UUID) async throws -> LoggedEntry {
        guard let made = id.made else { throw StoreError.missing("entry \(id)") }
        let (from, to) = (made.addingTimeInterval(-2), made.addingTimeInterval(2))
        let row = try await sql.first(
            """
            SELECT \(LoggedEntry.columns) FROM audit_entry e LEFT JOIN log_leaf l USING (audit_id)
             WHERE e.recorded_at BETWEEN \(from) AND \(to) AND e.entry_id = \(id)
            """
        )
        guard let row else { throw StoreError.missing("entry \(id)") }
        return try LoggedEntry(row)
    }

    /// Entries about an object, oldest first, after a place: those of `acts`, of them `own` only where the actor's organisation did them; nil for all.
    public func loggedEntries(about object: UUID, acts: Set<Act>?, own: Set<Act>, after: (Date, UUID)?, limit: Int) async throws -> [LoggedEntry] {
        let wanted: SQL =
            acts.map { acts in
                """
                AND result = 'ok' AND act = ANY (\(acts.map(\.rawValue).sorted()))
                AND (organisation_id = \(actor.organisation) OR act <> ALL (\(own.map(\.rawValue).sorted())))
                """
            } ?? ""
        let place: SQL = after.map { "AND (recorded_at, entry_id) > (\($0.0), \($0.1))" } ?? ""
        return try await sql.all(
            """
            SELECT \(LoggedEntry.columns) FROM audit_entry e LEFT JOIN log_leaf l USING (audit_id)
             WHERE object_id = \(object) \(wanted) \(place) ORDER BY recorded_at, entry_id LIMIT \(limit)
            """
        ).map(LoggedEntry.init)
    }

    /// Where a row stands in the log; nil until it has a place. With it how long the oldest entry has waited for one: nobody gives any when that is long.
    public func placeInLog(of audit: Int) async throws -> (index: Int?, waitingSince: Date?) {
        let row = try await sql.first(
            """
            SELECT (SELECT leaf_index FROM log_leaf WHERE audit_id = \(audit)) AS leaf_index, (SELECT min(recorded_at) FROM audit_pending) AS since
            """
        )
        return (try row?.optional("leaf_index"), try row?.optional("since"))
    }

    /// What waits when so many entries are published.
    public func logBacklog(published: Int) async throws -> LogBacklog {
        let row = try await sql.first(
            """
            SELECT (SELECT origin FROM log_tree) AS origin, coalesce((SELECT size FROM log_tree), 0) AS size, count(*) AS pending, min(recorded_at) AS oldest
              FROM audit_pending
            """
        )
        let size: Int = try row?("size") ?? 0
        var oldest: Date? = try row?.optional("oldest")
        if size > published {
            // The newest numbers hold the last leaves; a few late ones lie before them.
            let most = min(2 * (size - published) + 1000, 50_000)
            let unpublished: Date? = try await sql.first(
                """
                SELECT min(e.recorded_at) AS oldest FROM (SELECT audit_id, leaf_index FROM log_leaf ORDER BY audit_id DESC LIMIT \(most)) l
                  JOIN audit_entry e USING (audit_id) WHERE l.leaf_index >= \(published)
                """
            )?.optional("oldest")
            oldest = [oldest, unpublished].compactMap { $0 }.min()
        }
        return LogBacklog(origin: try row?.optional("origin"), sequenced: size, pending: try row?("pending") ?? 0, oldest: oldest)
    }
}

extension LoggedEntry {
    fileprivate static let columns: SQL =
        "e.audit_id, entry_id, recorded_at, act, person_id, organisation_id, object_kind, object_id, case_id, leaf_index"

    fileprivate init(_ row: Row) throws {
        self.init(
            audit: try row("audit_id"), id: try row("entry_id"), recordedAt: try row("recorded_at"), act: try row("act"),
            person: try row.optional("person_id"), organisation: try row.optional("organisation_id"), objectKind: try row("object_kind"),
            object: try row.optional("object_id"), caseID: try row.optional("case_id"), index: try row.optional("leaf_index"))
    }
}

extension UUID {
    /// When an identity of version 7 was made; nil for others.
    fileprivate var made: Date? {
        let bytes = withUnsafeBytes(of: uuid) { Array($0) }
        guard bytes[6] >> 4 == 7 else { return nil }
        let milliseconds = bytes.prefix(6).reduce(0) { $0 << 8 | Int64($1) }
        // Farther than any database will be run: no date that PostgreSQL does not know.
        guard milliseconds < 1 << 43 else { return nil }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
