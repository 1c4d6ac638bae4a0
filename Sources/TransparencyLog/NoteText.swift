/// The rules of text in notes, and reading them line by line.
enum NoteText {
    static let newline = UInt8(ascii: "\n")

    /// Whether a name may stand in a signature line: no space of Unicode, no plus, no control character, not empty.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 1024
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F }
    }

    /// The text of bytes; nil unless they are UTF-8.
    static func string(_ bytes: some Collection<UInt8>) -> String? {
        String(validating: bytes, as: UTF8.self)
    }

    /// The lines of a text of which every line ends with a newline; nil when the last does not.
    static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        if bytes.isEmpty { return [] }
        guard bytes.last == newline else { return nil }
        return bytes.dropLast().split(separator: newline, omittingEmptySubsequences: false)
    }

    /// Whether two texts are the same bytes. Swift's own comparison takes different spellings of an accented letter for equal.
    static func same(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }
}
