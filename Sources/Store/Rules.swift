public import Foundation
public import JointReview
import Postgres
public import WorkingTime

/// The rules in force on one day, as an act needs them.
public struct RuleBook: Sendable {
    /// The day in China.
    public let day: CalendarDay
    /// Limits of the stages.
    public let limits: LimitRules
    /// Profiles of applicability by name.
    public let profiles: [String: RuleProfile]
    /// Working days of this year and the next.
    public let calendar: WorkingCalendar
    /// Rule under which the system accepts by itself; `nil` when a person has to.
    public let autoAccept: AutoAcceptRule?
    /// Rules of the check of a package; `nil` when none is approved and in force.
    public let check: CheckRules?
    /// Which disciplines a sheet concerns; `nil` when no matrix is in force: then every sheet concerns all.
    public let relevance: Relevance?
}

/// One rule as it is written into the book.
public struct NewRule: Sendable {
    /// What kind of rule.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case limit
        case profile
        case relevance
        case autoAccept = "auto_accept"
        case check
    }

    /// Kind, name and version; the name is what versions share.
    public let kind: Kind
    /// Name that its versions share.
    public let name: String
    /// Version, from 1.
    public let version: Int
    /// First day in force, and the first day no longer.
    public let from: CalendarDay
    /// First day no longer in force; `nil` while nobody ended it.
    public let to: CalendarDay?
    /// The rule itself as JSON.
    public let body: String
    /// Legal source; a rule without one is refused.
    public let legalBasis: String
    /// Who wrote it, and who approved it.
    public let author: String
    /// Who approved it.
    public let approvedBy: String?

    /// A rule to write.
    public init(
        kind: Kind, name: String, version: Int, from: CalendarDay, to: CalendarDay?, body: String, legalBasis: String, author: String,
        approvedBy: String?
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.from = from
        self.to = to
        self.body = body
        self.legalBasis = legalBasis
        self.author = author
        self.approvedBy = approvedBy
    }
}

extension Tx {
    /// The business clock's present moment.
    public func businessNow() async throws -> Date {
        try await sql.first("SELECT business_now() AS at")?("at") ?? Date()
    }

    /// Everything in force now.
    public func ruleBook() async throws -> RuleBook {
        try await ruleBook(standing: try await sql.first(Self.ruleStanding)).book
    }

    /// Writes a rule. Rules of the check are written as drafts: they are in force when somebody else has approved them.
    /// - Throws: `StoreError.overlap` when a rule that says the same is in force on one of its days: another version of it; any other rule of acceptance; another
    ///   limit of the same stage, nature and size. Each would be found when a case is accepted, which is too late.
    public func insert(_ rule: NewRule, id: UUID) async throws {
        // The lock first, the look second: of two that come at once the second sees the first.
        _ = try await sql.first("SELECT pg_advisory_xact_lock(7235044)")
        let clash = try await sql.first(
            """
            SELECT name || ' v' || version AS clash FROM rule, (SELECT \(JSON(text: rule.body)) AS wanted) AS new_rule
             WHERE kind = \(rule.kind) AND kind <> 'check'
               AND (name = \(rule.name) OR kind = 'auto_accept'
                    OR kind = 'limit' AND body ->> 'stage' = wanted ->> 'stage' AND body ->> 'nature' = wanted ->> 'nature'
                       AND CASE WHEN jsonb_typeof(body -> 'sizes') = 'array' AND jsonb_typeof(wanted -> 'sizes') = 'array'
                                THEN body -> 'sizes' ?| ARRAY(SELECT jsonb_array_elements_text(wanted -> 'sizes')) ELSE true END)
               AND daterange(effective_from, effective_to) && daterange(\(rule.from.description)::text::date, \(rule.to?.description)::text::date)
             LIMIT 1
            """
        )
        if let clash { throw StoreError.overlap(try clash("clash")) }
        try await sql.run(
            """
            WITH written AS (
                INSERT INTO rule (rule_id, kind, name, version, effective_from, effective_to, body, legal_basis, author, approved_by)
                VALUES (\(id), \(rule.kind), \(rule.name), \(rule.version), \(rule.from.description)::text::date, \(rule.to?.description)::text::date,
                        \(JSON(text: rule.body)), \(rule.legalBasis), \(rule.author), \(rule.approvedBy))
                RETURNING rule_id)
            \(audit(.ruleChange, "rule", "rule_id", in: "written", detail: .values(["kind": rule.kind.rawValue, "name": rule.name, "version": String(rule.version)])))
            SELECT FROM written
            """
        )
    }
}
