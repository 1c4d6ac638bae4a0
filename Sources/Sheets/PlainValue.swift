import Foundation

/// A value of a PDF as its bytes spell it: only as much as tells whether they spell it plainly.
indirect enum PlainValue {
    case null, other
    case integer(Int)
    /// A name's bytes, each as the character of that code.
    case name(String)
    case reference(Int)
    case array([PlainValue])
    case dictionary([String: PlainValue])

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var items: [PlainValue]? { if case .array(let value) = self { value } else { nil } }
    var entries: [String: PlainValue]? { if case .dictionary(let value) = self { value } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }
}

/// Where a reference leads.
struct PlainReference: Hashable {
    var number: Int
    var generation: Int
}

/// Reads values of a PDF and accepts only the spellings that every reader takes alike.
struct PlainTokens {
    typealias Departure = PlainDeparture

    let bytes: Data
    var at: Int
    /// What references among the values read lead to.
    var references: Set<PlainReference> = []
    private let end: Int
    /// Real objects nest about 20 deep.
    private static let deepest = 100

    /// Tokens of `bytes`, whose first index is 0.
    init(_ bytes: Data, at start: Int, end: Int? = nil) { (self.bytes, at, self.end) = (bytes, start, end ?? bytes.count) }

    var isAtEnd: Bool { at >= end }
    var next: UInt8? { at < end ? bytes[at] : nil }

    func fault(_ kind: Departure.Kind) -> Departure { Departure(kind, at) }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0 }

    static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    mutating func skipSpace() {
        while at < end, Self.isSpace(bytes[at]) { at += 1 }
    }

    /// Steps over blanks inside a value, and over the remarks that some writers put there: letters, digits and blanks up to the end of the line.
    mutating func skipRemarks() throws(Departure) {
        skipSpace()
        while next == UInt8(ascii: "%") {
            at += 1
            while let byte = next, byte == 0x20 || Self.isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) { at += 1 }
            if next == 0x0D { at += 1 }
            guard next == 0x0A else { throw fault(.comment) }
            skipSpace()
        }
    }

    /// Whether these bytes stand here; steps over them.
    mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard end - at >= count else { return false }
        for index in 0..<count where bytes[at + index] != word.utf8Start[index] { return false }
        at += count
        return true
    }

    /// A word that ends where it should.
    mutating func takeWord(_ word: StaticString) -> Bool {
        let start = at
        guard take(word) else { return false }
        if let next, !Self.isSpace(next), !Self.isDelimiter(next) {
            at = start
            return false
        }
        return true
    }

    /// Up to ten digits.
    mutating func digits() -> Int? {
        let start = at
        var value = 0
        while at < end, Self.isDigit(bytes[at]), at - start < 10 {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        guard at > start, next.map(Self.isDigit) != true else {
            at = start
            return nil
        }
        return value
    }

    mutating func value(depth: Int = 0) throws(Departure) -> PlainValue {
        guard depth < Self.deepest else { throw fault(.token) }
        try skipRemarks()
        guard let first = next else { throw fault(.object) }
        switch first {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return try literal()
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "<"): return at + 1 < end && bytes[at + 1] == first ? try dictionary(depth) : try hex()
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            guard takeWord("true") || takeWord("false") else { throw fault(.token) }
            return .other
        case UInt8(ascii: "n"):
            guard takeWord("null") else { throw fault(.token) }
            return .null
        default: return try number()
        }
    }

    private mutating func array(_ depth: Int) throws(Departure) -> PlainValue {
        at += 1
        var items: [PlainValue] = []
        while true {
            try skipRemarks()
            if take("]") { return .array(items) }
            let start = at
            items.append(try value(depth: depth + 1))
            // The bytes of a table of colours are meant as they are, and readers that take them for a text lose some.
            if case .name? = items.first, bytes[start] == 0x28 || bytes[start] == 0x3C, !isPlainTable(start..<at) { throw Departure(.token, start) }
        }
    }

    private mutating func dictionary(_ depth: Int) throws(Departure) -> PlainValue {
        at += 2
        var entries: [String: PlainValue] = [:]
        while true {
            try skipRemarks()
            if take(">>") { return .dictionary(entries) }
            guard next == UInt8(ascii: "/") else { throw fault(.token) }
            let key = try name()
            guard entries.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw fault(.duplicateKey) }
        }
    }
}
