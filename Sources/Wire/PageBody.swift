public import Foundation
import JointReview

/// One page of a list.
public struct PageBody<Item: Codable & Sendable>: Codable, Sendable {
    /// The items of the page.
    public var items: [Item]
    /// Where the next page begins; nil on the last one.
    public var next: String?
    /// Before which instant a list that still grows is complete; nil where that is not said.
    public var until: Date?

    /// A page.
    public init(items: [Item], next: String?, until: Date? = nil) {
        self.items = items
        self.next = next
        self.until = until
    }

    private enum CodingKeys: String, CodingKey {
        case items, next, until
    }

    /// Writes `next` also when there is none, so that a reader never guesses.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        if let next {
            try container.encode(next, forKey: .next)
        } else {
            try container.encodeNil(forKey: .next)
        }
        try container.encodeIfPresent(until, forKey: .until)
    }
}

/// A place in a list, opaque to clients: the sort key of the last item seen.
///
/// It names no position that could shift, and holds nothing that its owner has not just been shown.
public struct Cursor: Hashable, Sendable, LosslessStringConvertible {
    /// The parts of the sort key.
    public let parts: [String]

    /// A place behind an item.
    public init(parts: [String]) {
        self.parts = parts
    }

    /// A place behind an item that is sorted by an instant and an identity.
    public init(_ date: Date, _ id: UUID) {
        parts = [Self.text(date), id.text]
    }

    /// An instant as a part. Microseconds: the database's own precision; a coarser cursor would repeat items or skip them.
    public static func text(_ date: Date) -> String { String(Int64((date.timeIntervalSince1970 * 1_000_000).rounded())) }

    /// An instant of a part; nil outside of the years 1970 to 9999, which no item of ours lies in and a database may not hold.
    public static func instant(_ part: String) -> Date? {
        guard let microseconds = Int64(part), (0..<253_402_300_800_000_000).contains(microseconds) else { return nil }
        return Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    /// Reads the text form; nil for a text that we did not make.
    public init?(_ description: String) {
        guard description.utf8.count <= 400 else { return nil }
        let plain = description.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let text = String(validating: data, as: UTF8.self) else { return nil }
        let fields = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard fields.count > 1, fields[0] == "1", !text.utf8.contains(0) else { return nil }
        parts = Array(fields.dropFirst())
    }

    /// The instant and the identity that the list is sorted by.
    public var dateAndID: (Date, UUID)? {
        guard parts.count == 2, let date = Self.instant(parts[0]), let id = UUID(uuidString: parts[1]) else { return nil }
        return (date, id)
    }

    /// The text form: base64url of the parts behind a version.
    public var description: String {
        Data((["1"] + parts).joined(separator: "\u{1F}").utf8).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
