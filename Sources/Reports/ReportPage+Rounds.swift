import Foundation
import JointReview

extension ReportPage {
    /// The rounds whose opinions are out, and what ended the review: the whole course of the case on one table each.
    var rounds: HTML {
        let told = record.rounds ?? []
        guard !told.isEmpty || !(record.conclusions ?? []).isEmpty else { return nothing("尚未出具汇总意见。", "No merged opinion is out yet.") }
        let headings = [
            say("轮次", "Round"), say("汇总意见", "Opinion"), say("各审查类别结论", "Decisions"), say("意见", "Items"), say("意见冲突", "Conflicts"),
            say("出具时间与摘要", "Issued, and digest"),
        ]
        return """
            \(told.isEmpty ? "" : table("rounds", headings, told.map(roundRow)))
            \(conclusions)
            """
    }

    private func roundRow(_ line: ReportRecord.RoundLine) -> HTML {
        let decisions = line.decisions.map { decision -> HTML in
            let carried: HTML = isCarried(decision, before: line.round) ? " <span class=\"role\">\(say("沿用", "kept"))</span>" : ""
            return
                "<li>\(say(decision.discipline.label)) <b class=\"\(own: Self.tone(decision.decision))\">\(say(decision.decision.label))</b>\(carried)</li>"
        }
        let blocking = line.items.count { $0.severity.blocks }
        let settled = line.conflicts.count { $0.conflict.state == .settled }
        let conflicts: HTML =
            line.conflicts.isEmpty
            ? "—" : "\(say("\(line.conflicts.count) 项,已协调 \(settled) 项", "\(line.conflicts.count), settled \(settled)"))"
        return """
            <tr><td class="no">\(line.round)</td><td><b class="\(own: Self.tone(line.verdict))">\(say(line.verdict.label))</b>\(trail.marks(line.audit))</td>\
            <td><ul class="plain">\(decisions)</ul></td>\
            <td>\(say("共 \(line.items.count) 条,须修改 \(blocking) 条", "\(line.items.count), of which \(blocking) block"))</td><td>\(conflicts)</td>\
            <td>\(time(line.issuedAt))\(hash(line.sha256))</td></tr>

            """
    }

    /// A decision of the round before that stands is told in the present round's reviews; for earlier rounds the same review says it.
    private func isCarried(_ decision: Opinion.DisciplineDecision, before round: Int) -> Bool {
        guard round == record.case.round else { return false }
        return record.disciplines.first { $0.discipline == decision.discipline }?.carriedRound != nil
    }

    /// What ended the review, a change or the case: who did it, when and why.
    private var conclusions: HTML {
        guard let told = record.conclusions, !told.isEmpty else {
            return record.edition == nil ? "" : nothing("本版出具时审查尚无最终结论。", "When this edition was made the review had no conclusion yet.")
        }
        let rows = told.map { line -> HTML in
            """
            <tr><th scope="row">\(say(line.ground.label))\(trail.marks(line.audit))</th><td>\(by(line))</td><td>\(time(line.at))</td>\
            <td><span class="text">\(line.reason ?? "—")</span></td><td>\(say(line.state.label))</td></tr>

            """
        }
        let headings = [
            say("结论", "Conclusion"), say("作出单位与人员", "By"), say("时间", "When"), say("理由", "Reason"), say("此后状态", "State since"),
        ]
        return "<h3>\(say("最终结论", "Conclusions"))</h3>\n\(table("conclusions", headings, rows))"
    }

    /// Who drew a conclusion: organisation, person, role.
    func by(_ line: ReportRecord.ConclusionLine) -> HTML {
        let role: HTML = line.role.map { " <span class=\"role\">\(say($0.label))</span>" } ?? ""
        let person = line.person?.name ?? say("系统", "the service")
        guard let organisation = line.organisation?.name else { return "\(person)\(role)" }
        return "\(organisation)<br>\(person)\(role)"
    }
}
