/// The findings of a check in the two views in which they are given besides the list: by file, and by specialty.
public struct CheckSummary: Hashable, Sendable, Codable {
    /// What was found in one file.
    public struct Group: Hashable, Sendable, Codable {
        /// The file, or the package's own name.
        public var file: String
        /// How many reject.
        public var rejections: Int
        /// How many warn.
        public var warnings: Int
        /// Places in the list of findings: rejections first.
        public var findings: [Int]
    }

    /// What concerns the lead of one specialty.
    public struct Specialty: Hashable, Sendable, Codable {
        /// Name of the specialty; nil for what is of no one specialty: the list, files of several, others.
        public var specialty: String?
        /// Sheets of it.
        public var sheets: Int
        /// How many findings reject.
        public var rejections: Int
        /// How many warn.
        public var warnings: Int
    }

    /// By file: those with rejections first, then by the numbers in their names.
    public var groups: [Group]
    /// By specialty in the order of the list; empty for a package without sheets.
    public var specialties: [Specialty]

    /// Both views of a report.
    public init(_ checked: CheckedPackage) {
        let findings = checked.findings
        groups = findings.groups(package: checked.package.name).map { group in
            let rejections = group.places.count { findings[$0].severity == .reject }
            return Group(file: group.file, rejections: rejections, warnings: group.places.count - rejections, findings: group.places)
        }
        specialties = Self.specialties(checked)
    }

    private static func specialties(_ checked: CheckedPackage) -> [Specialty] {
        var order: [String] = []
        for sheet in checked.sheets where !order.contains(sheet.specialty) { order.append(sheet.specialty) }
        guard !order.isEmpty else { return [] }
        let ofNumber = Dictionary(checked.sheets.map { (SheetNumber.plain($0.number), $0.specialty) }, uniquingKeysWith: { first, _ in first })
        let ofFile = Dictionary(grouping: checked.sheets, by: \.file).compactMapValues { sheets in
            Set(sheets.map(\.specialty)).count == 1 ? sheets.first?.specialty : nil
        }
        // A file with sheets of several specialties, and what is about no sheet, is everybody's.
        let findings = Dictionary(grouping: checked.findings) { finding in
            finding.sheet.flatMap { ofNumber[SheetNumber.plain($0)] } ?? ofFile[finding.file]
        }
        return (order.map(Optional.some) + [nil]).map { specialty in
            let found = findings[specialty] ?? []
            let rejections = found.count { $0.severity == .reject }
            return Specialty(
                specialty: specialty, sheets: specialty.map { name in checked.sheets.count { $0.specialty == name } } ?? 0, rejections: rejections,
                warnings: found.count - rejections)
        }
    }
}
