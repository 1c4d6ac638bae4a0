/// Why calendar data cannot be used, or cannot answer.
public enum CalendarFault: Error, Hashable, Sendable {
    /// The data has no rows for the year; weekdays alone would be a guess, so nothing is counted.
    case yearNotCovered(Int)
    /// Two rows describe the same day.
    case dayTwice(CalendarDay)
    /// A holiday marked as worked, or a make-up workday marked as free.
    case kindContradicts(CalendarDay)
    /// A row of a text table cannot be read; the line counts from 1.
    case unreadable(line: Int, String)
    /// A count of working days below one.
    case countNotPositive(Int)

    /// Stable code of the fault.
    public var code: String {
        switch self {
        case .yearNotCovered: "calendar.year_not_covered"
        case .dayTwice: "calendar.day_twice"
        case .kindContradicts: "calendar.kind_contradicts"
        case .unreadable: "calendar.unreadable"
        case .countNotPositive: "calendar.count_not_positive"
        }
    }
}

extension CalendarFault: CustomStringConvertible {
    /// What is wrong and what to do, in English.
    public var description: String {
        switch self {
        case .yearNotCovered(let year):
            "the working-day calendar has no data for \(year): add the rows of that year's notice before counting into it"
        case .dayTwice(let day): "the working-day calendar has two rows for \(day): keep one"
        case .kindContradicts(let day): "the row for \(day) says holiday but worked, or make-up but free: correct it"
        case .unreadable(let line, let text): "line \(line) of the calendar cannot be read: \(text)"
        case .countNotPositive(let count): "a limit of \(count) working days cannot be counted: use one or more"
        }
    }
}
