import JointReview

/// Finds seals whose words are in the text layer: the words, a number and a validity printed with them.
struct SealReader {
    private let runs: [TextRun]
    private let geometry: PageGeometry
    private static let most = 40

    init(_ runs: [TextRun], _ geometry: PageGeometry) {
        self.runs = runs
        self.geometry = geometry
    }

    func seals() -> [TitleBlock.Seal] {
        var seals: [TitleBlock.Seal] = []
        for run in runs where seals.count < Self.most {
            guard let kind = kind(run.text) else { continue }
            let near = runs.filter { other in
                abs(other.box.centre - run.box.centre) < 12 * run.box.height && other.box.top >= run.box.top - 0.5 * run.box.height
                    && other.box.top - run.box.bottom < 6 * run.box.height
            }
            let texts = near.map(\.text)
            seals.append(
                TitleBlock.Seal(
                    kind: kind, text: run.text, number: texts.lazy.compactMap(number).first, validUntil: texts.lazy.compactMap(validity).first,
                    place: geometry.region(run.box)))
        }
        return seals
    }

    /// Sentences speak of seals too; a seal's own words are few.
    private func kind(_ text: String) -> TitleBlock.Seal.Kind? {
        let words = text.filter { !$0.isWhitespace }
        guard words.count <= 30, words.contains("章") else { return nil }
        if words.contains("审查专用章") || words.contains("审图章") || words.contains("审查合格章") { return .review }
        if words.contains("出图") && (words.contains("出图章") || words.contains("出图专用章")) { return .issue }
        if words.contains("注册") || words.contains("执业") { return .registered }
        return nil
    }

    private func number(_ text: String) -> String? {
        text.firstMatch(of: #/(?:注册号|证书号|编号|证书编号|执业印章号|印章号)[: ]*([0-9A-Za-z][0-9A-Za-z\-]{3,30})/#).map { String($0.1) }
    }

    private func validity(_ text: String) -> String? {
        text.firstMatch(of: #/有效期(?:限)?(?:至)?[: ]*(20[0-9]{2}[年.\/\-][0-9]{1,2}(?:[月.\/\-][0-9]{0,2}日?)?)/#).map { String($0.1) }
    }
}
