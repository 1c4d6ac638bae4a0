public import Foundation
import JointReview
import Postgres
public import WorkingTime

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
    static let ruleRows: SQL =
        """
        SELECT rule_id, kind, name, version, to_char(effective_from, 'YYYY-MM-DD') AS starts, to_char(effective_to, 'YYYY-MM-DD') AS ends, body, legal_basis,
               author, approved_by
        """

    /// The book of rules by kind, name and version, after the place given.
    public func rules(after: (kind: String, name: String, version: Int)?, limit: Int) async throws -> [RuleRecord] {
        try await sql.all(
            """
            \(Self.ruleRows) FROM rule WHERE (kind, name, version) > (\(after?.kind ?? ""), \(after?.name ?? ""), \(after?.version ?? 0)) ORDER BY kind, name, version LIMIT \(limit)
            """
        ).map(RuleRecord.init)
    }

    /// Ends a rule: from `day` on it is not in force any more, in the book and in its own words. What it answered before stays as it was. On its first day
    /// it can end, too: then there is no day on which it holds.
    /// - Throws: `StoreError.missing`; `stale` when the rule is not in force on `day`.
    public func end(rule id: UUID, on day: CalendarDay) async throws -> RuleRecord {
        guard try await sql.first("SELECT FROM rule WHERE rule_id = \(id) FOR UPDATE") != nil else { throw StoreError.missing("rule \(id)") }
        let row = try await sql.first(
            """
            WITH ended AS (
                UPDATE rule SET effective_to = \(day.description)::text::date,
                       body = CASE WHEN kind = 'relevance' THEN body ELSE jsonb_set(body, '{effective_to}', to_jsonb(\(day.description)::text)) END
                 WHERE rule_id = \(id) AND effective_from <= \(day.description)::text::date
                   AND (effective_to IS NULL OR effective_to > \(day.description)::text::date)
             RETURNING *)
            \(audit(.ruleChange, "rule", "rule_id", in: "ended", detail: .values(["effectiveTo": day.description])))
            \(Self.ruleRows) FROM ended
            """
        )
        guard let row else { throw StoreError.stale("rule \(id)") }
        return try RuleRecord(row)
    }

    /// The version that the next rule of a kind and name gets.
    public func nextRuleVersion(kind: NewRule.Kind, name: String) async throws -> Int {
        try await sql.first("SELECT coalesce(max(version), 0) + 1 AS next FROM rule WHERE kind = \(kind) AND name = \(name)")?("next") ?? 1
    }
}

extension RuleRecord {
    init(_ row: Row) throws {
        let body: JSON = try row("body")
        try self.init(
            id: row("rule_id"), kind: row("kind"), name: row("name"), version: row("version"), from: row("starts"), to: row.optional("ends"),
            body: body.text, legalBasis: row("legal_basis"), author: row("author"), approvedBy: row.optional("approved_by"))
    }
}
