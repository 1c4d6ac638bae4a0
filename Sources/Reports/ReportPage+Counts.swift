import JointReview

extension ReportPage {
    /// How many items each discipline has of each severity: of the opinion, or of the standing comments while there is none.
    var counts: HTML {
        let kinds: [(discipline: Discipline, severity: Severity)] =
            record.opinion.map { opinion in
                // What several disciplines demand counts for each of them.
                opinion.opinion.items.flatMap { item in
                    Set(item.statements?.map(\.discipline) ?? [item.discipline]).map { ($0, item.severity) }
                }
            }
            ?? record.comments.filter { $0.supersededBy == nil }.map { ($0.discipline, $0.severity) }
        var counted: [Discipline: [Severity: Int]] = [:]
        for kind in kinds { counted[kind.discipline, default: [:]][kind.severity, default: 0] += 1 }
        let applied = Dictionary(
            record.disciplines.map { ($0.discipline, $0.applicability.applicability.kind) }, uniquingKeysWith: { first, _ in first })
        let rows = Discipline.allCases.map { discipline -> HTML in
            let own = counted[discipline] ?? [:]
            let cells = Severity.allCases.map { number(own[$0] ?? 0) }
            let label = say(discipline.label)
            guard let kind = applied[discipline], kind != .applies, own.isEmpty else {
                return "<tr><th scope=\"row\">\(label)</th>\(cells)\(number(own.values.reduce(0, +)))</tr>\n"
            }
            return "<tr><th scope=\"row\">\(label)</th><td class=\"off\" colspan=\"\(Severity.allCases.count + 1)\">\(say(kind.label))</td></tr>\n"
        }
        // In the total an item counts once, however many disciplines demand it.
        let all = record.opinion.map { $0.opinion.items.map(\.severity) } ?? kinds.map(\.severity)
        let sums = Severity.allCases.map { severity in number(all.count { $0 == severity }) }
        let total: HTML = "<tr class=\"sum\"><th scope=\"row\">\(say("合计", "Total"))</th>\(sums)\(number(all.count))</tr>\n"
        let title =
            record.opinion == nil ? say("已发布意见统计", "Published comments, counted") : say("汇总意见统计", "Items of the opinion, counted")
        let headings = [say("审查类别", "Discipline")] + Severity.allCases.map { say($0.label) } + [say("合计", "Total")]
        let shared: HTML =
            kinds.count == all.count
            ? ""
            : "<p class=\"src\">\(say("几个类别共同提出的一条,合计中只计一次。", "An item that several disciplines demand counts once in the total."))</p>\n"
        return "<h3>\(title)</h3>\n\(table("counts", headings, rows + [total]))\(shared)"
    }

    private func number(_ count: Int) -> HTML {
        count == 0 ? "<td class=\"zero\">0</td>" : "<td>\(count)</td>"
    }
}
