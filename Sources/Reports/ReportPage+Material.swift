import Foundation
import JointReview

extension ReportPage {
    /// The packages as they arrived, with what intake found.
    var packages: HTML {
        guard !record.packages.isEmpty else { return nothing("没有已锁定的文件包。", "No package is sealed.") }
        let forms = record.packages.enumerated().map { index, package -> HTML in
            let caption: HTML = "<caption id=\"\(AuditTrail.Line.package(index).anchor)\">\(package.name)\(trail.marks(package.audit))</caption>"
            return "\(form(packageFacts(package), caption: caption))\n\(findings(package.findings))\n"
        }
        return """
            <p class="lead">\(say("核对方法:", "To check: "))<code>sha256sum \(say("文件包", "PACKAGE"))</code></p>
            \(forms)
            """
    }

    private func packageFacts(_ package: ReportRecord.Package) -> [Fact] {
        [
            Fact(label: "SHA-256", value: hash(package.sha256), isWide: true),
            Fact(label: "SM3", value: package.sm3.map(hash) ?? "\(say("未启用", "not switched on"))", isWide: true),
            Fact(label: say("大小", "Size"), value: "\(Figures.bytes(package.size))"),
            Fact(label: say("轮次", "Round"), value: "\(package.round)"),
            Fact(label: say("设计单位", "Institute"), value: "\(package.institute.name)", isWide: true),
            Fact(label: say("上传", "Uploaded"), value: "\(package.uploadedBy.name) \(time(package.uploadedAt))"),
            Fact(label: say("锁定", "Sealed"), value: package.sealedAt == nil ? "—" : "\(names([package.sealedBy])) \(time(package.sealedAt))"),
        ] + (package.set.map(setFacts) ?? [])
    }

    /// What the package was applied to, what it made of it, and who said so.
    private func setFacts(_ set: ReportRecord.SetLine) -> [Fact] {
        let sides = ["owner": say("建设单位", "owner"), "institute": say("设计单位", "institute")]
        let confirmed = set.confirmations.map { said -> HTML in "<div>\(sides[said.side] ?? said.side) \(said.person.name) \(time(said.at))</div>" }
        return [
            Fact(label: say("范围", "Scope"), value: "\(set.isPartial ? say("只报修改的图纸", "changes only") : say("全套图纸", "complete set"))"),
            Fact(label: say("取消的图纸", "Removed"), value: set.removed.isEmpty ? "—" : "\(set.removed.joined(separator: say("、", ", ")))"),
            Fact(label: say("依据的图纸包", "Applied to"), value: hash(set.base), isWide: true),
            Fact(label: say("全套图纸摘要", "Digest of the set"), value: hash(set.sha256), isWide: true),
            Fact(label: say("确认", "Confirmed"), value: confirmed.isEmpty ? "—" : HTML(confirmed), isWide: true),
        ]
    }

    private func findings(_ findings: [Finding]) -> HTML {
        guard !findings.isEmpty else { return nothing("入库检查没有发现问题。", "Intake found nothing.") }
        let rows = findings.map { finding -> HTML in
            let severity: HTML =
                finding.severity == .reject
                ? "<span class=\"badge mandatory\">\(say("拒收", "reject"))</span>" : "<span class=\"badge general\">\(say("警告", "warning"))</span>"
            let line: HTML = finding.line.map { "<br>\(say("第 \($0) 行", "line \($0)"))" } ?? ""
            let sheet: HTML = finding.sheet.map { "<br>\($0)" } ?? ""
            return """
                <tr><td>\(severity)<br><code>\(finding.code)</code></td><td>\(finding.file)\(sheet)\(line)</td><td>\(say(finding.message))</td>\
                <td>\(say(finding.remedy))</td></tr>

                """
        }
        let headings = [say("级别与代码", "Level and code"), say("文件", "File"), say("问题", "Finding"), say("处理办法", "Remedy")]
        return table("findings", headings, rows)
    }

    /// The sheets with the digests of the bytes that were reviewed: those in force, then earlier revisions that something was said of.
    var sheets: HTML {
        let rows = record.sheets.enumerated().map { index, sheet in (isEarlier: sheet.isInForce == false, row: sheetRow(sheet, index)) }
        guard !rows.isEmpty else { return nothing("没有图纸。", "There are no sheets.") }
        let headings = [
            say("图号、图名、文件", "Number, title, file"), say("版本", "Rev."), say("专业与图类", "Specialty and kind"), say("图幅", "Size"),
            say("文件 SHA-256 与页面摘要", "File SHA-256 and page digest"),
        ]
        let (present, earlier) = (rows.filter { !$0.isEarlier }.map(\.row), rows.filter(\.isEarlier).map(\.row))
        let past: HTML =
            earlier.isEmpty
            ? ""
            : """
            <h3>\(say(
                "曾被提出意见的以前版本 \(earlier.count) 张", "\(earlier.count) earlier revisions that something was said of"))</h3>
            \(table("sheets", headings, earlier))
            """
        return """
            <p class="lead">\(say("现行全套图纸 \(present.count) 张。", "\(present.count) sheets in force."))</p>
            \(table("sheets", headings, present))
            \(past)
            """
    }

    private func sheetRow(_ sheet: ReportRecord.Sheet, _ index: Int) -> HTML {
        let size = PaperSize(width: sheet.width, height: sheet.height)
        let standing: HTML = sheet.standing.map { "<br><span class=\"path\">\(say($0.label))</span>" } ?? ""
        let status: HTML = sheet.status.map { "<br><b>\(say($0.label))</b>" } ?? ""
        let restricted: HTML = sheet.isRestricted ? " <span class=\"bad\">\(say("限制公开", "restricted"))</span>" : ""
        return """
            <tr id="\(AuditTrail.Line.sheet(index).anchor)"><td><b>\(sheet.number)</b>\(trail.marks(sheet.audit))<br>\(sheet.title)\(restricted)\
            <br><span class="path">\(sheet.file) · \(say("第 \(sheet.page) 页", "page \(sheet.page)"))</span></td><td>\(sheet.revision)\(standing)\(status)</td>\
            <td>\(say(RecordWords.specialty(sheet.specialty)))<br>\(say(sheet.kind.label))</td><td>\(size.name ?? say("非标", "custom"))<br><span class="path">\(size.text)</span></td>\
            <td><span class="path">\(say("文件", "file"))</span>\(hash(sheet.fileSHA256))<span class="path">\(say("页面", "page"))</span>\
            \(pageDigest(sheet.pageDigest))</td></tr>

            """
    }

    private func pageDigest(_ digest: String?) -> HTML {
        guard let digest else { return "<span class=\"hash\">—</span>" }
        return hash(digest)
    }

    /// Documents and references of the package.
    var files: HTML {
        let rounds = Dictionary(record.packages.map { ($0.id, $0.round) }, uniquingKeysWith: { first, _ in first })
        let rows = record.files.enumerated().map { index, file -> HTML in
            let title: HTML = file.title.map { "<b>\($0)</b><br>" } ?? ""
            return """
                <tr id="\(AuditTrail.Line.file(index).anchor)"><td>\(say(RecordWords.fileRole(file.role)))\
                \(rounds[file.package].map { "<br><span class=\"path\">\(say("第 \($0) 轮", "round \($0)"))</span>" as HTML } ?? "")</td><td>\(title)<span class="path">\
                \(file.file)</span>\(trail.marks(file.audit))</td><td class="num">\(Figures.bytes(file.size))</td><td>\(hash(file.sha256))</td></tr>

                """
        }
        guard !rows.isEmpty else { return nothing("没有其他文件。", "There are no other files.") }
        return table("files", [say("类别", "Kind"), say("文件", "File"), say("大小", "Size"), "SHA-256"], rows)
    }
}
