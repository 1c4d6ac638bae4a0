public import Foundation
import JointReview

/// The one JSON form of the interface: lower-case UUIDs, instants of RFC 3339 in UTC with milliseconds, fields in the order of their declaration.
public enum WireJSON {
    /// Largest body that is read as JSON, in bytes.
    public static let largestBody = 1 << 20

    /// The bytes of a value. Equal values give equal bytes.
    public static func encode(_ value: some Encodable) throws -> Data {
        try CanonicalJSON.encode(value, order: .declared)
    }

    /// A value from its bytes. Unknown fields are ignored: a client must not break when an answer gains one.
    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from data: Data) throws -> Value {
        try CanonicalJSON.decode(type, from: data)
    }

    /// An instant as `2026-11-21T08:55:28.123Z`.
    public static func text(_ date: Date) -> String { CanonicalJSON.text(date) }

    /// An instant of RFC 3339; nil for anything else.
    public static func date(_ text: String) -> Date? { CanonicalJSON.date(text) }
}

extension UUID {
    /// The identity as the interface writes it: lower-case.
    public var text: String { uuidString.lowercased() }
}
