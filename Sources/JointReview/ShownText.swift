extension String {
    /// The text in one line, with everything written out (`\u{1B}`) that moves a terminal's cursor, changes its colours or turns the direction of writing:
    /// what somebody else wrote stays what he wrote.
    public var shown: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\t" {
                text.append(" ")
            } else if scalar.actsOnTerminals {
                text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// Its lines, each as `shown`.
    public var shownLines: [String] {
        // By scalars: `\r\n` is one character.
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(String.UnicodeScalarView(line.last == "\r" ? line.dropLast() : line)).shown
        }
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls, other line ends, and marks of direction.
    fileprivate var actsOnTerminals: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: properties.isBidiControl
        }
    }
}
