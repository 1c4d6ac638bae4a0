import Foundation
import JointReview

extension ReportPage {
    /// Items of earlier opinions that the newest does not hold any more: what was demanded, what was answered, how it ended.
    var earlierItems: HTML {
        guard !comments.earlierItems.isEmpty else {
            return nothing("没有其他轮次的意见。", "There are no items of other rounds.")
        }
        let headings = [
            say("序号", "No."), say("等级与办理结果", "Severity and outcome"), say("意见、回复与复核", "Demand, answers, verification"),
            say("图纸与位置", "Sheet and place"),
        ]
        return """
            <p class="lead">\(say(
                "以前各轮汇总意见所列、最近一轮不再列出的意见,序号不变。", "Items of earlier opinions that the newest does not list; they keep their numbers."))</p>
            \(table("earlier", headings, comments.earlierItems.map(earlierRow)))
            """
    }

    private func earlierRow(_ item: CommentBook.EarlierItem) -> HTML {
        let disciplines = Discipline.allCases.filter { one in item.comments.contains { $0.discipline == one } }
        let names = disciplines.map { say($0.label) }.joined(separator: say("、", ", "))
        let specialty: HTML = item.comments.first?.specialty.map { "<br><span class=\"spec\">\(say(RecordWords.specialty($0)))</span>" } ?? ""
        let voices = item.comments.map { comment -> HTML in
            let words: HTML = """
                <p class="text">\(comment.text)</p>\(basis(comment.basis))<p class="src">\(say("意见", "Comment")) \
                \(commentID(comment.id, isHome: true)) · \(attribution(comment))\(trail.marks(comment.audit))</p>\(history(comment))
                """
            return item.comments.count == 1
                ? words : "<div class=\"voice\"><p class=\"who\"><b>\(say(comment.discipline.label))</b></p>\(words)</div>"
        }
        let first = item.comments.first
        let sheet: HTML = first.flatMap { comments.sheet($0.sheet) }.map { "\($0.number) \($0.title)" } ?? "\(item.sheet)"
        let place: HTML = first.map { self.place($0.region, on: $0.sheet) } ?? ""
        let conflicts = conflictsShown.filter { told in told.sides.contains { $0.item == item.number } }.map { told -> HTML in
            "<p class=\"src\"><a href=\"#conflict-\(told.conflict.number)\">\(say("见意见冲突 \(told.conflict.number)", "See conflict \(told.conflict.number)"))</a></p>"
        }
        return """
            <tr id="item-\(item.number)"><td class="no">\(item.number)</td><td>\(badge(item.severity))<br>\(names)\(specialty)<br>\(outcome(item))</td>\
            <td>\(HTML(voices))\(conflicts)</td><td>\(sheet)<div class="place">\(place)</div></td></tr>

            """
    }

    /// How an item ended: closed by its own body in a round, taken up by a correction, or still open.
    private func outcome(_ item: CommentBook.EarlierItem) -> HTML {
        let ends = item.comments.map { $0.backchecks?.last { $0.verdict == .closed }?.round }
        if let last = ends.compactMap({ $0 }).max(), !ends.contains(nil) {
            return "<span class=\"ok\">\(say("第 \(last) 轮复核闭合", "closed in round \(last)"))</span>"
        }
        if item.comments.allSatisfy({ $0.supersededBy != nil }) { return "<span class=\"role\">\(say("已更正", "corrected"))</span>" }
        return item.severity.blocks
            ? "<span class=\"bad\">\(say("未闭合", "not closed"))</span>"
            : "<span class=\"role\">\(say("不须闭合", "needs no closing"))</span>"
    }
}
