public import Foundation
public import JointReview
import Postgres

/// A project of an owner; its facts decide which disciplines apply.
public struct Project: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Unified project code, once there is one.
    public let code: String?
    /// Name.
    public let name: String
    /// Administrative region.
    public let region: String
    /// The owner.
    public let owner: UUID
    /// What applicability and limits depend on.
    public let facts: ProjectFacts
    /// When it was registered.
    public let createdAt: Date

    /// A project value.
    public init(id: UUID, code: String?, name: String, region: String, owner: UUID, facts: ProjectFacts, createdAt: Date = Date()) {
        self.id = id
        self.code = code
        self.name = name
        self.region = region
        self.owner = owner
        self.facts = facts
        self.createdAt = createdAt
    }
}

extension Tx {
    /// Registers a project. Its entries in the log are numbered from 1; the first commits to its region, which decides who is shown the others.
    public func insert(_ project: Project) async throws {
        // The counter stands first, in a statement of its own: a statement does not see the rows that it inserts.
        try await sql.run("INSERT INTO audit_counter (project_id, region) VALUES (\(project.id), \(project.region))")
        try await sql.run(
            """
            WITH registered AS (
                INSERT INTO project (project_id, project_code, name, region, owner_id, facts)
                VALUES (\(project.id), \(project.code), \(project.name), \(project.region), \(project.owner), \(try JSON(project.facts)))
                RETURNING project_id)
            \(audit(.projectCreate, "project", "project_id", in: "registered", project: "project_id",
                detail: .values(["name": project.name, "code": project.code, "region": project.region])))
            SELECT FROM registered
            """
        )
    }

    /// A project that the actor's organisation owns or has a case of.
    /// - Throws: `StoreError.missing`, also for what is not for this organisation to see.
    public func project(_ id: UUID) async throws -> Project {
        let row = try await sql.first(
            """
            SELECT project_id, project_code, name, region, owner_id, facts, created_at FROM project
             WHERE project_id = \(id)
               AND (owner_id = \(actor.organisation)
                    OR EXISTS (SELECT FROM joint_case c JOIN case_party p ON p.case_id = c.case_id
                                WHERE c.project_id = project.project_id AND p.organisation_id = \(actor.organisation)))
            """
        )
        guard let row else { throw StoreError.missing("project \(id)") }
        return try Project(row)
    }

    /// The actor's organisation's own projects, oldest first, after the one given.
    public func projects(after: (Date, UUID)?, limit: Int) async throws -> [Project] {
        let start = after ?? (.distantPast, UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT project_id, project_code, name, region, owner_id, facts, created_at FROM project
             WHERE owner_id = \(actor.organisation) AND (created_at, project_id) > (\(start.0), \(start.1))
             ORDER BY created_at, project_id LIMIT \(limit)
            """
        ).map(Project.init)
    }
}

extension Project {
    init(_ row: Row) throws {
        let facts: JSON = try row("facts")
        try self.init(
            id: row("project_id"), code: row.optional("project_code"), name: row("name"), region: row("region"), owner: row("owner_id"),
            facts: facts.decode(), createdAt: row("created_at"))
    }
}
