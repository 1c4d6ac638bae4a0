public import Foundation
public import JointReview
import Postgres

/// A message about a comment.
public struct ThreadMessage: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Comment that it is about.
    public let comment: UUID
    /// Organisation of the writer.
    public let organisation: UUID
    /// Who wrote it.
    public let person: UUID
    /// In which role.
    public let role: Role
    /// Who reads it.
    public let visibility: ThreadVisibility
    /// What it says.
    public let text: String
    /// When.
    public let writtenAt: Date
}

extension Tx {
    /// Messages about a comment that the actor's organisation reads, in the order in which they were written, after the place given.
    public func messages(about comment: UUID, after: (Date, UUID)? = nil, limit: Int) async throws -> [ThreadMessage] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT m.* FROM thread_message m
             WHERE m.comment_id = \(comment) AND (m.written_at, m.message_id) > (\(start.0), \(start.1)) AND \(readable)
             ORDER BY m.written_at, m.message_id LIMIT \(limit)
            """
        ).map(ThreadMessage.init)
    }

    /// Writes a message, for good. Nothing of the comment changes. The entry says that something was written and for whom; what was, stands in the thread.
    public func write(_ text: String, _ visibility: ThreadVisibility, about comment: CommentRecord, id: UUID) async throws -> ThreadMessage {
        let row = try await sql.first(
            """
            WITH written AS (
                INSERT INTO thread_message (message_id, comment_id, case_id, owner_id, organisation_id, person_id, role, visibility, text)
                SELECT \(id), c.comment_id, c.case_id, c.owner_id, \(actor.organisation), \(actor.person), \(actor.role), \(visibility), \(text)
                  FROM comment c WHERE c.comment_id = \(comment.id)
                RETURNING *)
            \(audit(.threadWrite, "comment", "comment_id", in: "written JOIN joint_case USING (case_id)", project: "project_id", case: "case_id",
                to: visibility.rawValue))
            SELECT * FROM written
            """
        )
        guard let row else { throw StoreError.missing("comment \(comment.id)") }
        return try ThreadMessage(row)
    }
}

extension ThreadMessage {
    init(_ row: Row) throws {
        try self.init(
            id: row("message_id"), comment: row("comment_id"), organisation: row("organisation_id"), person: row("person_id"), role: row("role"),
            visibility: row("visibility"), text: row("text"), writtenAt: row("written_at"))
    }
}
