public import Foundation
public import JointReview
import Postgres

/// A standard comment as it is kept.
public struct StandardRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Discipline.
    public let discipline: Discipline
    /// What it says.
    public let content: StandardComment
    /// Who wrote it.
    public let author: UUID
    /// When.
    public let createdAt: Date
}

extension Tx {
    /// Standard comments of the actor's body in a discipline by title, after the place given.
    public func standardComments(_ discipline: Discipline, after: (title: String, id: UUID)? = nil, limit: Int) async throws -> [StandardRecord] {
        let start = after ?? ("", UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT * FROM standard_comment WHERE organisation_id = \(actor.organisation) AND discipline = \(discipline) AND retired_at IS NULL
               AND (title, standard_id) > (\(start.title), \(start.id)) ORDER BY title, standard_id LIMIT \(limit)
            """
        ).map(StandardRecord.init)
    }

    /// One standard comment of the actor's body.
    public func standardComment(_ id: UUID) async throws -> StandardRecord {
        let row = try await sql.first(
            "SELECT * FROM standard_comment WHERE standard_id = \(id) AND organisation_id = \(actor.organisation) AND retired_at IS NULL")
        guard let row else { throw StoreError.missing("standard comment \(id)") }
        return try StandardRecord(row)
    }

    /// Adds a standard comment to those of the actor's body; a later wording is another one.
    public func add(_ content: StandardComment, id: UUID, in discipline: Discipline) async throws -> StandardRecord {
        let row = try await sql.first(
            """
            WITH added AS (
                INSERT INTO standard_comment (standard_id, organisation_id, discipline, title, content, author_id)
                VALUES (\(id), \(actor.organisation), \(discipline), \(content.title), \(try JSON(content)), \(actor.person)) RETURNING *)
            \(audit(.standardChange, "standard_comment", "standard_id", in: "added", to: "added", detail: .values(["title": content.title])))
            SELECT * FROM added
            """
        )
        guard let row else { throw StoreError.missing("standard comment \(id)") }
        return try StandardRecord(row)
    }

    /// Takes a standard comment out of use; comments that were made with it stay.
    public func retireStandardComment(_ id: UUID) async throws {
        let row = try await sql.first(
            """
            WITH retired AS (
                UPDATE standard_comment SET retired_at = clock_timestamp(), retired_by = \(actor.person)
                 WHERE standard_id = \(id) AND organisation_id = \(actor.organisation) AND retired_at IS NULL RETURNING *)
            \(audit(.standardChange, "standard_comment", "standard_id", in: "retired", from: "added", to: "retired", detail: nil))
            SELECT standard_id FROM retired
            """
        )
        guard row != nil else { throw StoreError.missing("standard comment \(id)") }
    }
}

extension StandardRecord {
    fileprivate init(_ row: Row) throws {
        let content: JSON = try row("content")
        try self.init(
            id: row("standard_id"), discipline: row("discipline"), content: content.decode(), author: row("author_id"), createdAt: row("created_at"))
    }
}
