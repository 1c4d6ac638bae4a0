extension CheckRules {
    /// What these rules find in a package, beside what made it readable.
    ///
    /// - Parameter facts: what the project is; without it nobody knows which material it needs, and none is asked for.
    public func findings(in package: CheckedPackage, of facts: ProjectFacts?) -> [Finding] {
        // A package that could not be opened has one trouble, and a list of missing things would hide it.
        guard package.manifest != "none" else { return [] }
        return limitFindings(package) + nameFindings(package) + sheetFindings(package) + (facts.map { materialFindings(package, $0) } ?? [])
    }

    /// All findings of a package under these rules: what the rules find is looked for anew, and everything is weighed.
    public func judged(_ package: CheckedPackage, of facts: ProjectFacts?, knowing codes: [CheckCode]) -> [Finding] {
        let own = Set(RuleCode.allCases.map(\.rawValue))
        let usual = Dictionary(codes.map { ($0.code, $0.severity) }, uniquingKeysWith: { first, _ in first })
        let rest = package.findings.filter { !own.contains($0.code) }.map { $0.weighed(usual[$0.code] ?? $0.severity) }
        return weighed(rest + findings(in: package, of: facts))
    }

    /// The findings as these rules weigh them. A row of the matrix that has a weight of its own keeps it.
    public func weighed(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            guard !Self.weighedAlone.contains(finding.code), let severity = severities[finding.code] else { return finding }
            return finding.weighed(severity)
        }
    }

    /// Codes whose rows may have a weight of their own, which is given when they are found.
    private static let weighedAlone: Set<String> = [RuleCode.materialMissing.rawValue, RuleCode.fileNameForm.rawValue]

    private func limitFindings(_ package: CheckedPackage) -> [Finding] {
        var findings: [Finding] = []
        if let limit = limits.sheets, package.sheets.count > limit {
            let detail = "\(package.sheets.count) > \(limit)"
            findings.append(RuleCode.tooManySheets.finding(file: package.package.name, detail: Bilingual(zh: detail, en: detail)))
        }
        if let limit = limits.bytes, package.package.size > limit {
            let detail = "\(package.package.size) > \(limit)"
            findings.append(RuleCode.tooLarge.finding(file: package.package.name, detail: Bilingual(zh: detail, en: detail)))
        }
        for entry in package.entries {
            if let limit = limits.fileBytes, entry.size > limit {
                let detail = "\(entry.size) > \(limit)"
                findings.append(RuleCode.fileTooLarge.finding(file: entry.name, detail: Bilingual(zh: detail, en: detail)))
            }
            if let limit = limits.pages, let pages = entry.pages, pages > limit {
                let detail = "\(pages) > \(limit)"
                findings.append(RuleCode.fileTooManyPages.finding(file: entry.name, detail: Bilingual(zh: detail, en: detail)))
            }
        }
        return findings
    }

    private func nameFindings(_ package: CheckedPackage) -> [Finding] {
        (names.patterns ?? []).flatMap { $0.findings(in: package, weighed: severities) }
            + package.entries.flatMap { entry -> [Finding] in
                var findings: [Finding] = []
                let wrong = Set(entry.name.filter { names.forbidden.contains($0) }).map(String.init).sorted().joined(separator: " ")
                if !wrong.isEmpty { findings.append(RuleCode.fileNameCharacter.finding(file: entry.name, detail: Bilingual(zh: wrong, en: wrong))) }
                if entry.name.count > names.longest {
                    let detail = "\(entry.name.count) > \(names.longest)"
                    findings.append(RuleCode.fileNameTooLong.finding(file: entry.name, detail: Bilingual(zh: detail, en: detail)))
                }
                return findings
            }
    }

    private func sheetFindings(_ package: CheckedPackage) -> [Finding] {
        // A page that no PDF may have has its finding already, and it says more.
        let impossible = Set(package.findings.filter { $0.code == "sheet.page_size" }.map(\.file))
        return package.sheets.flatMap { sheet -> [Finding] in
            var findings: [Finding] = []
            let number = SheetNumber.plain(sheet.number)
            if package.manifest == "given", let prefixes = names.prefixes[sheet.specialty], !prefixes.contains(where: number.hasPrefix) {
                let list = prefixes.joined(separator: "、")
                findings.append(
                    RuleCode.numberPrefix.finding(
                        file: sheet.file, sheet: sheet.number,
                        detail: Bilingual(zh: "\(sheet.specialty)应为 \(list)", en: "\(sheet.specialty) has \(list)")))
            }
            let isLengthened = sheet.paper.contains("+")
            let size = sheet.paper.prefix { $0 != "+" }
            if !impossible.contains(sheet.file), !paper.sizes.contains(String(size)) || isLengthened && !paper.lengthened {
                findings.append(
                    RuleCode.paper.finding(
                        file: sheet.file, sheet: sheet.number,
                        detail: sheet.paper == "custom"
                            ? Bilingual(zh: "非标准尺寸", en: "a size of its own") : Bilingual(zh: sheet.paper, en: sheet.paper)))
            }
            return findings
        }
    }

    /// What is asked for must be in the whole set: a package of changes need not bring it again.
    private func materialFindings(_ package: CheckedPackage, _ facts: ProjectFacts) -> [Finding] {
        guard let package = package.asWhole else { return [] }
        return materials.filter { $0.isNeeded(by: facts) && !$0.isThere(in: package) }.map { material in
            RuleCode.materialMissing.finding(
                file: package.package.name, detail: material.title, severity: material.severity ?? severities[RuleCode.materialMissing.rawValue],
                basis: material.basis.map(\.line).joined(separator: ";"))
        }
    }
}

extension CheckRules.Material {
    /// Whether such a project must hand it in.
    public func isNeeded(by facts: ProjectFacts) -> Bool {
        (classes.isEmpty || classes.contains(facts.class)) && (sizes.isEmpty || sizes.contains(facts.size))
            && when.allSatisfy { $0.holds(for: facts) }
            && (facts.class != .special || disciplines.isEmpty || facts.specialDiscipline.map(disciplines.contains) ?? true)
    }

    /// Whether it lies in a package.
    public func isThere(in package: CheckedPackage) -> Bool {
        anyOf.contains { evidence in
            if let words = evidence.document {
                // Reports of older versions name no documents; their files' names must do.
                let documents =
                    package.documents ?? package.entries.filter { $0.role == "document" }.map { .init(title: "", kind: "", file: $0.name) }
                return documents.contains { document in words.contains { (document.kind + " " + document.title + " " + document.file).contains($0) } }
            }
            return package.sheets.contains { sheet in
                (evidence.sheet.map { $0 == sheet.kind } ?? true) && (evidence.specialty.map { $0 == sheet.specialty } ?? true)
            }
        }
    }
}
