import JointReview

extension SheetReader {
    /// Confined runs: pdfinfo says what the pages are, qpdf gives their content, pdftotext their words, pdftoppm draws them small; pdfsig where
    /// there is a signature.
    func readPDF(path: String, name: String, limits: SheetLimits, already: [Finding]) async -> (SheetFacts, [Finding]) {
        var facts = SheetFacts(kind: .pdf)
        var findings = already
        let runs = await ToolRuns(confinement, Self.questions(path, limits))
        let outcome = await runs.run(Self.infoCommand(path, limits))
        guard case .exited(0) = outcome.status else {
            let code = Self.code(opening: outcome)
            facts.encrypted = code == .encrypted
            facts.damaged = code == .damaged
            let detail = code == .damaged ? ToolWords(outcome.diagnostics).detail : Bilingual(zh: "", en: "")
            return (facts, findings + [code.finding(file: name, detail: detail)])
        }
        let info = PDFInfo(outcome.output)
        facts.version = info.version
        facts.encrypted = info.encrypted
        if info.encrypted { findings.append(SheetCode.encrypted.finding(file: name)) }
        if info.pageCount < 1 { findings.append(SheetCode.noPages.finding(file: name)) }
        if info.pageCount > limits.pages {
            findings.append(SheetCode.tooManyPages.finding(file: name, detail: "\(info.pageCount) > \(limits.pages)"))
            return (facts, findings)
        }
        let limits = limits.stretched(bytes: ToolRuns.size(of: path) ?? 0, pages: info.pageCount)
        facts.pages = Self.pages(info)
        findings += Self.sizeFindings(facts.pages, name)
        guard !info.encrypted, !facts.pages.isEmpty else { return (facts, findings) }
        let read = await addContent(to: &facts, runs, path: path, name: name, limits: limits, findings: &findings)
        var departure: PlainDeparture?
        if let read {
            departure = await self.departure(path: path, warned: read.warned, limits: limits)
            await addDigests(to: &facts, read.content, departure, name: name, limits: limits, findings: &findings)
        }
        let content = read?.content
        // Words and pictures of a bomb would keep the tools busy until they are killed, and say nothing about a drawing.
        guard !findings.contains(where: { Self.floods.contains($0.code) }) else { return (facts, findings) }
        if let content {
            let isPlain = departure == nil || departure?.kind == .warned
            await addSignatures(to: &facts, content, isPlain: isPlain, path: path, name: name, limits: limits, findings: &findings)
        }
        await addText(to: &facts, content, runs, path: path, name: name, limits: limits, findings: &findings)
        await addLooks(to: &facts, runs, path: path, name: name, limits: limits, findings: &findings)
        return (facts, findings)
    }

    private static let floods = Set([SheetCode.unpacksTooLarge, .imageSize].map(\.rawValue))

    private static func pages(_ info: PDFInfo) -> [SheetFacts.Page] {
        guard info.pageCount >= 1 else { return [] }
        return (1...info.pageCount).map { number in
            let page = info.pages[number] ?? PDFInfo.Page(width: 0, height: 0, rotation: 0)
            let paper = Paper.name(width: page.width, height: page.height)
            return SheetFacts.Page(number: number, width: page.width, height: page.height, rotation: page.rotation, paper: paper)
        }
    }

    /// ISO 32000-1 annex C: a page is between 3 and 14,400 units wide and high.
    private static func sizeFindings(_ pages: [SheetFacts.Page], _ name: String) -> [Finding] {
        let allowed = 3.0...14_400.0
        let wrong = pages.filter { !allowed.contains($0.width) || !allowed.contains($0.height) }
        guard let first = wrong.first else { return [] }
        return [SheetCode.pageSize.finding(file: name, detail: "p. \(first.number), \(Self.points(first.width)) × \(Self.points(first.height)) pt")]
    }

    /// A length for people. A file may claim any number, also one that no integer holds.
    private static func points(_ length: Double) -> String {
        abs(length) < 1e15 ? String(Int(length)) : String(length)
    }

    private static func code(opening outcome: ConfinedCommand.Outcome) -> SheetCode {
        switch outcome.status {
        case .deadline: .timeout
        case .signalled, .overflow, .unavailable: .toolFailed
        // The loader of programs (127) and the walls (126) speak with these: the tool never came to the file.
        case .exited(126), .exited(127): .toolFailed
        case .exited where outcome.diagnostics.contains("Incorrect password"): .encrypted
        // poppler will not open a file whose page tree says that it is empty; that is no damage, and has a remedy of its own.
        case .exited where outcome.diagnostics.contains("Invalid page count"): .noPages
        case .exited: .damaged
        }
    }
}
