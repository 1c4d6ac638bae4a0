/// Something that a check found wrong, or worth a warning, in what was handed in.
///
/// Findings are values, never thrown one by one: bad input yields all of them at once.
public struct Finding: Hashable, Sendable, Codable {
    /// Whether the finding stops the package.
    public enum Severity: String, CaseIterable, Sendable, Codable {
        /// The package cannot be accepted as it is.
        case reject
        /// The package can be accepted; somebody should look.
        case warn
    }

    /// Stable, documented code such as `zip.overlap`.
    public let code: String
    /// Whether it stops the package.
    public let severity: Severity
    /// File inside the package (or the package's own name) that the finding is about.
    public let file: String
    /// Sheet number, where one is known.
    public let sheet: String?
    /// Line in the file, 1-based, where one is known.
    public let line: Int?
    /// What is wrong.
    public let message: Bilingual
    /// What to do about it.
    public let remedy: Bilingual

    /// A finding at a place, with its remedy.
    public init(
        code: String, severity: Severity, file: String, sheet: String? = nil, line: Int? = nil, message: Bilingual, remedy: Bilingual
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.sheet = sheet
        self.line = line
        self.message = message
        self.remedy = remedy
    }
}
