import Foundation

/// Bytes of JSON as they grow; one per encoded value, never shared between tasks.
///
/// `JSONEncoder` writes a `UUID` in upper case and offers no strategy for it, so the product has an encoder of its own.
final class JSONOutput {
    private(set) var bytes: [UInt8] = []
    /// The open objects and arrays, and where each of their members begins: a container closes when something is appended outside of it.
    private var open: [(close: UInt8, members: [Member])] = []
    private let order: CanonicalJSON.Order

    /// Where a member begins, and its name when it has one.
    private struct Member {
        let start: Int
        let name: String
    }

    init(_ order: CanonicalJSON.Order) {
        self.order = order
    }

    /// Appends any value where the encoder stands now.
    func append<Value: Encodable>(_ value: Value, at path: [any CodingKey]) throws {
        switch value {
        case let id as UUID: append(quoted: id.uuidString.lowercased())
        case let date as Date: append(quoted: CanonicalJSON.text(date))
        case let text as String: append(quoted: text)
        case let url as URL: append(quoted: url.absoluteString)
        default:
            let depth = open.count
            let start = bytes.count
            try value.encode(to: JSONValueEncoder(output: self, codingPath: path))
            close(to: depth)
            guard bytes.count > start else {
                throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "the value wrote nothing"))
            }
        }
    }

    func append(literal text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    func append(_ number: Double, at path: [any CodingKey]) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(number, .init(codingPath: path, debugDescription: "JSON has no such number"))
        }
        // 12 rather than 12.0: an integer of the database may travel as a double.
        append(literal: number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : number.description)
    }

    /// Opens an object or array and returns its depth.
    func begin(_ first: UInt8, _ last: UInt8) -> Int {
        bytes.append(first)
        open.append((last, []))
        return open.count
    }

    /// Closes everything that was opened deeper than `depth`.
    func close(to depth: Int) {
        while open.count > depth, let inner = open.popLast() {
            if order == .sorted, inner.close == 0x7D { sort(inner.members) }
            bytes.append(inner.close)
        }
    }

    /// Puts the members of the object that is about to close into the order of their names: by UTF-16, as RFC 8785 has it.
    private func sort(_ members: [Member]) {
        guard members.count > 1, let first = members.first?.start else { return }
        // Between two members stands a comma.
        let ends = members.dropFirst().map { $0.start - 1 } + [bytes.count]
        let sorted = zip(members, ends).sorted { $0.0.name.utf16.lexicographicallyPrecedes($1.0.name.utf16) }
        bytes.replaceSubrange(first..., with: Array(sorted.map { bytes[$0.start..<$1] }.joined(separator: [0x2C])))
    }

    /// Makes room for the next member of the container at `depth`; those of an object have names.
    func member(at depth: Int, named name: String = "") {
        close(to: depth)
        if !open[depth - 1].members.isEmpty { bytes.append(0x2C) }
        open[depth - 1].members.append(Member(start: bytes.count, name: name))
    }

    func append(quoted text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
            case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
            case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
            case 0..<0x20:
                bytes.append(contentsOf: Array("\\u00".utf8))
                bytes.append(contentsOf: [Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
