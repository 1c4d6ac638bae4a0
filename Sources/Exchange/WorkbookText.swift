/// Text of cells as programs for tables write it.
enum WorkbookText {
    /// Whether `_xHHHH_` begins here.
    static func isEscape(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        guard rest.count >= 7, rest.first == "_" else { return false }
        let seven = Array(rest.prefix(7))
        return seven[1] == "x" && seven[6] == "_" && seven[2...5].allSatisfy { $0.properties.isASCIIHexDigit }
    }

    /// The text that a cell means: `_xHHHH_` is a character, and a line ends with one character.
    static func meaning(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.first {
            if isEscape(rest) {
                let digits = String(String.UnicodeScalarView(rest.dropFirst(2).prefix(4)))
                if let value = UInt32(digits, radix: 16), let found = Unicode.Scalar(value) { out.append(found) }
                rest = rest.dropFirst(7)
            } else {
                out.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(out).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
