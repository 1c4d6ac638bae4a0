public import Foundation

/// The one-time notice of everything that is missing (缺补材料一次性告知书), as it was issued: a value that renders the same for ever.
public struct DeficiencyNotice: Hashable, Sendable, Codable {
    /// The form that this version writes.
    public static let form = "lianshen.deficiency/1"

    /// One thing to be supplied or put right.
    public struct Item: Hashable, Sendable, Codable {
        /// What the check found, or what the desk asks for.
        public enum Source: String, CaseIterable, Sendable, Codable {
            case check, desk
        }

        /// Who says so.
        public var source: Source
        /// Code of the finding; nil for what the desk asks for in words.
        public var code: String?
        /// Whether the package cannot be accepted without it.
        public var severity: Finding.Severity
        /// File in the package, where one is meant.
        public var file: String?
        /// Sheet number, where one is meant.
        public var sheet: String?
        /// Line of the file, where one is meant.
        public var line: Int?
        /// What is wrong. What the desk wrote stands in both, as it was written.
        public var demand: Bilingual
        /// What to do about it.
        public var remedy: Bilingual?
        /// The clause or rule that it rests on.
        public var basis: String?
        /// Whether it could have been told with an earlier notice.
        public var isLate: Bool

        /// What a check found.
        public init(_ finding: Finding) {
            self.init(
                source: .check, code: finding.code, severity: finding.severity, file: finding.file, sheet: finding.sheet, line: finding.line,
                demand: finding.message, remedy: finding.remedy, basis: finding.basis, isLate: finding.late == true)
        }

        /// A thing to be put right.
        public init(
            source: Source, code: String? = nil, severity: Finding.Severity = .reject, file: String? = nil, sheet: String? = nil, line: Int? = nil,
            demand: Bilingual, remedy: Bilingual? = nil, basis: String? = nil, isLate: Bool = false
        ) {
            self.source = source
            self.code = code
            self.severity = severity
            self.file = file
            self.sheet = sheet
            self.line = line
            self.demand = demand
            self.remedy = remedy
            self.basis = basis
            self.isLate = isLate
        }
    }

    /// A package that the notice is about.
    public struct Package: Hashable, Sendable, Codable {
        /// Name of its file.
        public var name: String
        /// SHA-256 in lower-case hex.
        public var sha256: String
        /// Institute that handed it in.
        public var institute: String

        /// A package.
        public init(name: String, sha256: String, institute: String) {
            (self.name, self.sha256, self.institute) = (name, sha256, institute)
        }
    }

    /// Always `form`.
    public var format: String = DeficiencyNotice.form
    /// Number of the notice within its case, from 1; a second one is an exception that shows.
    public var serial: Int
    /// Number of the case.
    public var caseNumber: String
    /// Title of the case.
    public var caseTitle: String
    /// Name of the project.
    public var project: String
    /// Unified project code, if it has one.
    public var projectCode: String?
    /// Whom it is addressed to: the owner who submitted.
    public var addressee: String
    /// Institutes that take part; they receive it too.
    public var institutes: [String]
    /// The body that issues it.
    public var issuer: String
    /// When it was issued.
    public var issuedAt: Date
    /// Why the case is returned, in the desk's words.
    public var reason: String
    /// The packages that were looked at.
    public var packages: [Package]
    /// Everything, numbered by its place.
    public var items: [Item]
    /// Whether everything in it is sample data.
    public var isSample: Bool
    /// Whether its dates come from a simulated clock.
    public var isSimulated: Bool

    /// A notice.
    public init(
        serial: Int, caseNumber: String, caseTitle: String, project: String, projectCode: String?, addressee: String, institutes: [String],
        issuer: String, issuedAt: Date, reason: String, packages: [Package], items: [Item], isSample: Bool, isSimulated: Bool
    ) {
        self.serial = serial
        self.caseNumber = caseNumber
        self.caseTitle = caseTitle
        self.project = project
        self.projectCode = projectCode
        self.addressee = addressee
        self.institutes = institutes
        self.issuer = issuer
        self.issuedAt = issuedAt
        self.reason = reason
        self.packages = packages
        self.items = items
        self.isSample = isSample
        self.isSimulated = isSimulated
    }

    /// `F-2026-0007-补1`: the number printed on it.
    public var number: String { "\(caseNumber)-补\(serial)" }
}
