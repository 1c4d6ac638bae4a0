extension String {
    /// Whether the text says nothing: once white space, controls and what leaves no mark on paper are taken away, no character is left.
    ///
    /// The one question for every text that must not be empty. Bidi marks, zero-width and default-ignorable characters, fillers and the empty
    /// braille cell leave no mark, and neither does a combining mark with nothing that it could stand on.
    public var isBlank: Bool {
        // Ideographs and letters are most of what is asked; the table of properties is slow.
        unicodeScalars.allSatisfy { !(0x21...0x7E).contains($0.value) && !(0x4E00...0x9FFF).contains($0.value) && $0.leavesNoMark }
    }

    /// Whether it holds a control character other than tab and line end: a database text cannot hold NUL, and others would forge lines of logs and reports.
    public var hasControls: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20, 0x7F...0x9F: true
            default: false
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var leavesNoMark: Bool {
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint || value == 0x2800 { return true }
        return switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark, .unassigned, .surrogate: true
        default: false
        }
    }
}
