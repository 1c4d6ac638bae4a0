/// A value of a PDF as qpdf wrote it. Scalars stay raw JSON text, each byte as the character of that code, so nothing is lost or re-spelled on the way
/// into a digest.
indirect enum PDFValue: Sendable {
    /// Number, boolean, null, or a string or name with its quotes.
    case scalar(String)
    case reference(String)
    case array([PDFValue])
    case dictionary([String: PDFValue])
    /// The dictionary of a stream and the SHA-256 of its data.
    case stream([String: PDFValue], sha256: String)
    /// An object that is there and could not be read: no digest may be made without it.
    case unreadable

    static let null = PDFValue.scalar("null")

    /// The entries of a dictionary or of a stream's dictionary.
    var entries: [String: PDFValue]? {
        switch self {
        case .dictionary(let entries), .stream(let entries, _): entries
        case .scalar, .reference, .array, .unreadable: nil
        }
    }

    /// The text of a name without its quotes, e.g. `/Page`.
    var name: String? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\"/"), raw.hasSuffix("\"") else { return nil }
        return String(raw.dropFirst().dropLast())
    }

    /// Where it leads, e.g. `12 0 R`.
    var reference: String? {
        guard case .reference(let reference) = self else { return nil }
        return reference
    }

    /// A scalar as it is written.
    var scalar: String? {
        guard case .scalar(let raw) = self else { return nil }
        return raw
    }

    /// The value of a whole number.
    var integer: Int? {
        guard case .scalar(let raw) = self else { return nil }
        return Int(raw) ?? Double(raw).flatMap { Int(exactly: $0) }
    }
}

/// Reads one JSON value out of the filtered output of qpdf.
struct PDFValueParser {
    enum Fault: Error { case malformed, tooDeep }

    private let bytes: ArraySlice<UInt8>
    private var position: Int
    /// qpdf itself refuses files that nest deeper.
    private static let deepest = 512

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func value(depth: Int = 0) throws(Fault) -> PDFValue {
        guard depth < Self.deepest else { throw .tooDeep }
        guard position < bytes.endIndex else { throw .malformed }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .dictionary(try dictionary(depth))
        case UInt8(ascii: "["): return .array(try array(depth))
        case UInt8(ascii: "\""):
            let text = try string()
            return Self.isReference(text) ? .reference(String(text.dropFirst().dropLast())) : .scalar(text)
        default: return .scalar(bare())
        }
    }

    private mutating func dictionary(_ depth: Int) throws(Fault) -> [String: PDFValue] {
        var entries: [String: PDFValue] = [:]
        position += 1
        while true {
            guard position < bytes.endIndex else { throw .malformed }
            switch bytes[position] {
            case UInt8(ascii: "}"):
                position += 1
                return entries
            case UInt8(ascii: ","): position += 1
            default:
                let key = String(try string().dropFirst().dropLast())
                guard position < bytes.endIndex, bytes[position] == UInt8(ascii: ":") else { throw .malformed }
                position += 1
                entries[key] = try value(depth: depth + 1)
            }
        }
    }

    private mutating func array(_ depth: Int) throws(Fault) -> [PDFValue] {
        var items: [PDFValue] = []
        position += 1
        while true {
            guard position < bytes.endIndex else { throw .malformed }
            switch bytes[position] {
            case UInt8(ascii: "]"):
                position += 1
                return items
            case UInt8(ascii: ","): position += 1
            default: items.append(try value(depth: depth + 1))
            }
        }
    }

    private mutating func string() throws(Fault) -> String {
        let start = position
        guard bytes[position] == UInt8(ascii: "\"") else { throw .malformed }
        position += 1
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\""):
                position += 1
                return Self.characters(bytes[start..<position])
            default: position += 1
            }
        }
        throw .malformed
    }

    /// Each byte as the character of that code. Names are bytes, no text: as UTF-8, names that are none would fall together, and so would those that
    /// Unicode takes to be equal (`é` in one character or in two, the sign of kelvin and `K`).
    private static func characters(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private mutating func bare() -> String {
        let start = position
        while position < bytes.endIndex, ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// `"12 0 R"`: strings have the prefix `u:` or `b:` and names begin with `/`, so nothing else begins with a digit.
    private static func isReference(_ quoted: String) -> Bool {
        quoted.utf8.dropFirst().first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true && quoted.hasSuffix(" R\"")
    }
}
