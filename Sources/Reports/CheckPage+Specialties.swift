import JointReview

extension CheckPage {
    /// Sheets and findings by specialty: the lead of each sees at once what is his. Nothing for a package of one specialty.
    static func specialties(_ checked: CheckedPackage, _ page: OfficialPage) -> HTML {
        let lines = CheckSummary(checked).specialties
        // One specialty, and what is of none.
        guard lines.count > 2 else { return "" }
        let rows = lines.map { line -> HTML in
            let name = line.specialty ?? page.say("不分专业(清单、文件、其他)", "of no one specialty (list, files, others)")
            let sheets = line.specialty == nil ? "—" : String(line.sheets)
            return "<tr><td>\(name)</td><td>\(sheets)</td><td>\(String(line.rejections))</td><td>\(String(line.warnings))</td></tr>\n"
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
