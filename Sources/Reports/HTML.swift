/// Markup that is safe by type: only literals of our own source become markup, every interpolated string is escaped.
///
/// There is deliberately no initialiser from a `String` variable, and interpolation of optionals does not compile.
/// Free text of a record goes between tags, never into attributes and never into SVG.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var bytes: [UInt8] = []

    init(stringLiteral value: StaticString) {
        value.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Several pieces, one after the other.
    init(_ pieces: [HTML]) {
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
        for piece in pieces { bytes.append(contentsOf: piece.bytes) }
    }

    var isEmpty: Bool { bytes.isEmpty }

    static func += (left: inout HTML, right: HTML) {
        left.bytes.append(contentsOf: right.bytes)
    }

    struct Interpolation: StringInterpolationProtocol {
        typealias StringLiteralType = StaticString

        fileprivate var bytes: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text between tags: escaped, isolated where it could turn the direction of its neighbours.
        mutating func appendInterpolation(_ text: String) {
            Escaping.text(text, into: &bytes)
        }

        /// Text where no markup may stand (`<title>`).
        mutating func appendInterpolation(plain text: String) {
            Escaping.plain(text, into: &bytes)
        }

        /// A string of a style sheet, between the quotes that the literal gives.
        mutating func appendInterpolation(css text: String) {
            Escaping.css(text, into: &bytes)
        }

        /// A literal of our own source: a class, an anchor.
        mutating func appendInterpolation(own literal: StaticString) {
            appendLiteral(literal)
        }

        mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        mutating func appendInterpolation(_ html: HTML) {
            bytes.append(contentsOf: html.bytes)
        }

        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }
    }
}
