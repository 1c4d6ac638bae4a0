import JointReview

/// A merge report for people: contradictions first, because they must be settled before anybody draws.
enum MergeText {
    /// The lines of the report.
    static func lines(_ report: MergeReport) -> [String] {
        guard report.merged else { return FindingText.verdict(report.findings, acceptable: false) }
        let joined = report.items.count { $0.sources.count > 1 }
        let sources = report.items.reduce(0) { $0 + $1.sources.count }
        let incomplete = report.conflictsComplete ? "" : "(未列全 not all listed)"
        let heading =
            "\(sources) 条意见 comments → \(report.items.count) 项 items(\(joined) 项由多条合并 joined)"
            + " · \(report.conflicts.count) 处矛盾 conflicts\(incomplete) · \(report.hints.count) 条提示 hints"
        return [heading] + report.conflicts.flatMap(lines) + items(report.items) + hints(report.hints) + FindingText.lines(report.findings)
    }

    private static func lines(_ conflict: MergeReport.Conflict) -> [String] {
        let sums = conflict.sums.isEmpty ? [] : ["  和式 sums: \(conflict.sums.joined(separator: "、"))"]
        let demands = conflict.demands.map { "  \($0.comment): \(text($0.demand))" }
        return ["", "[矛盾 conflict \(conflict.number)] \(conflict.kind.label.zh) \(conflict.kind.label.en)"] + demands + sums
            + conflict.parties.map { party in
                "  第 \(party.item) 项 item \(party.item) · \(party.discipline.label.zh) \(party.discipline.label.en) · \(party.author)"
                    + (party.basis.map { " · \($0.text)" } ?? "")
            }
    }

    private static func text(_ demand: Demand) -> String {
        [demand.element, demand.property, demand.relation.rawValue, demand.value, demand.unit].compactMap { $0 }.joined(separator: " ")
    }

    private static func items(_ items: [MergeReport.Item]) -> [String] {
        items.flatMap { item in
            let conflicts = item.conflicts.isEmpty ? "" : " · 矛盾 conflict \(item.conflicts.map(String.init).joined(separator: ", "))"
            return [
                "",
                "\(item.number). \(item.sheetNumber) · \(item.severity.label.zh) · \(item.disciplines.map(\.label.zh).joined(separator: "、"))\(conflicts)",
            ]
                + item.sources.map { "   \($0.comment) (\($0.author)): \($0.text)" }
        }
    }

    private static func hints(_ hints: [MergeReport.Hint]) -> [String] {
        hints.isEmpty
            ? []
            : [""]
                + hints.map { hint in
                    let about = hint.about.joined(separator: " ↔ ")
                    return switch hint.kind {
                    case .possibleConflict: "[提示 hint] 可能矛盾 may contradict: \(about) (\((hint.words ?? []).joined(separator: " / ")))"
                    case .nearElements: "[提示 hint] 可能是同一构件 may be one element: \(about)"
                    }
                }
    }
}
