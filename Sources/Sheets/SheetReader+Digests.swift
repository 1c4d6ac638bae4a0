import JointReview

extension SheetReader {
    /// Sets `pageDigest` of every page, or says why not; tells also whether the file had to be repaired to be read.
    func addDigests(to facts: inout SheetFacts, path: String, name: String, limits: SheetLimits, findings: inout [Finding]) async {
        let arguments = [
            "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", ConfinedCommand.inputMark,
        ]
        var filter = QPDFStreamFilter(limit: limits.structure)
        let command = ConfinedCommand(tool: "qpdf", arguments: arguments, input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement) { try filter.consume($0) }

        // qpdf gives up (2) where poppler only guesses: such a file could not be stamped either.
        if outcome.status == .exited(2) {
            facts.damaged = true
            findings.append(SheetCode.repaired.finding(file: name, detail: Self.firstLine(outcome.diagnostics, name)))
            return
        }
        guard case .exited(let code) = outcome.status, code == 0 || code == 3, filter.isComplete else {
            findings.append(SheetCode.digestUnavailable.finding(file: name, detail: Self.reason(outcome, name)))
            return
        }
        // qpdf warns (3) about small faults of writers too; only a file whose table of objects is broken or cut is not whole.
        if code == 3 {
            let broken = ["file is damaged", "reconstruct", "can't find startxref"].contains { outcome.diagnostics.contains($0) }
            facts.damaged = broken
            findings.append((broken ? SheetCode.repaired : .irregular).finding(file: name, detail: Self.firstLine(outcome.diagnostics, name)))
        }
        for code in [SheetCode.activeContent, .attachment] {
            let names = filter.hazards.filter { $0.code == code }.map(\.rawValue).sorted()
            if !names.isEmpty { findings.append(code.finding(file: name, detail: names.joined(separator: " "))) }
        }
        let objects = PDFObjects(filter)
        let pages = PDFPages(objects, limit: limits.pages)
        guard pages.nodes.count == facts.pages.count else {
            findings.append(SheetCode.digestUnavailable.finding(file: name, detail: "\(pages.nodes.count) ≠ \(facts.pages.count)"))
            return
        }
        var digester = PageDigester(objects: objects, pages: pages, budget: limits.digestTokens)
        for (index, node) in pages.nodes.enumerated() {
            guard let digest = digester.digest(node), !Task.isCancelled else {
                findings.append(SheetCode.digestUnavailable.finding(file: name, detail: "p. \(index + 1)"))
                return
            }
            facts.pages[index].pageDigest = digest
        }
    }

    /// Sets `look` of the first `limits.looks` pages, or warns.
    func addLooks(to facts: inout SheetFacts, path: String, name: String, limits: SheetLimits, findings: inout [Finding]) async {
        let wanted = min(limits.looks, facts.pages.count)
        guard wanted > 0 else { return }
        let arguments = ["-gray", "-scale-to", "\(Look.rasterSize)", "-f", "1", "-l", "\(wanted)", ConfinedCommand.inputMark]
        var pictures = PortableGraymap()
        let command = ConfinedCommand(tool: "pdftoppm", arguments: arguments, input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement) { try pictures.consume($0) }
        for (index, look) in pictures.looks.prefix(wanted).enumerated() { facts.pages[index].look = look }
        if facts.pages.prefix(wanted).contains(where: { $0.look == nil }) {
            findings.append(SheetCode.lookUnavailable.finding(file: name, detail: Self.reason(outcome, name)))
        }
    }

    private static func reason(_ outcome: ConfinedCommand.Outcome, _ name: String) -> String {
        switch outcome.status {
        case .exited: firstLine(outcome.diagnostics, name)
        case .signalled(let signal): "signal \(signal)"
        case .deadline: "deadline"
        case .overflow: "output limit"
        case .unavailable(let tool): tool
        }
    }
}
