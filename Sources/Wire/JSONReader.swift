/// Why bytes are not a JSON text that we take.
public enum JSONFault: Error, Hashable, Sendable {
    /// Not JSON at this byte.
    case syntax(offset: Int)
    /// An object names a member twice: what would hold is anybody's guess.
    case duplicate(name: String)
    /// Nested deeper than anything of ours.
    case tooDeep
}

/// Reads JSON strictly (RFC 8259, I-JSON): UTF-8 only, no duplicate members, bounded depth, nothing behind the value.
struct JSONReader {
    static let deepest = 32
    private let bytes: [UInt8]
    private var position = 0

    /// The value of a text.
    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw .syntax(offset: reader.position) }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        skipSpace()
        guard next == byte else { throw .syntax(offset: position) }
        position += 1
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.deepest else { throw .tooDeep }
        skipSpace()
        switch next {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try literal("true", .boolean(true))
        case 0x66: return try literal("false", .boolean(false))
        case 0x6E: return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ text: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for byte in text.utf8 {
            guard next == byte else { throw .syntax(offset: position) }
            position += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        try expect(0x7B)
        var members: [String: JSONValue] = [:]
        if takes(0x7D) { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            try expect(0x3A)
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: name) == nil else { throw .duplicate(name: name) }
        } while takes(0x2C)
        try expect(0x7D)
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        try expect(0x5B)
        var elements: [JSONValue] = []
        if takes(0x5D) { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while takes(0x2C)
        try expect(0x5D)
        return .array(elements)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        var isInteger = true
        if next == 0x2D { position += 1 }
        let firstDigit = next
        let whole = digits()
        guard whole > 0, whole == 1 || firstDigit != 0x30 else { throw .syntax(offset: start) }
        if next == 0x2E {
            position += 1
            isInteger = false
            guard digits() > 0 else { throw .syntax(offset: position) }
        }
        if next == 0x65 || next == 0x45 {
            position += 1
            isInteger = false
            if next == 0x2B || next == 0x2D { position += 1 }
            guard digits() > 0 else { throw .syntax(offset: position) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw .syntax(offset: start) }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONFault) -> String {
        let start = position
        guard next == 0x22 else { throw .syntax(offset: position) }
        position += 1
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case 0x22:
                guard let text = String(validating: units, as: UTF8.self) else { throw .syntax(offset: start) }
                return text
            case 0x5C: try escape(into: &units)
            case 0..<0x20: throw .syntax(offset: position - 1)
            default: units.append(byte)
            }
        }
        throw .syntax(offset: start)
    }

    private mutating func escape(into units: inout [UInt8]) throws(JSONFault) {
        guard let byte = next else { throw .syntax(offset: position) }
        position += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: units.append(byte)
        case 0x62: units.append(0x08)
        case 0x66: units.append(0x0C)
        case 0x6E: units.append(0x0A)
        case 0x72: units.append(0x0D)
        case 0x74: units.append(0x09)
        case 0x75: units.append(contentsOf: Array(String(try scalar()).utf8))
        default: throw .syntax(offset: position - 1)
        }
    }

    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let high = try unit()
        guard (0xD800..<0xDC00).contains(high) else {
            guard let scalar = Unicode.Scalar(high) else { throw .syntax(offset: position) }
            return scalar
        }
        guard next == 0x5C else { throw .syntax(offset: position) }
        position += 1
        guard next == 0x75 else { throw .syntax(offset: position) }
        position += 1
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) else {
            throw .syntax(offset: position)
        }
        return scalar
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count, bytes[position..<position + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw .syntax(offset: position) }
        position += 4
        return value
    }
}
