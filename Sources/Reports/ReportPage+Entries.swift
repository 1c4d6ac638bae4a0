import Foundation
import JointReview

extension ReportPage {
    /// The audit entries behind the lines, each with links back to them.
    var entries: HTML {
        var rows = record.entries.map(entryRow)
        rows += trail.missing.map { id -> HTML in
            """
            <tr id="entry-\(id)"><td class="no">\(trail.number(id))</td><td colspan="5"><span class="bad">\(say(
                "本报告的记录中没有此条。", "The record of this report does not hold this entry."))</span>\(backLinks(id))</td></tr>

            """
        }
        guard !rows.isEmpty else { return nothing("没有审计记录。", "There are no audit entries.") }
        let headings = [
            say("序号", "No."), say("行为", "Act"), say("人员与角色", "Person and role"), say("单位", "Organisation"),
            say("记录时间", "Recorded"), say("对象与摘要", "Object and digest"),
        ]
        return """
            <p class="lead">\(say(
                "序号为本项目审计记录的连续编号;“db”开头的为数据库编号。记录时间取数据库时钟,业务时间与之不同时另行列出。",
                "Numbers are those of the project's log, without gaps; “db” marks a number of the database. Times are the database's clock; a "
                    + "different business time stands below."))</p>
            \(table("entries", headings, rows))
            """
    }

    private func entryRow(_ entry: ReportRecord.Entry) -> HTML {
        let words = Act(rawValue: entry.act).map { say($0.words) }
        let named: HTML = words.map { "\($0)<br>" } ?? ""
        let result: HTML = entry.result == "ok" ? "" : " <span class=\"bad\">\(say(RecordWords.result(entry.result)))</span>"
        // A fraction of a second between the two clocks is the time of the transaction, not a different date.
        let differs = abs(ChinaTime.milliseconds(entry.effectiveAt) - ChinaTime.milliseconds(entry.recordedAt)) >= 1_000
        let effective: HTML = differs ? "<br><span class=\"path\">\(say("业务 ", "business ")) \(ChinaTime.text(entry.effectiveAt))</span>" : ""
        let object: HTML = entry.object.map { "<code class=\"id\">\($0.uuidString.lowercased())</code>" } ?? ""
        let digest: HTML = entry.sha256.map(hash) ?? ""
        return """
            <tr id="entry-\(entry.id)"><td class="no">\(trail.number(entry.id))</td><td>\(named)<code>\(entry.act)</code>\(result)</td>\
            <td>\(entry.person?.name ?? say("系统", "the service"))<br><span class="role">\(say(entry.role.label))</span></td>\
            <td>\(entry.organisation?.name ?? "—")</td><td>\(time(entry.recordedAt))\(effective)</td>\
            <td>\(say(RecordWords.objectKind(entry.objectKind))) \(object)\(digest)\(backLinks(entry.id))</td></tr>

            """
    }

    // Links to the lines that rest on an entry. A package's entries stand behind each of its sheets: many of one kind share one link.
    private func backLinks(_ entry: Int64) -> HTML {
        let lines = trail.lines(on: entry)
        guard !lines.isEmpty else { return "" }
        var links: [HTML] = []
        var rest = lines[...]
        while let first = rest.first {
            let kind = part(of: first)
            let own = rest.prefix { part(of: $0) == kind }
            rest = rest.dropFirst(own.count)
            if own.count > 6 {
                links.append("<a href=\"#\(own: kind.anchor)\">\(title(kind)) ×\(own.count)</a>")
            } else {
                links += own.map { "<a href=\"#\($0.anchor)\">\(name(of: $0))</a>" }
            }
        }
        var joined: HTML = ""
        for (index, link) in links.enumerated() { joined += index == 0 ? link : " · \(link)" }
        return "<p class=\"back\">↩ \(joined)</p>"
    }

    private func part(of line: AuditTrail.Line) -> Part {
        switch line {
        case .project: .project
        case .case, .opinion: .verdict
        case .party: .parties
        case .discipline: .reviews
        case .package: .packages
        case .sheet: .sheets
        case .file: .files
        case .comment(let id): comments.item(showing: id) != nil ? .items : comments.earlierItem(showing: id) == nil ? .otherComments : .earlierItems
        }
    }

    private func name(of line: AuditTrail.Line) -> String {
        switch line {
        case .project: say("工程", "project")
        case .case: say("报审件", "case")
        case .opinion: say("汇总意见", "opinion")
        case .party(let index): say("单位 \(index + 1)", "party \(index + 1)")
        case .discipline(let discipline): say(discipline.label)
        case .package(let index): say("文件包 \(index + 1)", "package \(index + 1)")
        case .sheet(let index): record.sheets[index].number
        case .file(let index): say("文件 \(index + 1)", "file \(index + 1)")
        case .comment(let id):
            (comments.item(showing: id) ?? comments.earlierItem(showing: id)).map { say("意见 \($0)", "item \($0)") }
                ?? say("其他意见", "other comment")
        }
    }
}
