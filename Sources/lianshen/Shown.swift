import Foundation
import JointReview
import WorkingTime

/// One field of something as people read it.
struct Field<Value>: Sendable {
    let name: Bilingual
    /// Whether lists have a column for it.
    let isListed: Bool
    let text: @Sendable (Value) -> String?

    /// A field that lists show, too.
    static func listed(_ zh: String, _ en: String, _ text: @escaping @Sendable (Value) -> String?) -> Field {
        Field(name: Bilingual(zh: zh, en: en), isListed: true, text: text)
    }

    /// A field that is shown where one thing is shown alone.
    static func alone(_ zh: String, _ en: String, _ text: @escaping @Sendable (Value) -> String?) -> Field {
        Field(name: Bilingual(zh: zh, en: en), isListed: false, text: text)
    }
}

/// A body of the interface that can be printed for people.
protocol Shown: Encodable, Sendable {
    /// Its fields in the order in which they are read.
    static var fields: [Field<Self>] { get }
}

extension Labelled {
    /// The word in both languages.
    var both: String { "\(label.zh) \(label.en)" }
}

extension Date {
    /// The instant on a clock in China.
    var inChina: String {
        formatted(
            Date.ISO8601FormatStyle(
                dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon, timeZoneSeparator: .colon, includingFractionalSeconds: false,
                timeZone: .china))
    }

    /// The last day of a limit: its end is the first instant of the next day.
    var dueDay: String { CalendarDay(addingTimeInterval(-1)).description }
}
