import Foundation
import JointReview
import Postgres
public import WorkingTime

extension Tx {
    /// Rows of the calendar from the first day of `first` to the last of `last`, in order.
    public func calendarDays(from first: Int, through last: Int) async throws -> [CalendarEntry] {
        try await sql.all(Self.calendarDays(from: first, through: last)).compactMap(CalendarEntry.init)
    }

    static func calendarDays(from first: Int, through last: Int) -> SQL {
        """
        SELECT to_char(day, 'YYYY-MM-DD') AS day, working, kind, name, source FROM calendar_day
         WHERE day >= make_date(\(first)::integer, 1, 1) AND day < make_date(\(last)::integer + 1, 1, 1) ORDER BY day
        """
    }

    /// Writes the days of the shipped calendar that are not known yet; what is there stays.
    func insert(_ entries: [CalendarEntry]) async throws {
        try await write(entries, known: "DO NOTHING")
    }

    /// Writes the days of a notice; a day that is known already gets what the notice says.
    func write(_ notice: CalendarNotice) async throws {
        try await write(
            notice.entries,
            known: "DO UPDATE SET working = excluded.working, kind = excluded.kind, name = excluded.name, source = excluded.source")
    }

    private func write(_ entries: [CalendarEntry], known: SQL) async throws {
        let sources = Set(entries.map(\.source)).sorted().joined(separator: ", ")
        try await sql.run(
            """
            WITH written AS (
                INSERT INTO calendar_day (day, working, kind, name, source)
                SELECT day::date, kind = 'makeup', kind, name, source
                  FROM unnest(\(entries.map(\.day.description)), \(entries.map(\.kind)), \(entries.map(\.name)), \(entries.map(\.source)))
                       AS e (day, kind, name, source)
                ON CONFLICT (day) \(known) RETURNING day),
            one AS (SELECT FROM written LIMIT 1)
            \(audit(.calendarChange, "calendar", "NULL", in: "one", detail: .values(["source": sources])))
            SELECT FROM one
            """
        )
    }
}

extension CalendarEntry {
    /// A row of the calendar; nil where its day is none, which the database does not hold.
    init?(_ row: Row) throws {
        let text: String = try row("day")
        guard let day = CalendarDay(text) else { return nil }
        try self.init(day: day, isWorkday: row("working"), kind: row("kind"), name: row("name"), source: row("source"))
    }
}
