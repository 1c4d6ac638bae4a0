public import Foundation

/// One day of the civil calendar, without a time and without a zone: `2026-02-14`.
///
/// Arithmetic is on the day number, so that no time zone or daylight saving rule can shift a day.
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    public let number: Int

    /// The day with a number: days since 1970-01-01.
    public init(number: Int) {
        self.number = number
    }

    /// A day by year, month and day of the month; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let candidate = CalendarDay(number: Self.number(year: year, month: month, day: day))
        let back = candidate.components
        guard back.year == year, back.month == month, back.day == day else { return nil }
        self = candidate
    }

    /// The day on which an instant falls in a zone.
    public init(_ instant: Date, in zone: TimeZone = .china) {
        let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        self.init(number: Int((local / 86_400).rounded(.down)))
    }

    /// Year of the Gregorian calendar.
    public var year: Int { components.year }

    /// Month, 1…12.
    public var month: Int { components.month }

    /// Day of the month, 1…31.
    public var day: Int { components.day }

    /// Day of the week, 1 is Monday and 7 is Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        ((number % 7) + 7 + 3) % 7 + 1
    }

    /// Whether the day is a Saturday or a Sunday; says nothing about make-up workdays.
    public var isWeekend: Bool { weekday >= 6 }

    /// The first instant of the day in a zone.
    public func start(in zone: TimeZone = .china) -> Date {
        let midnight = Double(number) * 86_400
        // The offset is asked for at the moment that is wanted, first by the offset near it.
        let near = Date(timeIntervalSince1970: midnight - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: midnight))))
        return Date(timeIntervalSince1970: midnight - Double(zone.secondsFromGMT(for: near)))
    }

    /// The first instant after the day in a zone: 24:00 of the day, 00:00 of the next.
    public func end(in zone: TimeZone = .china) -> Date {
        (self + 1).start(in: zone)
    }

    /// The day some days later.
    public static func + (day: CalendarDay, days: Int) -> CalendarDay {
        CalendarDay(number: day.number + days)
    }

    /// The day some days earlier.
    public static func - (day: CalendarDay, days: Int) -> CalendarDay {
        CalendarDay(number: day.number - days)
    }

    /// Days from one day to another.
    public static func - (later: CalendarDay, earlier: CalendarDay) -> Int {
        later.number - earlier.number
    }

    /// Whether one day is before another.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.number < right.number
    }

    // Era-based conversion of the proleptic Gregorian calendar: years start in March, so that the leap day ends a year.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
