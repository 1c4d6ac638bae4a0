import Foundation

/// A JSON document as text; bound as `jsonb`.
public struct JSON: Sendable, Hashable {
    /// The document.
    public let text: String

    /// A document that is text already; the server checks it.
    public init(text: String) { self.text = text }

    /// Encodes a value: keys sorted, dates as ISO 8601 with milliseconds.
    public init<Value: Encodable>(_ value: Value) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Self.instant))
        }
        text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes a value that `init(_:)` encoded.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            return try Date(try container.decode(String.self), strategy: Self.instant)
        }
        return try decoder.decode(type, from: Data(text.utf8))
    }

    private static let instant = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    /// The first byte of binary `jsonb`.
    private static let version: UInt8 = 1
}

extension JSON: SQLBindable, SQLDecodable {
    /// `jsonb`.
    public var bind: Bind { Bind(.jsonb, .bytes([Self.version] + Array(text.utf8))) }
    /// NULL of type `jsonb`.
    public static var null: Bind { Bind(.jsonb, .null) }

    /// From `jsonb` or `json`.
    public init?(_ cell: Cell) {
        switch cell.type {
        case .jsonb where cell.bytes.first == Self.version: text = String(decoding: cell.bytes.dropFirst(), as: UTF8.self)
        case .json: text = String(decoding: cell.bytes, as: UTF8.self)
        default: return nil
        }
    }
}
