import Glibc

/// GB18030, the national superset of GBK, through the C library's own tables.
enum GB18030 {
    /// The text of `bytes`, or nil where they are not strictly valid.
    ///
    /// Private-use characters count as invalid: GB18030 gives one to nearly every byte pair that means nothing, so letting them pass would let
    /// mojibake pass.
    static func text(_ bytes: [UInt8]) -> String? {
        guard let utf8 = converted(bytes, to: "UTF-8", from: "GB18030"), let text = String(validating: utf8, as: UTF8.self) else { return nil }
        return text.unicodeScalars.contains { $0.properties.generalCategory == .privateUse } ? nil : text
    }

    /// The GB18030 bytes of `text`, or nil where the C library has no tables for it.
    static func bytes(_ text: String) -> [UInt8]? {
        converted(Array(text.utf8), to: "GB18030", from: "UTF-8")
    }

    private static func converted(_ bytes: [UInt8], to: String, from: String) -> [UInt8]? {
        guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        // Four bytes out for each byte in is more than either direction can need.
        let room = bytes.count * 4 + 4
        var input = bytes.map(CChar.init(bitPattern:))
        var converted = false
        let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            buffer.withMemoryRebound(to: CChar.self) { out in
                input.withUnsafeMutableBufferPointer { source in
                    var from = source.baseAddress
                    var fromLeft = source.count
                    var into = out.baseAddress
                    var intoLeft = room
                    // iconv returns how many characters it only approximated; strict means none.
                    converted = iconv(converter, &from, &fromLeft, &into, &intoLeft) == 0 && fromLeft == 0
                    initialized = room - intoLeft
                }
            }
        }
        return converted ? output : nil
    }
}
