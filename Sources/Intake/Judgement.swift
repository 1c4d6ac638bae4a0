import Archive
import Blobs
import Foundation
public import JointReview
import Sheets

/// By which rules a package is judged, and what kind of project it is for.
public struct Judgement: Hashable, Sendable {
    /// The rules in force; nil where none are.
    public var rules: CheckRules?
    /// What the project is; nil where nobody said, and then no material is asked for.
    public var facts: ProjectFacts?
    /// The set that the package is applied to.
    public var base: BaseSet

    /// A judgement by these rules.
    public init(rules: CheckRules?, facts: ProjectFacts? = nil, base: BaseSet = .unknown) {
        (self.rules, self.facts, self.base) = (rules, facts, base)
    }

    /// Numbers that stay in force although the package does not bring them; nil for a package that brings everything, and where nobody knows.
    func carried(past manifest: PackageManifest) -> Set<String>? {
        guard manifest.isPartial, case .set(let set) = base else { return nil }
        return Set(set.sheets.map(\.plainNumber)).subtracting(manifest.removed.map(SheetNumber.plain))
    }
}

extension IntakeResult {
    /// Applies the package to the last complete set, adds what the rules find, and weighs everything as they say.
    mutating func judge(by judgement: Judgement) {
        apply(to: judgement.base)
        guard let rules = judgement.rules else { return }
        // The day on which they end may be written later; they say the same.
        var lasting = rules
        lasting.effectiveTo = nil
        self.rules = CheckedPackage.Rules(rules, sha256: (try? CanonicalJSON.encode(lasting)).map { $0.withUnsafeBytes { BlobID(hashing: $0).hex } })
        findings = rules.weighed(findings + rules.findings(in: CheckedPackage(self), of: judgement.facts))
    }

    private mutating func apply(to base: BaseSet) {
        guard let manifest else { return }
        let list = entries.first { $0.role == .manifest }?.name ?? name
        let (composed, found) = base.applying(manifest, sheets: sheets.map(\.ofSet), documents: documents.map(\.ofSet), package: name, list: list)
        set = composed
        findings += found
    }

    /// The whole set, for a package that brings one, as the base of the next package.
    public var asBase: BaseSet {
        self.set.map { .set($0.set(name: name, sha256: sha256.hex)) } ?? .unknown
    }
}

extension CheckedPackage {
    /// What a report of the result tells.
    public init(_ result: IntakeResult) {
        self.init(
            acceptable: result.acceptable, package: .init(name: result.name, sha256: result.sha256.hex, size: result.size),
            manifest: result.manifest == nil ? "none" : result.isProposed ? "proposed" : "given", round: result.manifest?.round,
            partial: result.manifest?.isPartial, set: result.set.flatMap { $0.base == nil ? nil : $0 },
            entries: result.entries.filter { $0.role != .directory }.map {
                Entry(
                    name: $0.name, sha256: $0.sha256?.hex, size: $0.size, role: $0.role.rawValue, encoding: $0.encoding.rawValue,
                    pages: $0.facts?.pages.count)
            },
            sheets: result.sheets.map { sheet in
                Sheet(
                    number: sheet.entry.number, title: sheet.entry.title, revision: sheet.entry.revision, specialty: sheet.entry.specialty,
                    kind: sheet.entry.kind, file: sheet.entry.file, page: sheet.entry.page, paper: sheet.page.paper)
            },
            documents: result.documents.map { Document(title: $0.entry.title, kind: $0.entry.kind, file: $0.entry.file) }, findings: result.findings)
        rules = result.rules
    }
}

extension IntakeResult.Sheet {
    /// What decides whether the sheet is another than before.
    public var ofSet: SheetSet.Sheet {
        SheetSet.Sheet(entry, fileSHA256: fileSHA256.hex, pageDigest: page.pageDigest, look: page.look)
    }
}

extension IntakeResult.Document {
    /// The document as a member of a set.
    public var ofSet: SheetSet.Document {
        SheetSet.Document(title: entry.title, kind: entry.kind, file: entry.file, sha256: fileSHA256.hex)
    }
}
