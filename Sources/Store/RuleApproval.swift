public import Foundation
public import JointReview
import Postgres
public import WorkingTime

/// Why a draft cannot be put in force.
public enum RuleApprovalRefusal: Error, Hashable, Sendable {
    /// Whoever wrote it does not approve it.
    case ownDraft
    /// It begins on a day that is over: what was checked then was checked under other rules.
    case beginsInThePast
    /// It is no draft: rules of its kind need no approval, or it has one.
    case noDraft
}

/// A package as a set of rules is tried on it.
public struct TriedPackage: Sendable {
    /// The package.
    public let id: UUID
    /// Its case.
    public let caseID: UUID
    /// Name of its file.
    public let fileName: String
    /// When intake had read it.
    public let checkedAt: Date
    /// What the report of that day tells; `nil` when its form is not known here: one odd report must not keep all others from being tried.
    public let package: CheckedPackage?
    /// What its project is.
    public let facts: ProjectFacts
}

extension Tx {
    /// One rule, draft or not.
    public func rule(_ id: UUID) async throws -> RuleRecord {
        guard let row = try await sql.first("\(Self.ruleRows) FROM rule WHERE rule_id = \(id)") else { throw StoreError.missing("rule \(id)") }
        return try RuleRecord(row)
    }

    /// Puts a draft of the check's rules in force from its first day on, and ends the set that was in force until then.
    /// - Parameter approver: sign-in name of a person who did not write it.
    /// - Throws: `RuleApprovalRefusal`; `StoreError.overlap` when an approved set begins on that day or later.
    public func approve(rule id: UUID, by approver: String) async throws -> RuleRecord {
        // The lock first, the look second: of two that come at once the second sees the first.
        _ = try await sql.first("SELECT pg_advisory_xact_lock(7235044)")
        guard
            let row = try await sql.first(
                "SELECT kind, author, approved_by, effective_from < (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS past FROM rule WHERE rule_id = \(id)"
            )
        else { throw StoreError.missing("rule \(id)") }
        let (kind, author, approved): (NewRule.Kind, String, String?) = try (row("kind"), row("author"), row.optional("approved_by"))
        guard kind == .check, approved == nil else { throw RuleApprovalRefusal.noDraft }
        guard author != approver else { throw RuleApprovalRefusal.ownDraft }
        guard try !row("past") else { throw RuleApprovalRefusal.beginsInThePast }
        let later = try await sql.first(
            """
            SELECT o.name || ' v' || o.version AS clash FROM rule o, rule d WHERE d.rule_id = \(id) AND o.kind = 'check' AND o.approved_by IS NOT NULL
               AND o.effective_from >= d.effective_from AND (o.effective_to IS NULL OR o.effective_to > o.effective_from) AND (d.effective_to IS NULL OR o.effective_from < d.effective_to) LIMIT 1
            """)
        if let later { throw StoreError.overlap(try later("clash")) }
        // Two statements: what was in force has to end before the next one begins, or both would hold for a moment.
        try await sql.run(
            """
            WITH ended AS (
                UPDATE rule o SET effective_to = d.effective_from, body = jsonb_set(o.body, '{effective_to}', to_jsonb(to_char(d.effective_from, 'YYYY-MM-DD')))
                  FROM rule d WHERE d.rule_id = \(id) AND o.kind = 'check' AND o.approved_by IS NOT NULL AND o.effective_from < d.effective_from
                   AND (o.effective_to IS NULL OR o.effective_to > d.effective_from)
                RETURNING o.rule_id)
            \(audit(.ruleChange, "rule", "rule_id", in: "ended", detail: .values(["endedBy": id.uuidString.lowercased()])))
            SELECT FROM ended
            """)
        let approvedRow = try await sql.first(
            """
            WITH approved AS (
                UPDATE rule SET approved_by = \(approver), approved_at = clock_timestamp() WHERE rule_id = \(id) AND approved_by IS NULL RETURNING *)
            \(audit(.ruleApprove, "rule", "rule_id", in: "approved", detail: .values(["author": author])))
            \(Self.ruleRows) FROM approved
            """)
        guard let approvedRow else { throw StoreError.stale("rule \(id)") }
        return try RuleRecord(approvedRow)
    }

    /// By which rules a package is judged today, and what is known of its project; `nil` rules when none are in force.
    public func judgement(of package: PackageRecord) async throws -> (rules: CheckRules?, facts: ProjectFacts) {
        let facts: JSON? = try await sql.first("SELECT facts FROM project WHERE project_id = \(package.project)")?("facts")
        guard let facts else { throw StoreError.missing("project \(package.project)") }
        return (try await checkRulesInForce(), try facts.decode())
    }

    /// The rules of the check that are in force today.
    public func checkRulesInForce() async throws -> CheckRules? {
        let body: JSON? = try await sql.first(
            """
            SELECT body FROM rule, (SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS day) AS n
             WHERE kind = 'check' AND approved_by IS NOT NULL AND effective_from <= n.day AND (effective_to IS NULL OR effective_to > n.day) LIMIT 1
            """)?("body")
        return try body?.decode()
    }

    /// The rules of the check that are in force on a day, as they stand in the book.
    public func checkRule(on day: CalendarDay) async throws -> RuleRecord? {
        try await sql.first(
            """
            \(Self.ruleRows) FROM rule WHERE kind = 'check' AND approved_by IS NOT NULL AND effective_from <= \(day.description)::text::date
               AND (effective_to IS NULL OR effective_to > \(day.description)::text::date) LIMIT 1
            """
        ).map(RuleRecord.init)
    }

    /// Packages that intake has read, newest first, after the place given, with what their reports tell.
    public func triedPackages(after: (Date, UUID)?, limit: Int) async throws -> [TriedPackage] {
        let last = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
        let start = after ?? (Date(timeIntervalSince1970: 32_503_680_000), last)
        return try await sql.all(
            """
            SELECT k.package_id, k.case_id, k.file_name, k.checked_at, k.check_report, p.facts FROM package k JOIN project p USING (project_id)
             WHERE k.checked_at IS NOT NULL AND (k.checked_at, k.package_id) < (\(start.0), \(start.1))
             ORDER BY k.checked_at DESC, k.package_id DESC LIMIT \(limit)
            """
        ).map { row in
            let (report, facts): (JSON, JSON) = try (row("check_report"), row("facts"))
            return try TriedPackage(
                id: row("package_id"), caseID: row("case_id"), fileName: row("file_name"), checkedAt: row("checked_at"),
                package: try? CanonicalJSON.decode(from: Data(report.text.utf8)), facts: facts.decode())
        }
    }
}
