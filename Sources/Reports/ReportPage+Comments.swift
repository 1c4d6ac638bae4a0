import Foundation
import JointReview

extension ReportPage {
    /// What became of a comment: why it came late, what the institute answered in each round, what its body found.
    func history(_ comment: ReportRecord.CommentLine) -> HTML {
        var lines: HTML = ""
        let shapes = comment.markup ?? []
        if !shapes.isEmpty {
            var drawn: HTML = ""
            for (index, shape) in shapes.enumerated() { drawn += index == 0 ? self.drawn(shape, comment) : "; \(self.drawn(shape, comment))" }
            lines += "<p class=\"src\">\(say("圈阅", "Markup")) · \(drawn)</p>"
        }
        if let late = comment.late { lines += "<p class=\"src\"><span class=\"bad\">\(say("迟提意见", "Late finding"))</span> \(late)</p>" }
        for answer in comment.answers ?? [] {
            let sheet: HTML = answer.sheet.map { " · \(say("见", "see")) \($0)" } ?? ""
            lines += """
                <p class="src">\(say("第 \(answer.round) 轮回复", "Answer to round \(answer.round)"))\(say(":", ": "))\(say(answer.verdict.label)) · \
                <span class="text">\(answer.text)</span>\(sheet) · \(names([answer.author])) \(time(answer.releasedAt))</p>
                """
        }
        for check in comment.backchecks ?? [] {
            let words: HTML = check.text.map { " · <span class=\"text\">\($0)</span>" } ?? ""
            lines += """
                <p class="src">\(say("第 \(check.round) 轮复核", "Verified in round \(check.round)"))\(say(":", ": "))\(say(check.verdict.label))\(words) · \
                \(names([check.person])) \(time(check.at))</p>
                """
        }
        return lines
    }

    /// One shape of a comment: what it is, what it says or measures, and where it lies if that is not the place of the comment itself.
    private func drawn(_ shape: MarkupShape, _ comment: ReportRecord.CommentLine) -> HTML {
        let region = shape.region(onPage: comment.region.page)
        let words: HTML = shape.text.map { " “<span class=\"text\">\($0)</span>”" } ?? ""
        var measured: HTML = ""
        if let length = shape.measured, let unit = shape.unit, let scale = shape.scale {
            measured = " \("\(length)") \(unit.rawValue) (1:\(Figures.measure(scale)))"
        }
        let place: HTML =
            Self.isSamePlace(region, comment.region) || region.width == 0 && region.height == 0
            ? ""
            : " (\(Figures.measure(region.x)), \(Figures.measure(region.y)) · \(Figures.measure(region.width)) × \(Figures.measure(region.height)) pt)"
        return "\(say(shape.kind.label))\(words)\(measured)\(place)"
    }

    /// Whether two regions are one to somebody who reads tenths of a point.
    private static func isSamePlace(_ one: Region, _ other: Region) -> Bool {
        let differences = [one.x - other.x, one.y - other.y, one.width - other.width, one.height - other.height]
        return one.page == other.page && differences.allSatisfy { abs($0) < 0.05 }
    }

    /// Every comment that no item shows: of earlier rounds, corrected ones without a standing successor here, or all while there is no opinion.
    var otherComments: HTML {
        let rows = comments.others.map { comment -> HTML in
            let sheet: HTML =
                comments.sheet(comment.sheet).map { "\($0.number) \($0.title)" } ?? "<code>\(comment.sheet.uuidString.lowercased())</code>"
            var relations: HTML = ""
            if let old = comment.supersedes {
                relations += "<p class=\"src\">\(say("更正了", "Corrects")) \(commentID(old, isHome: false))</p>"
            }
            if let new = comment.supersededBy {
                relations += "<p class=\"src\"><span class=\"bad\">\(say("已更正为", "Corrected by"))</span> \(commentID(new, isHome: false))</p>"
            }
            let specialty: HTML = comment.specialty.map { "<br><span class=\"spec\">\(say(RecordWords.specialty($0)))</span>" } ?? ""
            return """
                <tr><td>\(say(comment.discipline.label))\(specialty)<br>\(badge(comment.severity))</td><td><p class="text">\(comment.text)</p>\
                \(basis(comment.basis))\(relations)<p class="src">\(say("意见", "Comment")) \(commentID(comment.id, isHome: true)) · \
                \(attribution(comment))\(trail.marks(comment.audit))</p>\(history(comment))</td><td>\(sheet)</td>\
                <td class="place">\(place(comment.region, on: comment.sheet))</td></tr>

                """
        }
        guard !rows.isEmpty else {
            return nothing("除汇总意见所列外,没有其他已发布意见。", "Every published comment is among the items above.")
        }
        let headings = [say("审查类别", "Discipline"), say("意见与依据", "Comment and basis"), say("图纸", "Sheet"), say("位置", "Place")]
        return table("others", headings, rows)
    }
}
