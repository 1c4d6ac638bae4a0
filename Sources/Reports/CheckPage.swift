public import JointReview

/// The answer of a check as a page: everything at once, by file, rejections first.
public enum CheckPage {
    /// One self-contained HTML file in UTF-8, for a screen and for A4.
    public static func html(_ checked: CheckedPackage, language: Language) -> [UInt8] {
        let page = OfficialPage(
            language: language, title: language == .zh ? "图纸包检查结果" : "Result of the package check",
            number: String(checked.package.sha256.prefix(16)), marks: [])
        return page.html(body(checked, page)).bytes
    }

    private static func body(_ checked: CheckedPackage, _ page: OfficialPage) -> HTML {
        let groups = checked.findings.byFile(package: checked.package.name)
        let rejects = checked.findings.count { $0.severity == .reject }
        let warns = checked.findings.count - rejects
        let nothing: HTML = "<p class=\"none\">\(page.say("检查没有发现问题。", "The check found nothing."))</p>"
        let withheld = checked.withheldFindings ?? 0
        let left: HTML = """
            <p class="none">\(page.say(
                "另有 \(withheld) 项涉及限制公开的图纸,未列出。", "\(withheld) more about restricted sheets, not listed here."))</p>
            """
        return """
            <header><h1>\(page.title)</h1><p class="project">\(checked.package.name)</p></header>
            \(verdict(checked, rejects, warns, page))
            \(page.form(facts(checked, page)))
            \(specialties(checked, page))
            \(checked.set.map { set($0, page) } ?? "")
            <section id="findings">
            <h2>\(page.say("问题与办法(一次告知全部)", "Findings and remedies, all at once"))</h2>
            \(groups.isEmpty && withheld == 0 ? nothing : HTML(groups.map { group($0, page) }))
            \(withheld == 0 ? "" : left)
            </section>
            \(names(checked, page))
            <footer><p>\(page.say(
                "本结果由系统按文件内容自动得出,不是受理决定。代码含义见使用说明。",
                "The program found this by the files themselves; it is no decision on acceptance. The manual says what each code means."))</p></footer>
            """
    }

    /// The whole set against the one before: what is not as it was, line by line.
    private static func set(_ set: ComposedSet, _ page: OfficialPage) -> HTML {
        guard let base = set.base else { return "" }
        let counts = SheetStanding.allCases.filter { set.count($0) > 0 }.map { "\(page.say($0.label)) \(set.count($0))" }.joined(separator: " · ")
        let rows = set.sheets.filter { !$0.carried }.map { line -> HTML in
            let sheet = line.sheet ?? line.before
            let declared: HTML = line.declared.map { "\(page.say($0.kind.label)) · \($0.text)" } ?? "—"
            let revisions = [line.before?.revision, line.sheet?.revision].compactMap { $0 }.joined(separator: " → ")
            return """
                <tr><td>\(page.say(line.standing.label))</td><td><b>\(line.number)</b><br>\(sheet?.title ?? "")</td><td>\(revisions)</td>\
                <td>\(declared)</td></tr>

                """
        }
        let headings = [
            page.say("变化", "Standing"), page.say("图号、图名", "Number, title"), page.say("版次", "Rev."), page.say("修改清单", "List of changes"),
        ]
        let carried = set.sheets.count(where: \.carried)
        return """
            <section id="set">
            <h2>\(page.say("组成的全套图纸", "The set that it makes"))</h2>
            <p>\(page.say("与上一套图纸相比:", "Against the last set: "))\(base.name) <code>\(String(base.sha256.prefix(16)))…</code><br>\(counts)<br>\
            \(page.say("沿用 \(carried) 张,此处不列。", "\(carried) carried over, not listed here."))</p>
            \(page.table("set", headings, rows))
            </section>
            """
    }

    private static func verdict(_ checked: CheckedPackage, _ rejects: Int, _ warns: Int, _ page: OfficialPage) -> HTML {
        let word = checked.acceptable ? page.say("可受理", "Acceptable") : page.say("不可受理", "Not acceptable")
        let counts = page.say("拒收 \(rejects) 项 · 警告 \(warns) 项", "rejections \(rejects) · warnings \(warns)")
        let inside: HTML = "<p class=\"word\">\(word)</p><p>\(counts)</p>"
        return checked.acceptable ? "<div class=\"verdict pass\">\(inside)</div>" : "<div class=\"verdict fail\">\(inside)</div>"
    }

    private static func facts(_ checked: CheckedPackage, _ page: OfficialPage) -> [(label: String, value: HTML)] {
        let list: String =
            switch checked.manifest {
            case "given": page.say("包内 manifest.xml", "manifest.xml of the package")
            case "proposed": page.say("按文件名推定", "proposed from file names")
            default: page.say("未能打开图纸包", "the package could not be opened")
            }
        return [
            (page.say("文件摘要", "SHA-256"), "<code class=\"hash\">\(checked.package.sha256)</code>"),
            (page.say("大小", "Size"), "\(Figures.bytes(checked.package.size))"),
            (
                page.say("内容", "Content"),
                "\(page.say("文件 \(checked.entries.count) 个,图纸 \(checked.sheets.count) 张", "\(checked.entries.count) files, \(checked.sheets.count) sheets"))"
            ),
            (page.say("图纸目录", "Drawing list"), "\(list)"),
        ] + (checked.rules.map { [rule($0, page)] } ?? [])
    }

    private static func rule(_ rules: CheckedPackage.Rules, _ page: OfficialPage) -> (label: String, value: HTML) {
        let words = page.say("\(rules.id),\(rules.effectiveFrom) 起施行", "\(rules.id), in force from \(rules.effectiveFrom)")
        return (page.say("检查规则", "Rules"), "\(words)")
    }

    private static func group(_ group: FindingGroup, _ page: OfficialPage) -> HTML {
        let rows = group.findings.map { finding -> HTML in
            let place: HTML =
                finding.sheet == nil && finding.line == nil ? "" : "<br>\(page.place(file: nil, sheet: finding.sheet, line: finding.line))"
            let basis: HTML = finding.basis.map { "<p class=\"basis\">\(page.say("依据:", "Basis: "))\($0)</p>" } ?? ""
            return """
                <tr><td>\(page.badge(finding.severity))\(page.lateMark(finding.late == true))<br><code>\(finding.code)</code>\(place)</td>\
                <td>\(page.say(finding.message))\(basis)</td><td>\(page.say(finding.remedy))</td></tr>

                """
        }
        let headings = [page.say("级别与代码", "Level and code"), page.say("问题", "Finding"), page.say("处理办法", "Remedy")]
        let counts = page.say(
            "拒收 \(group.count(.reject)) · 警告 \(group.count(.warn))", "\(group.count(.reject)) rejections · \(group.count(.warn)) warnings")
        return "<h3>\(group.file) <span class=\"role\">\(counts)</span></h3>\n\(page.table("checked", headings, rows))\n"
    }
}
