extension BaseSet {
    /// The set that a package makes of this one, and everything that is wrong with the way it does. Pure.
    ///
    /// - Parameters:
    ///   - manifest: the package's list.
    ///   - sheets, documents: what is there of it, with its digests.
    ///   - package: name of the package's file.
    ///   - list: name of the file that the list stands in; the package's own name when it was proposed.
    /// - Returns: no set where nobody knows what the package is applied to, or where there is nothing to apply changes to.
    public func applying(_ manifest: PackageManifest, sheets: [SheetSet.Sheet], documents: [SheetSet.Document], package: String, list: String) -> (
        set: ComposedSet?, findings: [Finding]
    ) {
        let paper = (manifest.isPartial ? paperFindings(manifest, documents, package) : []) + declaredMissing(manifest, list)
        switch self {
        case .unknown:
            return (manifest.isPartial ? nil : ComposedSet(manifest, sheets: sheets, documents: documents, on: nil), paper)
        case .missing:
            guard manifest.isPartial else { return (ComposedSet(manifest, sheets: sheets, documents: documents, on: nil), paper) }
            return (nil, [SetCode.noBase.finding(file: package)] + paper)
        case .set(let base):
            let composed = ComposedSet(manifest, sheets: sheets, documents: documents, on: base)
            return (composed, composed.findings(manifest, base: base, package: package, list: list) + paper)
        }
    }

    /// The papers that go with changes, found by the words of the trade in kind, title and file name.
    private func paperFindings(_ manifest: PackageManifest, _ documents: [SheetSet.Document], _ package: String) -> [Finding] {
        func isThere(_ words: [String]) -> Bool {
            documents.contains { document in
                let text = "\(document.kind) \(document.title) \(document.file)".lowercased()
                return words.contains { text.contains($0) }
            }
        }
        var findings: [Finding] = []
        if !isThere(["变更通知", "修改说明", "修改单", "变更单", "change notice"]) { findings.append(SetCode.noticeMissing.finding(file: package)) }
        if manifest.round > 1, !isThere(["回复", "reply"]) { findings.append(SetCode.replyMissing.finding(file: package)) }
        return findings
    }

    /// Declared, and not handed in: told also where the base is not known.
    private func declaredMissing(_ manifest: PackageManifest, _ list: String) -> [Finding] {
        let listed = Set(manifest.sheets.map { SheetNumber.plain($0.number) })
        return manifest.changes.filter { !listed.contains(SheetNumber.plain($0.number)) }.map {
            SetCode.declaredMissing.finding(file: list, sheet: $0.number, detail: $0.text)
        }
    }
}

extension ComposedSet {
    /// What is wrong, sheet by sheet, and what the lists say of sheets that are not there.
    fileprivate func findings(_ manifest: PackageManifest, base: SheetSet, package: String, list: String) -> [Finding] {
        var findings: [Finding] = []
        if partial, let replaces = manifest.replaces?.lowercased(), replaces != base.sha256 {
            findings.append(
                SetCode.baseDiffers.finding(file: list, detail: "\(replaces.prefix(12))… ≠ \(base.sha256.prefix(12))… \(base.name)"))
        }
        findings += documentFindings(since: base, package: package)
        // Without a list nobody declared anything, and a complete set may come without one: then one sentence says so, not one a sheet.
        if !partial, manifest.changes.isEmpty, manifest.removed.isEmpty {
            return findings + (sheets.contains { $0.standing.isDifferent } ? [SetCode.noChangeList.finding(file: package, detail: differences)] : [])
        }
        let listed = Set(manifest.sheets.map { SheetNumber.plain($0.number) })
        let removed = Set(manifest.removed.map(SheetNumber.plain))
        for line in sheets where !line.carried {
            findings += line.findings
            // A sheet whose file is broken is listed all the same: its own finding says what is wrong.
            guard line.standing == .removed, let before = line.before, !listed.contains(before.plainNumber) else { continue }
            if !removed.contains(before.plainNumber) { findings.append(SetCode.removedUndeclared.finding(file: list, sheet: line.number)) }
        }
        let known = Set(base.sheets.map(\.plainNumber))
        findings += manifest.removed.filter { !known.contains(SheetNumber.plain($0)) }.map {
            SetCode.removedUnknown.finding(file: list, sheet: $0)
        }
        return findings
    }

    /// Documents are told apart by their titles; what replaced or dropped one concerns everybody who relied on it. Papers of the proceedings come and go.
    private func documentFindings(since base: SheetSet, package: String) -> [Finding] {
        let now = Dictionary(grouping: documents.map(\.document)) { SheetNumber.plain($0.title) }
        let before = Dictionary(grouping: base.documents.filter { !CarryOver.proceedings.contains($0.kind) }) { SheetNumber.plain($0.title) }
        return before.values.compactMap(\.first).sorted { $0.title < $1.title }.compactMap { old in
            let title = SheetNumber.plain(old.title)
            guard let new = now[title] else { return SetCode.documentRemoved.finding(file: package, detail: old.title) }
            guard Set(new.map(\.sha256)) != Set((before[title] ?? []).map(\.sha256)) else { return nil }
            return SetCode.documentChanged.finding(file: new.first?.file ?? package, detail: old.title)
        }
    }

    /// What differs, with the numbers of the sheets: without a list this sentence is all that tells them.
    private var differences: Bilingual {
        let groups = SheetStanding.allCases.filter(\.isDifferent).map { standing in
            (standing.label, sheets.filter { $0.standing == standing }.map(\.number))
        }.filter { !$0.1.isEmpty }
        return Bilingual(
            zh: groups.map { "\($0.0.zh) \($0.1.count) 张（\(Self.listed($0.1, "、"))）" }.joined(separator: "；"),
            en: groups.map { "\($0.1.count) \($0.0.en) (\(Self.listed($0.1, ", ")))" }.joined(separator: "; "))
    }

    /// A set of some thousand sheets, all plotted anew, must not make a finding that nobody can read.
    private static let mostListed = 200

    private static func listed(_ numbers: [String], _ separator: String) -> String {
        numbers.prefix(mostListed).joined(separator: separator) + (numbers.count > mostListed ? "\(separator)…" : "")
    }
}

extension ComposedSet.Line {
    /// What was found against what was declared, for a sheet that the package brings.
    fileprivate var findings: [Finding] {
        guard let sheet else { return [] }
        func finding(_ code: SetCode, _ detail: String? = nil) -> Finding {
            detail.map { code.finding(file: sheet.file, sheet: sheet.number, detail: $0) } ?? code.finding(file: sheet.file, sheet: sheet.number)
        }
        let revisions = "\(before?.revision ?? "") → \(sheet.revision)"
        switch (standing, declared?.kind) {
        case (.added, .added), (.removed, _): return []
        case (.added, .revised): return [finding(.revisedUnknown, declared?.text)]
        case (.added, nil): return [finding(.addedUndeclared)]
        case (_, .added): return [finding(.addedExists, before?.title)]
        case (.sameBytes, .revised), (.samePage, .revised): return [finding(.declaredUnchanged, declared?.text)]
        case (.sameBytes, nil), (.samePage, nil): return []
        case (.sameLook, .revised): return []
        case (.sameLook, nil) where sheet.pageDigest == nil || before?.pageDigest == nil:
            // Only a coarse picture is left to go by, and a page can be built so that nothing else is: then it is held to be another one.
            let detail = Bilingual(zh: "页面内容无法逐项比对", en: "the page's content could not be compared")
            return [SetCode.changeUndeclared.finding(file: sheet.file, sheet: sheet.number, detail: detail)]
        case (.sameLook, nil): return [finding(.contentUndeclared, revisions)]
        case (.changed, let kind):
            return (kind == nil ? [finding(.changeUndeclared, revisions)] : [])
                + (isSameRevision ? [finding(.revisionUnchanged, sheet.revision)] : [])
        }
    }

    private var isSameRevision: Bool {
        guard let sheet, let before, !sheet.revision.isBlank else { return false }
        return SheetNumber.plain(sheet.revision).uppercased() == SheetNumber.plain(before.revision).uppercased()
    }
}
