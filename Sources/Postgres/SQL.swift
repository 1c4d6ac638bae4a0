/// A statement: text with `$1`, `$2`, … and the values bound to them.
///
/// Text comes from literals in the source only (`StaticString`), so a value that arrived from outside cannot
/// become text: `"SELECT … WHERE name = \(name)"` binds `name`. A `SQL` inside a `SQL` is spliced and renumbered.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text as PostgreSQL gets it.
    public internal(set) var text: String
    /// The values of `$1`, `$2`, … in that order.
    public internal(set) var binds: [Bind]
    /// Where each placeholder begins in `text`, in UTF-8 bytes: splicing must renumber without parsing SQL.
    var marks: [Int]

    init(text: String, binds: [Bind] = [], marks: [Int] = []) {
        self.text = text
        self.binds = binds
        self.marks = marks
    }

    /// A statement without values.
    public init(stringLiteral value: StaticString) {
        self.init(text: value.description)
    }

    /// A statement from a literal with interpolated values.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Whether there is no text at all.
    public var isEmpty: Bool { text.isEmpty }

    /// The parts one after another with `separator` between them, placeholders renumbered.
    public static func joined(_ parts: [SQL], separator: SQL) -> SQL {
        var joined = SQL(text: "")
        for (index, part) in parts.enumerated() {
            if index > 0 { joined.append(separator) }
            joined.append(part)
        }
        return joined
    }

    mutating func append(_ bind: Bind) {
        binds.append(bind)
        marks.append(text.utf8.count)
        text.append("$")
        text.append(String(binds.count))
    }

    mutating func append(_ other: SQL) {
        if binds.isEmpty {
            let offset = text.utf8.count
            text.append(other.text)
            binds = other.binds
            marks = offset == 0 ? other.marks : other.marks.map { $0 + offset }
            return
        }
        let source = other.text.utf8
        var from = source.startIndex
        for (index, mark) in other.marks.enumerated() {
            let placeholder = source.index(source.startIndex, offsetBy: mark)
            text.append(contentsOf: other.text[from..<placeholder])
            append(other.binds[index])
            from = source.index(placeholder, offsetBy: 1 + String(index + 1).utf8.count)
        }
        text.append(contentsOf: other.text[from...])
    }
}
