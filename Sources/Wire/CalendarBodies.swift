/// A day that is not what its weekday says.
public struct CalendarDayBody: RequestBody, Hashable {
    /// Why it differs.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case holiday, makeup
    }

    /// The day, `2027-01-01`.
    public var day: String
    /// A holiday, or a weekend day that is worked in exchange.
    public var kind: Kind
    /// The holiday that it belongs to.
    public var name: String
    /// The notice that decided it.
    public var source: String

    /// A day.
    public init(day: String, kind: Kind, name: String, source: String) {
        self.day = day
        self.kind = kind
        self.name = name
        self.source = source
    }

    /// The fields.
    public static let shape = Shape(
        .required("day", .form(.day)), .required("kind", .words(of: Kind.self)), .required("name", .text(1...100)),
        .required("source", .text(1...200)))
}

/// `POST /v1/calendar`: the days of a notice.
public struct NewCalendarBody: RequestBody, Hashable {
    /// The days, in any order.
    public var days: [CalendarDayBody]

    /// A notice of these days.
    public init(days: [CalendarDayBody]) {
        self.days = days
    }

    /// The fields.
    public static let shape = Shape(.required("days", .list(.object(CalendarDayBody.shape), 1...400)))
}

/// The working-day calendar of one year.
public struct CalendarBody: Codable, Hashable, Sendable {
    /// The year.
    public var year: Int
    /// Whether it is known; limits that reach into an unknown year are not counted.
    public var isKnown: Bool
    /// Its days that are not what their weekdays say, in order.
    public var days: [CalendarDayBody]

    /// A year.
    public init(year: Int, isKnown: Bool, days: [CalendarDayBody]) {
        self.year = year
        self.isKnown = isKnown
        self.days = days
    }
}
