public import Foundation
import Postgres

/// A rule as it stands in the book.
public struct RuleRecord: Sendable, Hashable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Kind of rule.
    public let kind: NewRule.Kind
    /// Name that its versions share.
    public let name: String
    /// Version.
    public let version: Int
    /// First day in force, yyyy-mm-dd.
    public let from: String
    /// First day no longer in force.
    public let to: String?
    /// The rule as JSON.
    public let body: String
    /// Legal source.
    public let legalBasis: String
    /// Who wrote it.
    public let author: String
    /// Who approved it.
    public let approvedBy: String?
}

extension Tx {
    /// The book of rules by kind, name and version, after the place given.
    public func rules(after: (kind: String, name: String, version: Int)?, limit: Int) async throws -> [RuleRecord] {
        try await sql.all(
            """
            SELECT rule_id, kind, name, version, to_char(effective_from, 'YYYY-MM-DD') AS starts, to_char(effective_to, 'YYYY-MM-DD') AS ends, body, legal_basis, author,
                   approved_by
              FROM rule WHERE (kind, name, version) > (\(after?.kind ?? ""), \(after?.name ?? ""), \(after?.version ?? 0)) ORDER BY kind, name, version LIMIT \(limit)
            """
        ).map { row in
            let body: JSON = try row("body")
            return try RuleRecord(
                id: row("rule_id"), kind: row("kind"), name: row("name"), version: row("version"), from: row("starts"), to: row.optional("ends"),
                body: body.text,
                legalBasis: row("legal_basis"), author: row("author"), approvedBy: row.optional("approved_by"))
        }
    }

    /// The version that the next rule of a kind and name gets.
    public func nextRuleVersion(kind: NewRule.Kind, name: String) async throws -> Int {
        try await sql.first("SELECT coalesce(max(version), 0) + 1 AS next FROM rule WHERE kind = \(kind) AND name = \(name)")?("next") ?? 1
    }
}
