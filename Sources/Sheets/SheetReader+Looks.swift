import JointReview

extension SheetReader {
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
