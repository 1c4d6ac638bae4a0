extension NameRules {
    private static let devices: Set<String> = {
        let digits = (0...9).map(String.init) + ["\u{B9}", "\u{B2}", "\u{B3}"]
        return Set(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"] + digits.flatMap { ["COM" + $0, "LPT" + $0] })
    }()

    /// The device that Windows opens instead of a file of this name, whatever extension and blanks follow; nil for a plain name. A drawing called
    /// `NUL.pdf` is there for us and gone for whoever unpacks the package on Windows.
    static func reserved(_ segment: String) -> String? {
        var stem = segment.unicodeScalars.prefix { $0 != "." }
        while stem.last?.properties.isWhitespace == true { stem.removeLast() }
        let name = String(String.UnicodeScalarView(stem)).uppercased()
        return devices.contains(name) ? name : nil
    }
}
