/// How text of a record is made harmless in a page.
enum Escaping {
    /// Escapes text between tags. Control characters and direction controls are shown by number, so that nothing hides in a line or turns it
    /// round; text written from right to left is isolated. The markup put in has no quotes: even inside an attribute it could not end it.
    static func text(_ text: String, into bytes: inout [UInt8]) {
        let isolate = text.unicodeScalars.contains { isRightToLeft($0) || isHidden($0) }
        if isolate { bytes.append(contentsOf: "<bdi>".utf8) }
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                bytes.append(contentsOf: "<span class=ctl>\(name(scalar))</span>".utf8)
            } else {
                append(scalar, into: &bytes)
            }
        }
        if isolate { bytes.append(contentsOf: "</bdi>".utf8) }
    }

    /// Escapes text where only text may stand.
    static func plain(_ text: String, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            if isHidden(scalar) { bytes.append(contentsOf: "[\(name(scalar))]".utf8) } else { append(scalar, into: &bytes) }
        }
    }

    /// Escapes text inside a quoted string of a style sheet: everything but ASCII letters and digits by number, so neither the string nor the
    /// style element can end early.
    static func css(_ text: String, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": bytes.append(UInt8(scalar.value))
            default:
                let hex = String(scalar.value == 0 ? 0xFFFD : scalar.value, radix: 16)
                bytes.append(contentsOf: "\\\(String(repeating: "0", count: 6 - hex.count))\(hex)".utf8)
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
        switch scalar {
        case "&": bytes.append(contentsOf: "&amp;".utf8)
        case "<": bytes.append(contentsOf: "&lt;".utf8)
        case ">": bytes.append(contentsOf: "&gt;".utf8)
        case "\"": bytes.append(contentsOf: "&quot;".utf8)
        case "'": bytes.append(contentsOf: "&#39;".utf8)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    // Direction marks, embeddings, overrides and isolates; zero-width characters other than the joiners that scripts need; controls but
    // tab and line feed.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }
}
