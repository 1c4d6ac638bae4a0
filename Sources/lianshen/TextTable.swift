import JointReview

/// Text in columns, where a Chinese character is as wide as two Latin letters.
enum TextTable {
    /// Many things, a line each, under a heading.
    static func table<Item: Shown>(_ items: [Item]) -> [String] {
        let fields = Item.fields.filter(\.isListed)
        let rows = [fields.map { "\($0.name.zh) \($0.name.en)" }] + items.map { item in fields.map { $0.text(item)?.oneLine ?? "—" } }
        let widths = fields.indices.map { column in rows.map { width($0[column]) }.max() ?? 0 }
        return rows.map { row in trimmed(zip(row, widths).map { padded($0, to: $1) }.joined(separator: "  ")) }
    }

    /// One thing, a line for each of its fields that says something.
    static func card<Item: Shown>(_ item: Item) -> [String] {
        let lines = Item.fields.compactMap { field in
            field.text(item).flatMap { $0.isEmpty ? nil : ("\(field.name.zh) \(field.name.en)", $0) }
        }
        let widest = lines.map { width($0.0) }.max() ?? 0
        // Further lines of a text stand under its first: none can be taken for a field.
        return lines.flatMap { name, text in
            text.shownLines.enumerated().map { trimmed("\(padded($0 == 0 ? name : "", to: widest))  \($1)") }
        }
    }

    /// Columns that a text takes on a terminal.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - Self.width(text)))
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }

    // East Asian Width W and F, in the blocks that names and sentences of the trade use; combining marks take nothing.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}

extension String {
    /// Without line ends, so that one item stays one line.
    fileprivate var oneLine: String { shownLines.joined(separator: " ") }
}
