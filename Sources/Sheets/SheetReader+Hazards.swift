import JointReview

extension SheetReader {
    private static let hazardCodes: [SheetCode] = [
        .activeContent, .externalContent, .automaticAction, .layerSwitch, .multimedia, .attachment, .leadsElsewhere,
    ]

    /// Sets `hazards`, and tells each kind of them once.
    func addHazards(of content: PDFContent, to facts: inout SheetFacts, name: String, findings: inout [Finding]) {
        let all = content.acts.union(content.hazards.map { PDFAct(code: $0.code, name: $0.rawValue) })
        facts.hazards = Set(all.map(\.name)).sorted()
        for code in Self.hazardCodes {
            let names = all.filter { $0.code == code }.map(\.name).sorted()
            if !names.isEmpty { findings.append(code.finding(file: name, detail: Self.listed(names, separator: " "))) }
        }
    }

    /// The first few of many names, which the file may make as many as it likes.
    static func listed(_ names: [String], separator: String = ", ") -> String {
        names.prefix(12).joined(separator: separator) + (names.count > 12 ? " … (\(names.count))" : "")
    }
}
