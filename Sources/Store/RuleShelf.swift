import Foundation
import JointReview
import Locks
import Postgres
import WorkingTime

/// The book of rules that was read last. An act asks which rules are in force, not what they say: decoding them took longer than all statements of an acceptance.
final class RuleShelf: Sendable {
    private let kept = Locked<(standing: String, book: RuleBook)?>(nil)

    func book(of standing: String) -> RuleBook? {
        kept.withLock { $0?.standing == standing ? $0?.book : nil }
    }

    func keep(_ book: RuleBook, of standing: String) {
        kept.withLock { $0 = (standing, book) }
    }
}

extension Tx {
    /// The business clock, and a text that is another one as soon as another rule or calendar day is in force: `xmin` changes with every write of a row.
    static let ruleStanding: SQL =
        """
        SELECT n.at, to_char(n.day, 'YYYY-MM-DD') || ' ' || coalesce((
                   SELECT string_agg(rule_id::text || '/' || xmin::text, ' ' ORDER BY rule_id) FROM rule
                    WHERE effective_from <= n.day AND (effective_to IS NULL OR effective_to > n.day) AND (kind <> 'check' OR approved_by IS NOT NULL)), '') || ' ' || (
                   SELECT count(*) || '/' || coalesce(max(xmin::text::bigint), 0) FROM calendar_day
                    WHERE day >= date_trunc('year', n.day) AND day < date_trunc('year', n.day) + interval '2 years') AS standing
          FROM (SELECT t.at, (t.at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM (SELECT business_now() AS at) AS t) AS n
        """

    /// The book for an answer to `ruleStanding`, from the shelf where it is the same.
    func ruleBook(standing row: Row?) async throws -> (book: RuleBook, now: Date) {
        guard let row else { throw StoreError.missing("database identity") }
        let standing: String = try row("standing")
        let now: Date = try row("at")
        if let book = shelf.book(of: standing) { return (book, now) }
        let book = try await readRuleBook(on: CalendarDay(now))
        shelf.keep(book, of: standing)
        return (book, now)
    }

    private func readRuleBook(on day: CalendarDay) async throws -> RuleBook {
        let answers = try await sql.batch([
            """
            SELECT kind, name, body FROM rule
             WHERE effective_from <= \(day.description)::text::date AND (effective_to IS NULL OR effective_to > \(day.description)::text::date)
               AND (kind <> 'check' OR approved_by IS NOT NULL)
             ORDER BY kind, name
            """,
            Self.calendarDays(from: day.year, through: day.year + 1),
        ])
        var limits: [LimitRule] = []
        var profiles: [String: RuleProfile] = [:]
        var autoAccept: AutoAcceptRule?
        var check: CheckRules?
        var relevance: Relevance?
        for row in answers[0] {
            let kind: NewRule.Kind = try row("kind")
            let body: JSON = try row("body")
            switch kind {
            case .limit: limits.append(try body.decode())
            case .profile: profiles[try row("name")] = try body.decode()
            case .autoAccept: autoAccept = try body.decode()
            case .relevance: relevance = try body.decode()
            case .check: check = try body.decode()
            }
        }
        let entries = try answers[1].compactMap(CalendarEntry.init)
        return RuleBook(
            day: day, limits: LimitRules(rules: limits), profiles: profiles, calendar: try WorkingCalendar(entries), autoAccept: autoAccept,
            check: check,
            relevance: relevance)
    }
}
