import Blobs
public import JointReview
import Sheets

/// By which rules a package is judged, and what kind of project it is for.
public struct Judgement: Hashable, Sendable {
    /// The rules in force.
    public var rules: CheckRules
    /// What the project is; nil where nobody said, and then no material is asked for.
    public var facts: ProjectFacts?

    /// A judgement by these rules.
    public init(rules: CheckRules, facts: ProjectFacts? = nil) {
        (self.rules, self.facts) = (rules, facts)
    }
}

extension IntakeResult {
    /// Adds what the rules find, and weighs everything as they say.
    mutating func judge(by judgement: Judgement) {
        findings = judgement.rules.weighed(findings + judgement.rules.findings(in: CheckedPackage(self), of: judgement.facts))
    }
}

extension CheckedPackage {
    /// What a report of the result tells.
    public init(_ result: IntakeResult) {
        self.init(
            acceptable: result.acceptable, package: .init(name: result.name, sha256: result.sha256.hex, size: result.size),
            manifest: result.manifest == nil ? "none" : result.isProposed ? "proposed" : "given", round: result.manifest?.round,
            entries: result.entries.filter { $0.role != .directory }.map {
                Entry(name: $0.name, sha256: $0.sha256?.hex, size: $0.size, role: $0.role.rawValue)
            },
            sheets: result.sheets.map { sheet in
                Sheet(
                    number: sheet.entry.number, title: sheet.entry.title, revision: sheet.entry.revision, specialty: sheet.entry.specialty,
                    kind: sheet.entry.kind, file: sheet.entry.file, page: sheet.entry.page, paper: sheet.page.paper)
            },
            documents: result.documents.map { Document(title: $0.entry.title, kind: $0.entry.kind, file: $0.entry.file) }, findings: result.findings)
    }
}
