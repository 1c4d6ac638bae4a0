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
    /// The clause or rule that it rests on, where one is named.
    public let basis: String?
    /// True when it could have been told with an earlier notice, because the same bytes lay there already (迟告); absent otherwise.
    public let late: Bool?

    /// A finding at a place, with its remedy.
    public init(
        code: String, severity: Severity, file: String, sheet: String? = nil, line: Int? = nil, message: Bilingual, remedy: Bilingual,
        basis: String? = nil, late: Bool? = nil
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.sheet = sheet
        self.line = line
        self.message = message
        self.remedy = remedy
        self.basis = basis
        self.late = late
    }

    /// The same finding with another severity.
    public func weighed(_ severity: Severity) -> Finding {
        Finding(
            code: code, severity: severity, file: file, sheet: sheet, line: line, message: message, remedy: remedy, basis: basis, late: late)
    }

    /// The same finding, marked as told late.
    public func markedLate() -> Finding {
        Finding(
            code: code, severity: severity, file: file, sheet: sheet, line: line, message: message, remedy: remedy, basis: basis, late: true)
    }
}
