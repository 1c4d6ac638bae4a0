/// The findings about one file, those that reject first.
public struct FindingGroup: Hashable, Sendable {
    /// The file, or the package's own name.
    public let file: String
    /// Its findings: rejections first, each severity in the order in which it was found.
    public let findings: [Finding]

    /// How many have a severity.
    public func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}

extension [Finding] {
    /// The findings by file, in the order in which the files come first.
    public var byFile: [FindingGroup] {
        var order: [String] = []
        var groups: [String: [Finding]] = [:]
        for finding in self {
            if groups[finding.file] == nil { order.append(finding.file) }
            groups[finding.file, default: []].append(finding)
        }
        return order.map { file in
            let own = groups[file] ?? []
            return FindingGroup(file: file, findings: Finding.Severity.allCases.flatMap { severity in own.filter { $0.severity == severity } })
        }
    }
}
