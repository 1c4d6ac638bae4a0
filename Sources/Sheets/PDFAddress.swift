/// Where a link of type `/URI` leads, judged by how its address begins.
struct PDFAddress {
    /// The address in lower case, without the white space that browsers overlook.
    private let text: String

    /// Nil when the value is no string.
    init?(_ value: PDFValue) {
        let written = value.text ?? value.hex.map { Self.latin($0) }
        guard let written else { return nil }
        text = written.filter { !$0.isWhitespace }.lowercased()
    }

    /// What stands before the first colon; empty when there is none.
    var scheme: Substring { text.firstIndex(of: ":").map { text[..<$0] } ?? "" }

    /// Whether it leads to a disk or a share in the network of whoever opens it.
    var isOnDisk: Bool {
        ["file", "smb"].contains(scheme) || text.hasPrefix(#"\\"#) || text.prefixMatch(of: #/[a-z]:[\\\/]/#) != nil
    }

    /// Whether it is a program itself.
    var runs: Bool { ["javascript", "vbscript"].contains(scheme) }

    /// The first bytes of a string that qpdf did not take for text.
    private static func latin(_ hex: Substring) -> String {
        let digits = hex.prefix(800).compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count - digits.count % 2, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        return String(String.UnicodeScalarView(bytes.filter { $0 >= 0x20 && $0 != 0x7F }.map { Unicode.Scalar($0) }))
    }
}
