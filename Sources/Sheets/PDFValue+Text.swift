import Foundation

extension PDFValue {
    /// The text of a string: what qpdf could read as text (`u:`), without control characters; nil for anything else.
    var text: String? {
        guard let plain = plain, plain.hasPrefix("u:") else { return nil }
        return String(String.UnicodeScalarView(plain.dropFirst(2).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(400)))
    }

    /// The bytes of a string that is no text (`b:`), in lower-case hex; nil for anything else.
    var hex: Substring? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\"b:"), raw.hasSuffix("\"") else { return nil }
        return raw.dropFirst(3).dropLast()
    }

    /// The value of a number.
    var number: Double? {
        guard case .scalar(let raw) = self else { return nil }
        return Double(raw).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Whether it is a string, of text or of bytes.
    var isString: Bool {
        guard case .scalar(let raw) = self else { return false }
        return raw.hasPrefix("\"u:") || raw.hasPrefix("\"b:")
    }

    /// Whether it is null, as a value that is not there is.
    var isNull: Bool {
        guard case .scalar(let raw) = self else { return false }
        return raw == "null"
    }

    /// The items of an array.
    var items: [PDFValue]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// A name as people read it: in UTF-8, with a sign of replacement for what is none.
    static func readable(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    /// The bytes that the characters stand for.
    private static func bytes(_ raw: String) -> [UInt8] { raw.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    private var plain: String? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\""), raw.utf8.count < 1 << 16 else { return nil }
        return try? JSONDecoder().decode(String.self, from: Data(Self.bytes(raw)))
    }
}
