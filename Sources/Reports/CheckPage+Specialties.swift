import JointReview

extension CheckPage {
    /// Sheets and findings by specialty: the lead of each sees at once what is his. Nothing for a package of one specialty.
    static func specialties(_ checked: CheckedPackage, _ page: OfficialPage) -> HTML {
        var order: [String] = []
        for sheet in checked.sheets where !order.contains(sheet.specialty) { order.append(sheet.specialty) }
        guard order.count > 1 else { return "" }
        let ofNumber = Dictionary(checked.sheets.map { (SheetNumber.plain($0.number), $0.specialty) }, uniquingKeysWith: { first, _ in first })
        let ofFile = Dictionary(grouping: checked.sheets, by: \.file).compactMapValues { sheets in
            Set(sheets.map(\.specialty)).count == 1 ? sheets.first?.specialty : nil
        }
        // A file with sheets of several specialties, and what is about no sheet, is everybody's.
        let findings = Dictionary(grouping: checked.findings) { finding in
            finding.sheet.flatMap { ofNumber[SheetNumber.plain($0)] } ?? ofFile[finding.file] ?? ""
        }
        let rows = (order + [""]).map { specialty -> HTML in
            let found = findings[specialty] ?? []
            let rejects = found.count { $0.severity == .reject }
            let name = specialty.isEmpty ? page.say("不分专业(清单、文件、其他)", "of no one specialty (list, files, others)") : specialty
            let sheets = specialty.isEmpty ? "—" : String(checked.sheets.count { $0.specialty == specialty })
            return "<tr><td>\(name)</td><td>\(sheets)</td><td>\(String(rejects))</td><td>\(String(found.count - rejects))</td></tr>\n"
        }
        let headings = [page.say("专业", "Specialty"), page.say("图纸", "Sheets"), page.say("拒收", "Rejections"), page.say("警告", "Warnings")]
        return """
            <section id="specialties">
            <h2>\(page.say("分专业", "By specialty"))</h2>
            \(page.table("specialties", headings, rows))
            </section>
            """
    }
}
