import Foundation
import JointReview

extension ReportPage {
    /// The merged opinion: by sheet in the order of the package, then by discipline.
    var items: HTML {
        guard let opinion = record.opinion else {
            return nothing(
                "尚未形成汇总意见;已发布的意见见下一部分。", "There is no merged opinion yet; published comments are in the next part.")
        }
        guard !opinion.opinion.items.isEmpty else { return nothing("本轮没有意见。", "There are no items in this round.") }
        var pieces: [HTML] = []
        var rest = opinion.opinion.items[...]
        while let sheet = rest.first?.sheet {
            let own = rest.prefix { $0.sheet.id == sheet.id }
            rest = rest.dropFirst(own.count)
            pieces.append(itemTable(sheet, own))
        }
        return """
            <p class="lead">\(order) \(say(
                "位置为该页左下角起的 PDF 点(1 pt = 1/72 in):x, y, 宽 × 高。上标数字为附录中的审计记录。",
                "Places are PDF points (1/72 in) from the bottom left of the page: x, y, width × height. Raised numbers are audit entries in the appendix."))</p>
            \(pieces)
            """
    }

    private var order: String {
        record.opinion?.opinion.numbering == nil
            ? say("按图纸、再按审查类别排列。", "By sheet, then by discipline.")
            : say("按图纸、位置、等级和审查类别排列;序号各轮不变。", "By sheet, place, severity and discipline; numbers stay the same in every round.")
    }

    private func itemTable(_ sheet: OpinionItem.Sheet, _ items: ArraySlice<OpinionItem>) -> HTML {
        var groups: [HTML] = items.first?.statements == nil ? [] : ["<tbody>\(items.map(itemRow))</tbody>\n"]
        var rest = groups.isEmpty ? items : []
        while let discipline = rest.first?.discipline {
            let own = rest.prefix { $0.discipline == discipline }
            rest = rest.dropFirst(own.count)
            let rows = own.map(itemRow)
            groups.append("<tbody><tr class=\"group\"><th colspan=\"4\" scope=\"rowgroup\">\(say(discipline.label))</th></tr>\n\(rows)</tbody>\n")
        }
        let index = record.sheets.firstIndex { $0.id == sheet.id }
        let title: HTML = "<b>\(sheet.number)</b> \(sheet.title)"
        let linked: HTML = index.map { "<a href=\"#\(AuditTrail.Line.sheet($0).anchor)\">\(title)</a>" } ?? title
        return """
            <table class="items"><colgroup><col><col><col><col></colgroup><thead>
            <tr class="sheet"><th colspan="4">\(linked) <span class="rev">\(say("版本", "revision")) \(sheet.revision)</span>\
            <span class="digest">\(say("文件", "file")) SHA-256 <code>\(sheet.fileSHA256)</code></span></th></tr>
            <tr><th scope="col">\(say("序号", "No."))</th><th scope="col">\(say("等级", "Severity"))</th>\
            <th scope="col">\(say("意见与依据", "Demand and basis"))</th><th scope="col">\(say("位置", "Place"))</th></tr>
            </thead>
            \(groups)</table>

            """
    }

    private func itemRow(_ item: OpinionItem) -> HTML {
        let specialty: HTML = item.specialty.map { "<br><span class=\"spec\">\(say(RecordWords.specialty($0)))</span>" } ?? ""
        if let statements = item.statements {
            let disciplines = Discipline.allCases.filter { one in statements.contains { $0.discipline == one } }
            let names = disciplines.map { say($0.label) }.joined(separator: say("、", ", "))
            return """
                <tr id="item-\(item.number)"><td class="no">\(item.number)</td><td>\(badge(item.severity))<br>\(names)\(specialty)</td>\
                <td>\(self.statements(item, statements))</td><td class="place">\(place(item.region, on: item.sheet.id))</td></tr>

                """
        }
        let sources = item.sources.map { source(item, $0) }
        return """
            <tr id="item-\(item.number)"><td class="no">\(item.number)</td><td>\(badge(item.severity))\(specialty)</td>\
            <td><p class="text">\(item.text)</p>\(basis(item.basis))\(sources)</td><td class="place">\(place(item.region, on: item.sheet.id))</td></tr>

            """
    }

    // A comment behind an item, with what it corrected.
    func source(_ item: OpinionItem, _ id: UUID) -> HTML {
        let isHome = comments.item(showing: id) == item.number
        guard let comment = comments[id] else {
            return "<p class=\"src\">\(say("来源意见", "Comment")) \(commentID(id, isHome: isHome))</p>"
        }
        let earlier = comments.earlier(than: id).map { old -> HTML in
            """
            <div class="old"><p class="oldhead">\(say("更正前原文", "Text before the correction")) · \(badge(old.severity)) \(attribution(old))</p>\
            <p class="text">\(old.text)</p>\(basis(old.basis))<p class="src">\(say("意见", "Comment")) \
            \(commentID(old.id, isHome: comments.item(showing: old.id) == item.number))\(trail.marks(old.audit))</p></div>
            """
        }
        return """
            <p class="src">\(say("来源意见", "Comment")) \(commentID(id, isHome: isHome)) · \(attribution(comment))\(trail.marks(comment.audit))</p>\(history(comment))\(earlier)
            """
    }

    /// The identity of a comment; the anchor where the comment is at home, a link elsewhere.
    func commentID(_ id: UUID, isHome: Bool) -> HTML {
        let anchor = AuditTrail.Line.comment(id).anchor
        let text = id.uuidString.lowercased()
        return isHome ? "<code class=\"id\" id=\"\(anchor)\">\(text)</code>" : "<a href=\"#\(anchor)\"><code class=\"id\">\(text)</code></a>"
    }

    func attribution(_ comment: ReportRecord.CommentLine) -> HTML {
        "\(comment.author.name) \(time(comment.publishedAt)) \(say("第 \(comment.round) 轮", "round \(comment.round)"))"
    }

    func badge(_ severity: Severity) -> HTML {
        let tone: StaticString =
            switch severity {
            case .mandatoryClause: "mandatory"
            case .generalClause: "general"
            case .advice: "adv"
            case .information: "info"
            }
        return "<span class=\"badge \(own: tone)\">\(say(severity.label))</span>"
    }

    func basis(_ basis: Basis?) -> HTML {
        guard let basis else { return "" }
        return "<p class=\"basis\"><span>\(say("依据", "Basis")) · \(say(basis.kind.label))</span> \(basis.text)</p>"
    }

    /// A region in figures, with a small picture of where it lies on the sheet.
    func place(_ region: Region, on sheet: UUID) -> HTML {
        let picture: HTML = comments.sheet(sheet).map { Locator(region, width: $0.width, height: $0.height).picture } ?? ""
        return """
            \(picture)<span class="pt">\(say("第 \(region.page) 页", "page \(region.page)"))<br>\(Figures.measure(region.x)), \
            \(Figures.measure(region.y))<br>\(Figures.measure(region.width)) × \(Figures.measure(region.height)) pt</span>
            """
    }
}
