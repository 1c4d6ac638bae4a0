import Foundation
import JointReview

extension ReportPage {
    /// Everything that the authors behind an item say: one after the other where several comments are one item.
    func statements(_ item: OpinionItem, _ statements: [OpinionStatement]) -> HTML {
        guard let only = statements.first, statements.count == 1 else {
            let joined = (item.joinedBy ?? []).map(joinWords).joined(separator: say("、", ", "))
            let blocks = statements.map { statement -> HTML in
                """
                <div class="voice"><p class="who"><b>\(say(statement.discipline.label))</b> \(badge(statement.severity))</p>\
                <p class="text">\(statement.text)</p>\(basis(statement.basis))\(demands(statement.demands))\(source(item, statement.comment))</div>
                """
            }
            return """
                <p class="joined">\(say(
                    "\(statements.count) 条意见合为一项(\(joined)):", "\(statements.count) comments in one item (\(joined)):"))</p>\(blocks)\(marks(of: item))
                """
        }
        return """
            <p class="text">\(only.text)</p>\(basis(only.basis))\(demands(only.demands))\(marks(of: item))\(source(item, only.comment))
            """
    }

    /// Typed demands as they were written, and what a settlement made of them.
    func demands(_ demands: [CaseDemand]) -> HTML {
        let lines = demands.filter { $0.replaces == nil }.map { made -> HTML in
            let instead = demands.filter { $0.replaces == made.id }.map { later -> HTML in "<br><span class=\"ok\">→ \(line(later.demand))</span>" }
            let outcome: HTML = made.outcome.map { " <span class=\"badge info\">\(say($0.label))</span>" } ?? ""
            let text: HTML = made.isInForce ? "\(line(made.demand))" : "<s>\(line(made.demand))</s>"
            return "<p class=\"demand\"><span>\(say("要求", "Demand"))</span> \(text)\(outcome)\(instead)</p>"
        }
        return HTML(lines)
    }

    /// A demand as a person reads it.
    func line(_ demand: Demand) -> String {
        let value = [demand.value, demand.unit].compactMap { $0 }.joined(separator: " ")
        let relation: String =
            switch demand.relation {
            case .atLeast, .atMost, .equal: demand.relation.rawValue
            case .add, .remove, .move: say(demand.relation.label)
            }
        return [demand.element, demand.property.map { say(RecordWords.property($0)) }, relation + (value.isEmpty ? "" : " " + value)].compactMap {
            $0
        }.joined(separator: " · ")
    }

    /// Links to the conflicts that an item is part of, and the numbers that it had.
    private func marks(of item: OpinionItem) -> HTML {
        var marks: HTML = ""
        for number in item.conflicts ?? [] {
            marks += "<p class=\"src\"><a href=\"#conflict-\(number)\">\(say("见意见冲突 \(number)", "See conflict \(number)"))</a></p>"
        }
        if let former = item.formerNumbers, !former.isEmpty {
            let list = former.map { "\($0)" }.joined(separator: say("、", ", "))
            marks += "<p class=\"src\">\(say("原序号", "Former number")) \(list)</p>"
        }
        return marks
    }

    private func joinWords(_ join: MergeReport.Join) -> String {
        switch join {
        case .decision: say("人工合并", "joined by a person")
        case .region: say("位置重叠、内容相近", "overlapping places, similar words")
        case .clause: say("同一条文、内容相近", "the same clause, similar words")
        }
    }
}
