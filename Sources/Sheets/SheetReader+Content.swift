import JointReview

extension SheetReader {
    /// Reads the content, or says why not; tells also whether the file had to be repaired to be read.
    /// - Returns: what was read of the file, for further questions, and whether the tool complained.
    func addContent(
        to facts: inout SheetFacts, _ runs: ToolRuns, path: String, name: String, limits: SheetLimits, findings: inout [Finding]
    ) async -> (content: PDFContent, warned: Bool)? {
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
            return (content, outcome.status != .exited(0))
        }
        for index in facts.pages.indices where content.userUnit(index) != 1 {
            let unit = content.userUnit(index)
            facts.pages[index].paper = Paper.name(width: facts.pages[index].width * unit, height: facts.pages[index].height * unit)
        }
        return (content, outcome.status != .exited(0))
    }
}
