public import Foundation

/// Which days are working days: Monday to Friday, but for the rows that say otherwise.
///
/// A calendar answers only for years that its data covers. Plain weekdays would be wrong several days a year, so a question about
/// another year is refused instead of guessed.
public struct WorkingCalendar: Hashable, Sendable {
    let exceptions: [CalendarDay: CalendarEntry]

    /// Years for which the calendar can answer: those with at least one row.
    public let years: Set<Int>

    /// The zone in which days begin and end.
    public let zone: TimeZone

    /// A calendar from data rows, in any order.
    ///
    /// Refuses two rows for one day and rows that contradict themselves.
    public init(_ entries: some Sequence<CalendarEntry>, zone: TimeZone = .china) throws(CalendarFault) {
        var exceptions: [CalendarDay: CalendarEntry] = [:]
        for entry in entries {
            guard exceptions[entry.day] == nil else { throw .dayTwice(entry.day) }
            guard entry.isWorkday == (entry.kind == .makeup) else { throw .kindContradicts(entry.day) }
            exceptions[entry.day] = entry
        }
        self.exceptions = exceptions
        self.years = Set(exceptions.keys.map(\.year))
        self.zone = zone
    }

    /// The rows, by day.
    public var entries: [CalendarEntry] {
        exceptions.values.sorted { $0.day < $1.day }
    }

    /// The row for a day, if the day differs from its weekday.
    public func entry(for day: CalendarDay) -> CalendarEntry? {
        exceptions[day]
    }

    /// Whether people work on a day.
    public func isWorkingDay(_ day: CalendarDay) throws(CalendarFault) -> Bool {
        guard years.contains(day.year) else { throw .yearNotCovered(day.year) }
        return exceptions[day]?.isWorkday ?? !day.isWeekend
    }

    /// The last day of a limit: the working day number `workingDays` after `day`.
    ///
    /// Day 1 is the next working day after `day`, whether or not `day` itself is one.
    public func adding(workingDays: Int, after day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        guard workingDays > 0 else { throw .countNotPositive(workingDays) }
        var current = day
        var left = workingDays
        while left > 0 {
            current = current + 1
            if try isWorkingDay(current) { left -= 1 }
        }
        return current
    }

    /// The instant at which a limit of working days that starts after `day` is over: 24:00 of its last working day.
    ///
    /// Exclusive: something is overdue only at or after this instant, never during the last day.
    public func dueInstant(workingDays: Int, after day: CalendarDay) throws(CalendarFault) -> Date {
        try adding(workingDays: workingDays, after: day).end(in: zone)
    }

    /// Working days after `start` up to and including `end`: how many days of a limit are used; 0 when `end` is not after `start`.
    public func workingDays(from start: CalendarDay, to end: CalendarDay) throws(CalendarFault) -> Int {
        var count = 0
        var current = start
        while current < end {
            current = current + 1
            if try isWorkingDay(current) { count += 1 }
        }
        return count
    }

    /// The day on which an instant falls in the calendar's zone.
    public func day(of instant: Date) -> CalendarDay {
        CalendarDay(instant, in: zone)
    }
}
