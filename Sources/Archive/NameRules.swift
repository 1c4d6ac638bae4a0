import Foundation

/// What a path inside an archive may look like, and when two of them are one.
enum NameRules {
    /// Every rule that `name` breaks, with the facts of its sentence. A folder's name ends in `/`.
    static func broken(by name: String, limits: ZipLimits) -> [(rule: ZipFault.Rule, facts: [String: String])] {
        var broken: [(rule: ZipFault.Rule, facts: [String: String])] = []
        let scalars = name.unicodeScalars
        if scalars.contains("\0") { broken.append((.nameNul, [:])) }
        if scalars.contains(where: isControl) { broken.append((.nameControl, [:])) }
        if scalars.contains(where: \.properties.isBidiControl) { broken.append((.nameBidi, [:])) }
        // Asked of the decoded text: the second byte of many GBK characters is 0x5C.
        if scalars.contains("\\") { broken.append((.nameBackslash, [:])) }
        if scalars.contains(":") { broken.append((.nameColon, [:])) }
        if scalars.first == "/" { broken.append((.nameAbsolute, [:])) }

        let segments = segments(of: name)
        if segments.contains(where: { $0 == "." || $0 == ".." }) { broken.append((.nameTraversal, [:])) }
        if segments.dropFirst(scalars.first == "/" ? 1 : 0).contains(where: \.isEmpty) || name == "/" { broken.append((.nameEmptySegment, [:])) }
        if segments.contains(where: endsBadly) { broken.append((.nameTrailing, [:])) }
        if let name = segments.compactMap(reserved).first { broken.append((.nameReserved, ["name": name])) }
        if let long = segments.map(\.utf8.count).max(), long > limits.nameSegment {
            broken.append((.nameTooLong, ["bytes": "\(long)", "limit": "\(limits.nameSegment)"]))
        } else if name.utf8.count > limits.namePath {
            broken.append((.nameTooLong, ["bytes": "\(name.utf8.count)", "limit": "\(limits.namePath)"]))
        }
        return broken
    }

    /// The parts between slashes; a folder's closing slash makes no empty one. By scalars: a combining mark after `/` hides it from `Character`.
    static func segments(of name: String) -> [String] {
        var scalars = name.unicodeScalars[...]
        if scalars.last == "/" { scalars.removeLast() }
        return scalars.split(separator: "/", omittingEmptySubsequences: false).map { String(String.UnicodeScalarView($0)) }
    }

    /// NFC: macOS writes names decomposed, and a manifest written elsewhere would not find them byte for byte.
    static func normalized(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping
    }

    /// Equal for names that a case-insensitive or normalising file system takes for one. Up and down again is Unicode's full case folding for all
    /// that matters here (ß and SS, final sigma); NFC at the end because case mapping can decompose. Characters that some file systems do not see
    /// are left out, and those that unpackers on Windows replace by `_` are that.
    static func folded(_ name: String) -> String {
        let plain = name.uppercased().lowercased().precomposedStringWithCanonicalMapping
        guard plain.unicodeScalars.contains(where: { isReplaced($0) || $0.properties.isDefaultIgnorableCodePoint }) else { return plain }
        var folded = String.UnicodeScalarView()
        for scalar in plain.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint { folded.append(isReplaced(scalar) ? "_" : scalar) }
        return String(folded).precomposedStringWithCanonicalMapping
    }

    private static func isReplaced(_ scalar: Unicode.Scalar) -> Bool { "<>\"|?*".unicodeScalars.contains(scalar) }

    /// `name` with everything that a reader could not see, or that could trick a terminal, written out; cut where it is absurdly long.
    static func shown(_ name: String) -> String {
        var text = ""
        for (count, scalar) in name.unicodeScalars.enumerated() {
            if count == 300 { return text + "…" }
            if scalar == "\0" || isControl(scalar) || scalar.properties.isBidiControl {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Bytes of a name as a person can read them: as UTF-8 where they are that, else the ASCII among them.
    static func shown(_ raw: [UInt8]) -> String {
        if let text = String(validating: raw, as: UTF8.self) { return shown(text) }
        return raw.prefix(300).map { byte in
            (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// Windows drops dots and spaces at the end of a name: the file would come out under another one.
    private static func endsBadly(_ segment: String) -> Bool {
        guard let last = segment.unicodeScalars.last, segment != ".", segment != ".." else { return false }
        return last == "." || last.properties.isWhitespace
    }

    private static let invisible: [ClosedRange<UInt32>] = [0x2060...0x2064, 0x206A...0x206F, 0xFFF9...0xFFFB, 0xE0001...0xE0001]

    /// Controls other than NUL, line separators, and characters without width that have no place in a file name.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\0"
        case .lineSeparator, .paragraphSeparator: true
        // Joiners of emoji and of some scripts have no width either, and stay.
        case .format: [0xAD, 0x180E, 0x200B, 0xFEFF].contains(scalar.value) || invisible.contains { $0.contains(scalar.value) }
        default: false
        }
    }
}
