import Blobs
import JointReview
import Sheets

/// Holds the list against the files, both ways. Pure: what was read goes in, the value and all findings come out.
struct Reconciliation {
    let manifest: PackageManifest
    let isProposed: Bool
    let layout: PackageLayout
    /// Names that the archive refused: they are in its findings already and are not missing.
    let refused: Set<String>
    let packageName: String
    /// Numbers that stay in force although they are not in the package; nil where it brings everything, or nobody knows.
    let carried: Set<String>?

    var members: [Member]
    var findings: [Finding] = []
    var sheets: [IntakeResult.Sheet] = []
    var documents: [IntakeResult.Document] = []
    var references: [IntakeResult.Reference] = []
    private var index: [String: Int] = [:]
    private var names: Set<String> = []

    init(
        _ manifest: PackageManifest, isProposed: Bool, layout: PackageLayout, refused: [String], packageName: String, carried: Set<String>?,
        members: [Member]
    ) {
        self.manifest = manifest
        self.isProposed = isProposed
        self.layout = layout
        self.refused = Set(refused)
        self.packageName = packageName
        self.carried = carried
        self.members = members
        for (place, member) in members.enumerated() where member.role != .directory { index[member.name] = place }
        names = Set(index.keys)
    }

    mutating func run() {
        checkNumbers()
        for entry in manifest.sheets { addSheet(entry) }
        for entry in manifest.documents { addDocument(entry) }
        for entry in manifest.references { addReference(entry) }
        checkPages()
        checkUnlisted()
        checkTwins()
        checkLabels()
        // Where a PDF was refused unread it may be the sheet: what is wrong with it says it all.
        let mayHaveSheets = refused.contains { $0.lowercased().hasSuffix(".pdf") }
        if manifest.sheets.isEmpty, !mayHaveSheets, !manifest.isPartial || manifest.documents.isEmpty && manifest.removed.isEmpty {
            findings.append(IntakeCode.noSheets.finding(file: packageName))
        }
    }

    /// The member that a path of the list names; a finding when there is none. Members whose bytes are broken have their finding already.
    private mutating func member(_ path: String, sheet: String? = nil, as role: IntakeResult.Role) -> (place: Int, kept: KeptMember)? {
        guard let name = layout.member(path, in: names), let place = index[name] else {
            if layout.member(path, in: refused) == nil {
                findings.append(IntakeCode.fileMissing.finding(file: path, sheet: sheet))
            }
            return nil
        }
        if members[place].role == .other {
            members[place].role = role
        } else if members[place].role != role {
            findings.append(IntakeCode.listedTwice.finding(file: name, sheet: sheet))
        }
        return members[place].kept.map { (place, $0) }
    }

    private mutating func addSheet(_ entry: PackageManifest.Sheet) {
        guard let (place, kept) = member(entry.file, sheet: entry.number, as: .sheet), let facts = members[place].facts else { return }
        let name = members[place].name
        checkDigest(entry.sha256, kept, file: name, sheet: entry.number)
        guard facts.kind == .pdf else {
            // A program called sheet.pdf has been refused by its bytes; that it is no PDF adds nothing.
            guard !members[place].isRefused else { return }
            findings.append(IntakeCode.notPDF.finding(file: name, sheet: entry.number, detail: facts.kind.rawValue))
            return
        }
        guard !facts.pages.isEmpty else { return }
        guard entry.page >= 1, entry.page <= facts.pages.count else {
            findings.append(IntakeCode.pageOutOfRange.finding(file: name, sheet: entry.number, detail: "\(entry.page) > \(facts.pages.count)"))
            return
        }
        let page = facts.pages[entry.page - 1]
        if let declared = entry.size, !Paper.matches(declared: declared, measured: page.paper) {
            findings.append(IntakeCode.sizeDiffers.finding(file: name, sheet: entry.number, detail: "\(declared) ≠ \(page.paper)"))
        }
        var entry = entry
        entry.file = name
        sheets.append(.init(entry: entry, page: page, facts: facts.only(page), pages: facts.pages.count, fileSHA256: kept.sha256))
    }

    private mutating func addDocument(_ entry: PackageManifest.Document) {
        guard let (place, kept) = member(entry.file, as: .document) else { return }
        var entry = entry
        entry.file = members[place].name
        checkDigest(entry.sha256, kept, file: entry.file)
        let pages = members[place].facts.flatMap { $0.kind == .pdf ? $0.pages.count : nil }
        documents.append(.init(entry: entry, pages: pages, fileSHA256: kept.sha256))
    }

    private mutating func addReference(_ entry: PackageManifest.Reference) {
        guard let (place, kept) = member(entry.file, as: .reference) else { return }
        var entry = entry
        entry.file = members[place].name
        references.append(.init(entry: entry, version: members[place].facts?.version, fileSHA256: kept.sha256))
    }

    private mutating func checkDigest(_ declared: String?, _ kept: KeptMember, file: String, sheet: String? = nil) {
        guard let declared, declared.lowercased() != kept.sha256.hex else { return }
        findings.append(
            IntakeCode.digestMismatch.finding(file: file, sheet: sheet, detail: "\(declared.prefix(12))… ≠ \(kept.sha256.hex.prefix(12))…"))
    }
}
