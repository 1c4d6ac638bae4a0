import Foundation
import JointReview

extension ReportPage {
    /// The parts of a report, in their order.
    enum Part: Int, CaseIterable, Sendable {
        case verdict, rounds, project, parties, applicability, reviews, items, earlierItems, conflicts, otherComments, packages, sheets, files,
            entries

        /// Where links find it.
        var anchor: StaticString {
            switch self {
            case .verdict: "verdict"
            case .rounds: "rounds"
            case .project: "facts"
            case .parties: "parties"
            case .applicability: "applicability"
            case .reviews: "reviews"
            case .items: "items"
            case .earlierItems: "earlier-items"
            case .conflicts: "conflicts"
            case .otherComments: "other-comments"
            case .packages: "packages"
            case .sheets: "sheets"
            case .files: "files"
            case .entries: "entries"
            }
        }
    }

    /// A part's number and name.
    func title(_ part: Part) -> String {
        let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]
        guard part != .entries else { return say("附录 审计记录", "Appendix: audit entries") }
        return say(numerals[part.rawValue] + "、", "\(part.rawValue + 1). ") + name(of: part)
    }

    func name(of part: Part) -> String {
        switch part {
        case .verdict: say("审查结论", "Verdict")
        case .rounds: say("各轮审查与最终结论", "Rounds and conclusions")
        case .project: say("工程概况", "Project")
        case .parties: say("参与单位及人员", "Parties and people")
        case .applicability: say("审查类别适用情况", "Applicability of the five disciplines")
        case .reviews: say("专业审查过程", "Reviews")
        case .items: say("汇总审查意见(最近一轮)", "Merged review items (newest round)")
        case .earlierItems: say("以前各轮意见及办理结果", "Items of earlier rounds and how they ended")
        case .conflicts: say("意见冲突与协调", "Conflicts and their settlement")
        case .otherComments: say("其他已发布意见", "Other published comments")
        case .packages: say("送审文件包", "Packages")
        case .sheets: say("送审图纸及摘要", "Sheets and digests")
        case .files: say("文件与参考资料", "Documents and references")
        case .entries: say("审计记录", "Audit entries")
        }
    }

    func section(_ part: Part) -> HTML {
        "<section id=\"\(own: part.anchor)\">\n<h2>\(title(part))</h2>\n\(content(part))\n</section>\n"
    }

    private func content(_ part: Part) -> HTML {
        switch part {
        case .verdict: verdict
        case .rounds: rounds
        case .project: project
        case .parties: parties
        case .applicability: applicability
        case .reviews: reviews
        case .items: items
        case .earlierItems: earlierItems
        case .conflicts: conflicts
        case .otherComments: otherComments
        case .packages: packages
        case .sheets: sheets
        case .files: files
        case .entries: entries
        }
    }

    /// A fact of a form: label, value, and whether it takes the whole width.
    struct Fact {
        let label: String
        let value: HTML
        var isWide = false
    }

    /// A form: facts two to a row, wide ones alone.
    func form(_ facts: [Fact], caption: HTML = "") -> HTML {
        var rows: HTML = ""
        var waiting: Fact?
        func cell(_ fact: Fact, alone: Bool) -> HTML {
            alone ? "<th>\(fact.label)</th><td colspan=\"3\">\(fact.value)</td>" : "<th>\(fact.label)</th><td>\(fact.value)</td>"
        }
        for fact in facts {
            if let first = waiting {
                rows += fact.isWide ? "<tr>\(cell(first, alone: true))</tr>\n" : "<tr>\(cell(first, alone: false))\(cell(fact, alone: false))</tr>\n"
                waiting = nil
                if fact.isWide { rows += "<tr>\(cell(fact, alone: true))</tr>\n" }
            } else if fact.isWide {
                rows += "<tr>\(cell(fact, alone: true))</tr>\n"
            } else {
                waiting = fact
            }
        }
        if let last = waiting { rows += "<tr>\(cell(last, alone: true))</tr>\n" }
        return "<table class=\"form\">\(caption)<tbody>\n\(rows)</tbody></table>"
    }

    /// A list with a heading that repeats on every printed page.
    func table(_ kind: StaticString, _ headings: [String], _ rows: [HTML]) -> HTML {
        let cells = headings.map { heading -> HTML in "<th scope=\"col\">\(heading)</th>" }
        return "<table class=\"\(own: kind)\"><thead><tr>\(cells)</tr></thead><tbody>\n\(rows)</tbody></table>"
    }

    /// A sentence in place of an empty list.
    func nothing(_ zh: String, _ en: String) -> HTML { "<p class=\"none\">\(say(zh, en))</p>" }

    /// An instant, or a dash.
    func time(_ date: Date?) -> HTML {
        guard let date else { return "—" }
        return "<time>\(ChinaTime.text(date))</time>"
    }

    /// The end of a last day as the trade says it: 24:00 of that day, not 00:00 of the next.
    func due(_ date: Date?) -> HTML {
        guard let date else { return "—" }
        let last = ChinaTime.Parts(ChinaTime.milliseconds(date) - 1)
        return last.fine == "23:59:59.999" ? "<time>\(last.day) 24:00</time>" : time(date)
    }

    /// A digest that breaks in the middle.
    func hash(_ digest: String) -> HTML { "<code class=\"hash\">\(digest)</code>" }

    func names(_ people: [ReportRecord.Person?]) -> String {
        let names = people.compactMap { $0?.name }
        return names.isEmpty ? "—" : names.joined(separator: say("、", ", "))
    }
}
