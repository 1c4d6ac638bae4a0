import Foundation
import JointReview
import Reports
import Testing

/// The answer of a check, and the notice of deficiencies, as pages.
@Suite struct NoticePageTests {
    private static func finding(_ code: String, _ severity: Finding.Severity, _ file: String, late: Bool? = nil) -> Finding {
        Finding(
            code: code, severity: severity, file: file, sheet: "建施-06", line: 7, message: Bilingual(zh: "图纸不完整。", en: "The sheet is incomplete."),
            remedy: Bilingual(zh: "请重新导出。", en: "Export it again."), basis: "住房和城乡建设部令第13号 第十条", late: late)
    }

    private static func notice(_ text: String = "缺少消防设计专篇") -> DeficiencyNotice {
        DeficiencyNotice(
            serial: 2, caseNumber: "2026-F-0007", caseTitle: "施工图联合审查", project: "【样例·非真实工程】研发中心", projectCode: "2026-320800-70-03-000001",
            addressee: "【样例】建设单位", institutes: ["【样例】设计院"], issuer: "【样例】图审中心", issuedAt: Date(timeIntervalSince1970: 1_795_219_200),
            reason: text, packages: [.init(name: "图纸.zip", sha256: String(repeating: "a", count: 64), institute: "【样例】设计院")],
            items: [
                .init(source: .desk, demand: Bilingual(zh: text, en: text), basis: "住房和城乡建设部令第51号 第十六条", isLate: true),
                .init(Self.finding("sheet.repaired", .warn, "图/建施-06.pdf")),
            ], isSample: true, isSimulated: false)
    }

    private func page(_ notice: DeficiencyNotice, _ language: Language = .zh) -> String {
        String(decoding: DeficiencyPage.html(notice, language: language), as: UTF8.self)
    }

    @Test func theNoticeIsNumberedAddressedDatedAndHasAPlaceForTheSeal() {
        let text = page(Self.notice())
        for part in ["缺补材料一次性告知书", "2026-F-0007-补2", "【样例】建设单位", "建施-06", "请重新导出。", "第十六条", "(盖章处)", "迟告", "第 7 行", "【样例·非真实工程】"] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(text.contains("<td>1</td>") && text.contains("<td>2</td>") && text.contains("以上共 2 项,其中须补正后方可受理的 1 项"))
        #expect(text.contains("size:A4") && text.contains("@media print"))
        let english = page(Self.notice(), .en)
        #expect(english.contains("One-time Notice of Deficiencies") && english.contains("late finding") && english.contains("Export it again."))
    }

    @Test func whatTheDeskAsksForIsNotSaidToComeFromTheRules() {
        var notice = Self.notice()
        for index in notice.items.indices { notice.items[index].basis = nil }
        let text = page(notice)
        #expect(text.components(separatedBy: "受理窗口提出").count == 2 && text.components(separatedBy: "系统检查规则").count == 2)
    }

    @Test func theSameNoticeGivesTheSameBytesAndNothingIsFetched() throws {
        #expect(page(Self.notice()) == page(Self.notice()))
        #expect(!page(Self.notice()).contains("://"))
        let read = try CanonicalJSON.decode(DeficiencyNotice.self, from: try CanonicalJSON.encode(Self.notice()))
        #expect(read == Self.notice())
    }

    @Test(arguments: ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><script>x</script>", "\u{202E}gnp.exe"])
    func markupInANoticeIsShownAndNotObeyed(_ attack: String) {
        var notice = Self.notice(attack)
        notice.addressee = attack
        notice.items[1].file = attack
        let text = page(notice)
        #expect(!text.contains("<script") && !text.contains("<img") && !text.unicodeScalars.contains("\u{202E}"))
        let checked = CheckedPackage(
            acceptable: false, package: .init(name: attack, sha256: String(repeating: "b", count: 64), size: 5), manifest: "given",
            entries: [.init(name: attack, sha256: nil, size: 1, role: "other", encoding: "gb18030")],
            sheets: [],
            documents: nil, findings: [Self.finding("sheet.repaired", .reject, attack)])
        let check = String(decoding: CheckPage.html(checked, language: .zh), as: UTF8.self)
        #expect(!check.contains("<script") && !check.contains("<img") && !check.unicodeScalars.contains("\u{202E}"))
    }

    @Test func theCheckShowsNamesWhoseEncodingWasGuessedAndNoOthers() {
        func entry(_ name: String, _ encoding: String?) -> CheckedPackage.Entry {
            CheckedPackage.Entry(name: name, sha256: nil, size: 1, role: "sheet", encoding: encoding)
        }
        let entries = [
            entry("a.pdf", "ascii"), entry("声明.pdf", "utf8_flag"), entry("总图/一层.pdf", "gb18030"), entry("二层.pdf", "gb18030"), entry("苹果.pdf", "utf8"),
            entry("字段.pdf", "unicode_path"), entry("旧报告.pdf", nil),
        ]
        var checked = CheckedPackage(
            acceptable: true, package: .init(name: "图纸.zip", sha256: String(repeating: "b", count: 64), size: 5), manifest: "given", entries: entries,
            sheets: [], documents: nil, findings: [])
        let text = String(decoding: CheckPage.html(checked, language: .zh), as: UTF8.self)
        for shown in ["文件名的读法", "GB18030(GBK),推定", "2 个文件名", "<li>总图/一层.pdf</li>", "<li>苹果.pdf</li>", "0x7075", "<li>字段.pdf</li>"] {
            #expect(text.contains(shown), "\(shown)")
        }
        for silent in ["a.pdf", "声明.pdf", "旧报告.pdf"] { #expect(!text.contains(silent), "\(silent)") }
        checked.entries = Array(entries.prefix(2))
        #expect(!String(decoding: CheckPage.html(checked, language: .en), as: UTF8.self).contains("How file names were read"))
    }

    @Test func theCheckCountsSheetsAndFindingsBySpecialty() {
        func sheet(_ number: String, _ specialty: String, _ file: String) -> CheckedPackage.Sheet {
            CheckedPackage.Sheet(
                number: number, title: "t", revision: "A", specialty: specialty, kind: .other, file: file, page: 1, paper: "A1")
        }
        let words = Bilingual(zh: "问题", en: "Finding")
        let onSheet = Finding(code: "sheet.title_differs", severity: .warn, file: "合.pdf", sheet: "结施-01", message: words, remedy: words)
        var checked = CheckedPackage(
            acceptable: false, package: .init(name: "图纸.zip", sha256: String(repeating: "b", count: 64), size: 5), manifest: "given", entries: [],
            sheets: [sheet("建施-01", "建筑", "一.pdf"), sheet("建施-02", "建筑", "合.pdf"), sheet("结施-01", "结构", "合.pdf")], documents: nil,
            findings: [
                Self.finding("sheet.repaired", .reject, "一.pdf"), onSheet, Self.finding("sheet.irregular", .warn, "合.pdf"),
                Self.finding("package.clutter", .warn, "x"),
            ])
        let text = String(decoding: CheckPage.html(checked, language: .zh), as: UTF8.self)
        for row in ["<td>建筑</td><td>2</td><td>1</td><td>0</td>", "<td>结构</td><td>1</td><td>0</td><td>1</td>", "</td><td>—</td><td>0</td><td>2</td>"] {
            #expect(text.contains(row), "\(row)")
        }
        checked.sheets = [checked.sheets[0]]
        #expect(!String(decoding: CheckPage.html(checked, language: .zh), as: UTF8.self).contains("分专业"))
    }

    @Test func theCheckGroupsByFileAndSaysWhetherItIsAcceptable() throws {
        let checked = CheckedPackage(
            acceptable: false, package: .init(name: "图纸.zip", sha256: String(repeating: "b", count: 64), size: 12_345), manifest: "proposed",
            entries: [],
            sheets: [], documents: nil,
            findings: [
                Self.finding("sheet.irregular", .warn, "一.pdf"), Self.finding("zip.crc", .reject, "二.pdf"),
                Self.finding("sheet.repaired", .reject, "一.pdf", late: true),
            ])
        let text = String(decoding: CheckPage.html(checked, language: .zh), as: UTF8.self)
        #expect(text.contains("不可受理") && text.contains("拒收 2 项 · 警告 1 项") && text.contains("迟告") && text.contains("按文件名推定"))
        let places = try ["<h3>一.pdf", "sheet.repaired", "sheet.irregular", "<h3>二.pdf", "zip.crc"].map {
            try #require(text.range(of: $0)).lowerBound
        }
        #expect(places == places.sorted())
        let sound = CheckedPackage(
            acceptable: true, package: checked.package, manifest: "given", entries: [], sheets: [], documents: [], findings: [])
        let english = String(decoding: CheckPage.html(sound, language: .en), as: UTF8.self)
        #expect(english.contains("Acceptable") && english.contains("The check found nothing."))
    }
}
