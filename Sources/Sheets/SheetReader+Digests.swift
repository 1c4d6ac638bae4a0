import JointReview

extension SheetReader {
    /// Sets `pageDigest` of every page and what the pages use, or says why not; tells also whether the file had to be repaired to be read.
    /// - Returns: what was read of the file, for further questions.
    func addDigests(
        to facts: inout SheetFacts, _ runs: ToolRuns, path: String, name: String, limits: SheetLimits, findings: inout [Finding]
    ) async -> PDFContent? {
        let content: PDFContent
        let outcome: ConfinedCommand.Outcome
        switch await self.content(of: path, runs, limits: limits) {
        case .read(let read, let run): (content, outcome) = (read, run)
        case .refused(let run):
            // qpdf gives up where poppler only guesses.
            facts.damaged = true
            findings.append(SheetCode.repaired.finding(file: name, detail: ToolWords(run.diagnostics).detail))
            return nil
        case .bomb(let unpacked, let size):
            let detail = "\(size) B → > \(unpacked / 1_048_576) MiB"
            findings.append(SheetCode.unpacksTooLarge.finding(file: name, detail: detail))
            return nil
        case .failed(let run):
            findings.append(SheetCode.digestUnavailable.finding(file: name, detail: ToolWords.reason(run)))
            return nil
        }
        // qpdf warns (3) about small faults of writers too; only a file whose table of objects is broken or cut is not whole.
        if outcome.status == .exited(3) {
            let broken = ["file is damaged", "reconstruct", "can't find startxref"].contains { outcome.diagnostics.contains($0) }
            facts.damaged = broken
            findings.append((broken ? SheetCode.repaired : .irregular).finding(file: name, detail: ToolWords(outcome.diagnostics).detail))
        }
        addHazards(of: content, to: &facts, name: name, findings: &findings)
        guard content.pages.nodes.count == facts.pages.count else {
            let counts = "\(content.pages.nodes.count) ≠ \(facts.pages.count)"
            findings.append(SheetCode.digestUnavailable.finding(file: name, detail: counts))
            return content
        }
        for index in facts.pages.indices where content.userUnit(index) != 1 {
            let unit = content.userUnit(index)
            facts.pages[index].paper = Paper.name(width: facts.pages[index].width * unit, height: facts.pages[index].height * unit)
        }
        var digester = PageDigester(objects: content.objects, pages: content.pages, budget: limits.digestTokens)
        for (index, node) in content.pages.nodes.enumerated() {
            guard let digest = digester.digest(node), !Task.isCancelled else {
                findings.append(SheetCode.digestUnavailable.finding(file: name, detail: "p. \(index + 1)"))
                break
            }
            facts.pages[index].pageDigest = digest
        }
        if let (width, height) = digester.usage.largestImage, width.multipliedReportingOverflow(by: height).overflow || width * height > limits.pixels
        {
            findings.append(SheetCode.imageSize.finding(file: name, detail: "\(width) × \(height)"))
        }
        note(digester, in: &facts, name: name, findings: &findings)
        return content
    }

    /// Fonts and layers that the pages use, and what a reader would not see as the designer did.
    private func note(_ digester: PageDigester, in facts: inout SheetFacts, name: String, findings: inout [Finding]) {
        let fonts = digester.usage.sortedFonts
        facts.fonts = fonts
        let missing = Set(fonts.filter { !$0.embedded && !$0.isStandard }.map(\.name)).sorted()
        if !missing.isEmpty { findings.append(SheetCode.fontMissing.finding(file: name, detail: Self.listed(missing))) }
        let layers = digester.layers.layers(among: digester.usage.layers)
        facts.layers = layers
        let hidden = digester.layers.hidden(among: digester.usage.layers)
        if !hidden.isEmpty { findings.append(SheetCode.hiddenLayer.finding(file: name, detail: Self.listed(hidden))) }
    }

    /// Sets `look` of the first `limits.looks` pages, or warns.
    func addLooks(
        to facts: inout SheetFacts, _ runs: ToolRuns, path: String, name: String, limits: SheetLimits, findings: inout [Finding]
    ) async {
        let wanted = min(limits.looks, facts.pages.count)
        guard wanted > 0 else { return }
        var pictures = PortableGraymap()
        let outcome = await runs.run(Self.looksCommand(path, limits)) { try pictures.consume($0) }
        for (index, look) in pictures.looks.prefix(wanted).enumerated() { facts.pages[index].look = look }
        if facts.pages.prefix(wanted).contains(where: { $0.look == nil }) {
            findings.append(SheetCode.lookUnavailable.finding(file: name, detail: ToolWords.reason(outcome)))
        }
    }
}
