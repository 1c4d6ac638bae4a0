public import Foundation

/// The JSON form of everything that the product writes: lower-case UUIDs, instants in UTC with milliseconds, no white space. What is digested or kept
/// for good has its keys sorted, and is canonical as RFC 8785 has it as long as its numbers are integers.
public enum CanonicalJSON {
    /// In which order an object's members stand.
    public enum Order: Sendable {
        /// By name, in UTF-16: equal values give equal bytes in every release.
        case sorted
        /// As they are declared: for people who read an answer.
        case declared
    }

    /// The bytes of a value.
    public static func encode(_ value: some Encodable, order: Order = .sorted) throws -> Data {
        let output = JSONOutput(order)
        try output.append(value, at: [])
        return Data(output.bytes)
    }

    /// A value from its bytes.
    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = date(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an instant of RFC 3339: \(text)")
            }
            return date
        }
        return try decoder.decode(type, from: data)
    }

    /// An instant as `2026-11-21T08:55:28.123Z`.
    public static func text(_ date: Date) -> String {
        // Rounded first: the format cuts, and 0.123 s as a binary fraction would print as .122.
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.25) / 1000).formatted(withMilliseconds)
    }

    /// An instant of RFC 3339, with or without fractions of a second; nil for anything else.
    public static func date(_ text: String) -> Date? {
        let date = (try? withMilliseconds.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
        // To the millisecond: that is all the text form holds.
        return date.map { Date(timeIntervalSince1970: ($0.timeIntervalSince1970 * 1000).rounded() / 1000) }
    }

    private static let withMilliseconds = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
