/// One row of the calendar data: a day that is not what its weekday says.
public struct CalendarEntry: Hashable, Sendable, Codable {
    /// Why the day differs from its weekday.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A public holiday, or a day moved next to one: nobody works.
        case holiday
        /// A weekend day worked in exchange (调休补班).
        case makeup
    }

    /// The day.
    public let day: CalendarDay
    /// Whether people work on it.
    public let isWorkday: Bool
    /// Why it differs from its weekday.
    public let kind: Kind
    /// The holiday that it belongs to, e.g. 春节.
    public let name: String
    /// The notice that decided it, e.g. a number of the State Council's office.
    public let source: String

    /// One row of the calendar data.
    public init(day: CalendarDay, isWorkday: Bool, kind: Kind, name: String, source: String) {
        self.day = day
        self.isWorkday = isWorkday
        self.kind = kind
        self.name = name
        self.source = source
    }
}
