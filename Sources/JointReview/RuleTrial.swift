/// What another set of rules would say of a package that was checked before.
public struct RuleTrial: Hashable, Sendable, Codable {
    /// Whether the package was acceptable, and whether it would be.
    public var wasAcceptable: Bool
    /// Whether it would be.
    public var isAcceptable: Bool
    /// Findings that the package would get besides.
    public var added: [Finding]
    /// Findings that it would not get any more.
    public var dropped: [Finding]
    /// Findings that would be weighed otherwise, as they would be.
    public var reweighed: [Finding]

    /// Whether anything would change.
    public var changes: Bool { !added.isEmpty || !dropped.isEmpty || !reweighed.isEmpty }

    /// Tries a set of rules on a package, by its report alone: the bytes are not needed again.
    public init(_ rules: CheckRules, on package: CheckedPackage, of facts: ProjectFacts?, knowing codes: [CheckCode]) {
        let judged = rules.judged(package, of: facts, knowing: codes)
        let before = Dictionary(package.findings.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(judged.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
        wasAcceptable = package.acceptable
        isAcceptable = !judged.contains { $0.severity == .reject }
        added = judged.filter { before[Place($0)] == nil }
        dropped = package.findings.filter { after[Place($0)] == nil }
        reweighed = judged.filter { finding in before[Place(finding)].map { $0.severity != finding.severity } ?? false }
    }

    /// What makes two findings the same one: what is wrong and where, not how it is weighed.
    private struct Place: Hashable {
        let code: String
        let file: String
        let sheet: String?
        let line: Int?
        let message: Bilingual

        init(_ finding: Finding) {
            (code, file, sheet, line, message) = (finding.code, finding.file, finding.sheet, finding.line, finding.message)
        }
    }
}
