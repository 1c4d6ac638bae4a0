public import Foundation
public import WorkingTime

/// How a due date is counted again: when the holidays change, and when a review was stopped.
public enum DueDates {
    /// Why a due date is another one now.
    public enum Cause: String, CaseIterable, Sendable, Codable {
        /// The table of holidays changed.
        case calendar
        /// The review was stopped for a listed cause.
        case suspension
    }

    /// The due date that has as many working days by the new table as the old one had by the old.
    /// - Parameter due: the instant after the last day.
    /// - Parameter start: when the limit began; the day itself is not counted.
    public static func recounted(
        _ due: Date, from start: Date, by old: WorkingCalendar, now new: WorkingCalendar
    ) throws(CalendarFault) -> Date {
        let first = new.day(of: start)
        let days = try old.workingDays(from: first, to: lastDay(of: due, in: old))
        guard days > 0 else { return due }
        return try new.dueInstant(workingDays: days, after: first)
    }

    /// The due date after so many working days that do not count: those after the day on which the review was stopped, up to the one on which it went on.
    public static func extended(_ due: Date, stoppedFrom start: Date, to end: Date, in calendar: WorkingCalendar) throws(CalendarFault) -> Date {
        let days = try calendar.workingDays(from: calendar.day(of: start), to: calendar.day(of: end))
        guard days > 0 else { return due }
        return try calendar.dueInstant(workingDays: days, after: lastDay(of: due, in: calendar))
    }

    private static func lastDay(of due: Date, in calendar: WorkingCalendar) -> CalendarDay {
        calendar.day(of: due.addingTimeInterval(-1))
    }
}

/// How loudly somebody is reminded of a limit that runs out, and who is: nothing is ever decided by silence.
public enum WarningLevel: Int, CaseIterable, Sendable {
    /// The last working day is the present or the next one: whoever is to act is told.
    case soon = 1
    /// The limit is over: the lead body is told, too.
    case overdue = 2
    /// Three working days more are over: the regulator is told, too.
    case supervision = 3

    /// Working days after the limit that pass before the regulator is told.
    public static let patience = 3
}

/// Which limits are at which level of warning at one moment. Where the table of holidays ends the levels that need it are left out, not guessed.
public struct WarningTimes: Hashable, Sendable {
    /// What is due at or before this is due soon.
    public let soon: Date
    /// What is due at or before this is overdue.
    public let overdue: Date
    /// What was due at or before this is the regulator's business.
    public let supervision: Date

    /// The limits of the levels at a moment.
    public init(at now: Date, in calendar: WorkingCalendar) {
        overdue = now
        let today = calendar.day(of: now)
        let next = try? calendar.dueInstant(workingDays: 1, after: today)
        soon = next ?? now
        var last = today
        var found: Date?
        // The latest day after which the days of patience are over: so many working days back, and a few that are none.
        for _ in 0..<40 {
            last = last - 1
            if let end = try? calendar.dueInstant(workingDays: WarningLevel.patience, after: last), end <= now {
                found = last.end(in: calendar.zone)
                break
            }
        }
        supervision = found ?? .distantPast
    }

    /// The level of something that is due at an instant; nil while it is not due soon.
    public func level(of due: Date) -> WarningLevel? {
        if due <= supervision { return .supervision }
        if due <= overdue { return .overdue }
        return due <= soon ? .soon : nil
    }
}
