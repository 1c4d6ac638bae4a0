import Foundation
import JointReview

extension ReportPage {
    /// Whether each of the five disciplines reviews, why, and on what that rests.
    var applicability: HTML {
        let rows = record.disciplines.map { line -> HTML in
            let grounds = line.applicability
            let into = grounds.applicability.target.map { " " + say($0.label) } ?? ""
            let bases = grounds.basis.map { basis -> HTML in
                let mark: HTML =
                    basis.status == .checked
                    ? "<span class=\"ok\">\(say(basis.status.label))</span>" : "<span class=\"bad\">\(say(basis.status.label))</span>"
                return "<li>\([basis.text, basis.article].compactMap { $0 }.joined(separator: " ")) \(mark)</li>"
            }
            return """
                <tr><th scope="row">\(say(line.discipline.label))</th><td>\(say(grounds.applicability.kind.label))\(into)</td>\
                <td>\(say(grounds.reason))\(trail.marks(line.audit))</td><td><ul class="plain">\(bases)</ul></td></tr>

                """
        }
        guard !rows.isEmpty else { return nothing("尚未分发审查任务。", "The case has not been fanned out.") }
        let headings = [say("审查类别", "Discipline"), say("适用", "Applies"), say("理由", "Reason"), say("依据及核对状态", "Legal basis and its status")]
        return """
            <p class="lead">\(say("规则配置", "Rule profile")) <code>\(record.case.profile)</code></p>
            \(table("applicability", headings, rows))
            """
    }

    /// The timeline, then each discipline's review.
    var reviews: HTML {
        guard !record.disciplines.isEmpty else { return nothing("尚未分发审查任务。", "The case has not been fanned out.") }
        return """
            \(Timeline(record, language: language).figure)
            \(changesOfHands)
            \(HTML(record.disciplines.map(review)))
            """
    }

    /// Who stepped aside for interest, and whose review went to another, in every round so far; nothing where that never happened.
    private var changesOfHands: HTML {
        let acts: [Act] = [.reviewRecuse, .specialtyRecuse, .reviewReassign, .reviewReplaceBody]
        let replaced = Dictionary((record.replacedBodies ?? []).map { ($0.audit, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = record.entries.compactMap { entry -> HTML? in
            guard let act = Act(rawValue: entry.act), acts.contains(act), entry.result == "ok" else { return nil }
            let body: HTML =
                replaced[entry.id].map { "\($0.body.name)<br>\(say($0.discipline.label)) <span class=\"text\">\($0.reason)</span>" }
                ?? "\(entry.organisation?.name ?? "—")"
            return """
                <tr><th scope="row">\(say(act.words))\(trail.marks([entry.id]))</th><td>\(body)</td>\
                <td>\(names([entry.person])) <span class="role">\(say(entry.role.label))</span></td><td>\(time(entry.effectiveAt))</td></tr>

                """
        }
        guard !rows.isEmpty else { return "" }
        let headings = [say("回避与改派", "Stepped aside, given to another"), say("审查机构", "Review body"), say("人员", "Person"), say("时间", "When")]
        return table("conclusions", headings, rows)
    }

    private func review(_ line: ReportRecord.DisciplineLine) -> HTML {
        let anchor = AuditTrail.Line.discipline(line.discipline).anchor
        let title: HTML = """
            <caption id="\(anchor)">\(say(line.discipline.label))\(verdictMark(line))\(trail.marks(line.audit))</caption>
            """
        guard line.applicability.applicability == .applies else {
            let into = line.applicability.applicability.target.map { " " + say($0.label) } ?? ""
            return form([Fact(label: say("状态", "State"), value: "\(say(line.applicability.applicability.kind.label))\(into)")], caption: title)
        }
        let facts: [Fact?] =
            [
                Fact(label: say("审查机构", "Review body"), value: "\(line.body?.name ?? say("待领取(公共队列)", "open pool"))"),
                Fact(label: say("任务状态", "State"), value: "\(say(line.state.label))"),
                Fact(label: say("审查人", "Reviewer"), value: "\(names([line.reviewer]))"),
                Fact(
                    label: say("校核人", "Checker"),
                    value: line.checker == nil && line.specialties?.isEmpty == false
                        ? "\(say("各专业分别校核,见下", "each specialty has its own, below"))" : "\(names([line.checker]))"),
                line.specialties.map { Fact(label: say("专业签署", "Specialties"), value: signatures($0), isWide: true) },
            ] + times(line) + [
                Fact(label: say("审查小结", "Summary"), value: line.summary.map { "<span class=\"text\">\($0)</span>" } ?? "—", isWide: true),
                line.checkpoints.map { Fact(label: say("审查要点", "Check list"), value: checkpoints($0, failed: line.decision == .fail), isWide: true) },
                Fact(label: say("任务标识", "Review id"), value: "<code>\(line.review.uuidString.lowercased())</code>", isWide: true),
            ]
        return form(facts.compactMap { $0 }, caption: title)
    }

    /// When a review ran; of a decision that stands only when it was made, since nobody reviewed in this round.
    private func times(_ line: ReportRecord.DisciplineLine) -> [Fact?] {
        if let round = line.carriedRound {
            return [
                Fact(
                    label: say("结论来源", "Decision"),
                    value: """
                        \(say(
                            "沿用第 \(round) 轮结论:有关图纸未变,不再复审;原结论作出于 ",
                            "that of round \(round) stands, since what concerns it is drawn as it was; made "))\(time(line.decidedAt))
                        """, isWide: true)
            ]
        }
        return [
            Fact(label: say("开启", "Opened"), value: time(line.openedAt)),
            Fact(label: say("领取", "Claimed"), value: time(line.claimedAt)),
            Fact(label: say("作出结论", "Decided"), value: "\(time(line.decidedAt))\(inTime(line.decidedAt, line.due))"),
            Fact(label: say("期限", "Due"), value: due(line.due)),
        ]
    }

    /// Every specialty with its reviewer and checker.
    private func signatures(_ lines: [ReportRecord.SpecialtyLine]) -> HTML {
        let rows = lines.map { line -> HTML in
            """
            <tr><th scope="row">\(say(RecordWords.specialty(line.specialty)))</th><td>\(names([line.reviewer]))<br>\(time(line.finishedAt))</td>\
            <td>\(names([line.checker]))<br>\(time(line.checkedAt))</td><td>\(say(line.state.label))</td></tr>

            """
        }
        let headings = [say("专业", "Specialty"), say("审查人", "Reviewed by"), say("校核人", "Checked by"), say("状态", "State")]
        return table("signatures", headings, rows)
    }

    private func verdictMark(_ line: ReportRecord.DisciplineLine) -> HTML {
        guard let decision = line.decision else { return "" }
        return " <b class=\"\(own: Self.tone(decision))\">\(say(decision.label))</b>"
    }
}
