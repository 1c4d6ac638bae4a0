/// A table as text (RFC 4180, UTF-8): read strictly, every fault with its line and column, and written so that it is read back the same.
public enum CSVText {
    /// One record with the place where it begins.
    public struct Record: Hashable, Sendable {
        /// Line of the file on which it begins, 1-based.
        public let line: Int
        /// Its fields as they are meant, without quotes.
        public let fields: [String]
    }

    /// Why a text is no table.
    public struct Fault: Error, Hashable, Sendable {
        /// What is wrong.
        public enum Kind: Hashable, Sendable {
            /// The bytes are not UTF-8.
            case encoding
            /// A quote stands inside a field that does not begin with one, or something follows the closing one.
            case quote
            /// The last quoted field has no end.
            case unfinished
        }

        /// What is wrong.
        public let kind: Kind
        /// Line of the file, 1-based.
        public let line: Int
        /// Character of the line, 1-based.
        public let column: Int
    }

    /// The records of a text, and what is wrong with it; a record with a fault is read as far as it goes, so that all faults are found at once.
    public static func read(_ bytes: some Sequence<UInt8>) -> (records: [Record], faults: [Fault]) {
        let bytes = Array(bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else { return ([], [Fault(kind: .encoding, line: 1, column: 1)]) }
        var reader = Reader(scalars: Array((text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]).unicodeScalars))
        return reader.read()
    }

    /// Records as text: every line ends with CR LF; fields are quoted where they have to be.
    public static func text(_ records: [[String]]) -> String {
        records.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// What begins like this a spreadsheet would compute instead of showing it.
    private static let formulaMarks: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]

    private static func isLikeAFormula(_ text: some StringProtocol) -> Bool {
        text.drop { $0 == "'" }.first.map(formulaMarks.contains) ?? false
    }

    /// The cell as it is written: an apostrophe keeps a spreadsheet from computing it.
    private static func shielded(_ text: String) -> String { isLikeAFormula(text) ? "'" + text : text }

    /// The cell as it was meant before it was written.
    private static func unshielded(_ text: String) -> String { text.hasPrefix("'") && isLikeAFormula(text) ? String(text.dropFirst()) : text }

    private static func field(_ cell: String) -> String {
        let text = shielded(cell)
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private struct Reader {
        let scalars: [Unicode.Scalar]
        var place = 0
        var line = 1
        var column = 1
        var faults: [Fault] = []

        mutating func read() -> (records: [Record], faults: [Fault]) {
            var records: [Record] = []
            while place < scalars.count {
                let start = line
                let fields = record()
                // A blank line is no record.
                if fields != [""] { records.append(Record(line: start, fields: fields)) }
            }
            return (records, faults)
        }

        private mutating func record() -> [String] {
            var fields: [String] = []
            while true {
                fields.append(CSVText.unshielded(scalars.indices.contains(place) && scalars[place] == "\"" ? quoted() : plain()))
                guard place < scalars.count else { return fields }
                let mark = scalars[place]
                step()
                if mark == "," { continue }
                if mark == "\r", place < scalars.count, scalars[place] == "\n" { step() }
                (line, column) = (line + 1, 1)
                return fields
            }
        }

        private mutating func plain() -> String {
            var text = String.UnicodeScalarView()
            while place < scalars.count, !ends(scalars[place]) {
                if scalars[place] == "\"" { fault(.quote) }
                text.append(scalars[place])
                step()
            }
            return String(text)
        }

        private mutating func quoted() -> String {
            var text = String.UnicodeScalarView()
            step()
            while place < scalars.count {
                let scalar = scalars[place]
                step()
                guard scalar == "\"" else {
                    if scalar == "\n" { (line, column) = (line + 1, 1) }
                    text.append(scalar)
                    continue
                }
                if place < scalars.count, scalars[place] == "\"" {
                    text.append("\"")
                    step()
                    continue
                }
                if place < scalars.count, !ends(scalars[place]) {
                    fault(.quote)
                    while place < scalars.count, !ends(scalars[place]) { step() }
                }
                return String(text)
            }
            fault(.unfinished)
            return String(text)
        }

        private func ends(_ scalar: Unicode.Scalar) -> Bool { scalar == "," || scalar == "\n" || scalar == "\r" }

        private mutating func step() { (place, column) = (place + 1, column + 1) }

        private mutating func fault(_ kind: Fault.Kind) { faults.append(Fault(kind: kind, line: line, column: column)) }
    }
}
