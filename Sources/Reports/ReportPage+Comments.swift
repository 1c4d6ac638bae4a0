import Foundation
import JointReview

extension ReportPage {
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
            let specialty: HTML = comment.specialty.map { "<br><span class=\"spec\">\($0)</span>" } ?? ""
            return """
                <tr><td>\(say(comment.discipline.label))\(specialty)<br>\(badge(comment.severity))</td><td><p class="text">\(comment.text)</p>\
                \(basis(comment.basis))\(relations)<p class="src">\(say("意见", "Comment")) \(commentID(comment.id, isHome: true)) · \
                \(attribution(comment))\(trail.marks(comment.audit))</p></td><td>\(sheet)</td>\
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
