import Foundation
public import JointReview

/// The one-time notice of everything that is missing (缺补材料一次性告知书), for print.
public enum DeficiencyPage {
    /// One self-contained HTML file in UTF-8; the same notice gives the same bytes.
    public static func html(_ notice: DeficiencyNotice, language: Language) -> [UInt8] {
        var marks: [String] = []
        if notice.isSample { marks.append(language == .zh ? "【样例·非真实工程】" : "[SAMPLE: NOT A REAL PROJECT]") }
        if notice.isSimulated { marks.append(language == .zh ? "模拟时钟·日期非真实" : "Simulated clock: dates are not real") }
        let page = OfficialPage(
            language: language, title: language == .zh ? "缺补材料一次性告知书" : "One-time Notice of Deficiencies",
            number: (language == .zh ? "编号 " : "No. ") + notice.number, marks: marks)
        return page.html(body(notice, page)).bytes
    }

    private static func body(_ notice: DeficiencyNotice, _ page: OfficialPage) -> HTML {
        let rejecting = notice.items.count { $0.severity == .reject }
        let late = notice.items.count(where: \.isLate)
        let rows = notice.items.enumerated().map { row($1, number: $0 + 1, page) }
        let headings = [
            page.say("序号", "No."), page.say("位置", "Place"), page.say("问题与要求", "Deficiency and demand"), page.say("补正办法", "Remedy"),
            page.say("依据", "Basis"),
        ]
        return """
            <header><p class="docline"><span>\(notice.issuer)</span><span>\(page.number)</span></p><h1>\(page.title)</h1>
            <p class="case">\(notice.caseNumber) \(notice.caseTitle)</p></header>
            \(page.form(facts(notice, page)))
            <p class="salutation">\(page.say("\(notice.addressee):", "To \(notice.addressee):"))</p>
            <p class="formal">\(opening(notice, page))</p>
            <p class="formal">\(page.say("退回理由:", "Reason of the return: "))<span class="text">\(notice.reason)</span></p>
            \(page.table("demands", headings, rows))
            <p class="formal">\(page.say(
                "以上共 \(notice.items.count) 项,其中须补正后方可受理的 \(rejecting) 项。请按上述要求一次补正后重新报审;补正期间不计入审查时限。",
                "These are \(notice.items.count) items, \(rejecting) of which must be put right before the case can be accepted. Hand everything in at once; "
                    + "the time until then does not count towards the limits."))</p>
            \(lateness(late, page))
            \(packages(notice, page))
            \(signature(notice, page))
            """
    }

    private static func opening(_ notice: DeficiencyNotice, _ page: OfficialPage) -> String {
        page.say(
            "你单位报审的“\(notice.project)”施工图设计文件(报审件 \(notice.caseNumber))经检查,材料不齐全或者不符合要求。现将需要补正的全部内容一次告知如下:",
            "The construction drawings of “\(notice.project)” (case \(notice.caseNumber)) were checked and are incomplete or not in order. "
                + "This notice names everything that is to be put right, once and completely:")
    }

    private static func facts(_ notice: DeficiencyNotice, _ page: OfficialPage) -> [(label: String, value: HTML)] {
        [
            (page.say("工程名称", "Project"), "\(notice.project)"),
            (page.say("项目代码", "Project code"), "\(notice.projectCode ?? "—")"),
            (page.say("建设单位", "Owner"), "\(notice.addressee)"),
            (page.say("设计单位", "Institutes"), "\(notice.institutes.isEmpty ? "—" : notice.institutes.joined(separator: page.say("、", ", ")))"),
        ]
    }

    private static func row(_ item: DeficiencyNotice.Item, number: Int, _ page: OfficialPage) -> HTML {
        let code: HTML = item.code.map { "<br><code>\($0)</code>" } ?? ""
        let remedy = item.remedy.map { page.say($0) } ?? "—"
        // What the desk asks for in its own words rests on no rule of the check.
        let source = item.source == .desk ? page.say("受理窗口提出", "asked for by the desk") : page.say("系统检查规则", "rules of the check")
        return """
            <tr><td>\(number)</td><td>\(page.place(file: item.file, sheet: item.sheet, line: item.line))</td>\
            <td>\(page.badge(item.severity))\(page.lateMark(item.isLate))<br><span class="text">\(page.say(item.demand))</span>\(code)</td>\
            <td>\(remedy)</td><td>\(item.basis ?? source)</td></tr>

            """
    }

    private static func lateness(_ count: Int, _ page: OfficialPage) -> HTML {
        guard count > 0 else { return "" }
        let words = page.say(
            "标有“迟告”的 \(count) 项在前次告知时已可发现而未告知,特此说明。",
            "\(count) items are marked “late finding”: they could have been found with the earlier notice and were not told then.")
        return "<p class=\"formal\">\(words)</p>"
    }

    private static func packages(_ notice: DeficiencyNotice, _ page: OfficialPage) -> HTML {
        guard !notice.packages.isEmpty else { return "" }
        let rows = notice.packages.map { package -> HTML in
            "<tr><td>\(package.institute)</td><td>\(package.name)</td><td><code class=\"hash\">\(package.sha256)</code></td></tr>\n"
        }
        let headings = [page.say("设计单位", "Institute"), page.say("所检查的图纸包", "Package that was checked"), "SHA-256"]
        return "<h2>\(page.say("检查对象", "What was checked"))</h2>\n\(page.table("packages", headings, rows))"
    }

    private static func signature(_ notice: DeficiencyNotice, _ page: OfficialPage) -> HTML {
        """
        <div class="signature"><div><p class="sealplace">\(page.say("(盖章处)", "(seal)"))</p>
        <p>\(notice.issuer)</p><p><time>\(ChinaTime.day(notice.issuedAt))</time></p></div></div>
        <div class="receipt"><p>\(page.say("签收人(签字):", "Received by (signature):"))　　　　　　　　　　　　\(page.say("签收日期:", "Date:"))</p>
        <p class="role">\(page.say("本告知书一式两份,窗口与申请人各执一份。", "Two copies: one for the desk, one for the applicant."))</p></div>
        """
    }
}
