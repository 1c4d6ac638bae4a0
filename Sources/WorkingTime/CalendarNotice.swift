/// Days of a notice on holidays that are to be written into the calendar.
public struct CalendarNotice: Hashable, Sendable {
    /// Why a day, or a year, of a notice cannot be written.
    public enum Fault: Hashable, Sendable {
        /// The day is over, or today, in a year that is known: what was counted with it was counted.
        case past(CalendarDay)
        /// The notice has the day twice.
        case twice(CalendarDay)
        /// A year that the calendar does not know yet, without all holidays that every year has.
        case incomplete(year: Int, missing: [String])
    }

    /// Holidays that every year's notice has had since 2015; some years join two of them in one name.
    static let yearly = ["元旦", "春节", "清明", "劳动节", "端午", "国庆"]

    /// The rows, as they were given.
    public let entries: [CalendarEntry]

    /// A notice of these days.
    public init(_ entries: [CalendarEntry]) {
        self.entries = entries
    }

    /// Years whose days it names.
    public var years: Set<Int> { Set(entries.map(\.day.year)) }

    /// Everything that forbids writing it, each with the index of its row where it is about one.
    ///
    /// - Parameters:
    ///   - today: the business day.
    ///   - known: years that the calendar knows already; only days that differ may come for these.
    public func faults(today: CalendarDay, known: Set<Int>) -> [(row: Int?, fault: Fault)] {
        var seen: Set<CalendarDay> = []
        var faults: [(row: Int?, fault: Fault)] = []
        for (row, entry) in entries.enumerated() {
            if entry.day <= today, known.contains(entry.day.year) { faults.append((row, .past(entry.day))) }
            if !seen.insert(entry.day).inserted { faults.append((row, .twice(entry.day))) }
        }
        // The days around New Year's Day may lie in a year that is known.
        for year in years.subtracting(known).sorted() {
            let names = entries.filter { $0.day.year == year && $0.kind == .holiday }.map(\.name)
            let missing = Self.yearly.filter { holiday in !names.contains { $0.contains(holiday) } }
            if !missing.isEmpty { faults.append((nil, .incomplete(year: year, missing: missing))) }
        }
        return faults
    }
}
