import Foundation
import JointReview
import Testing

/// The convention for file names: forms of text and tokens.
@Suite struct NameFormTests {
    @Test(
        "A name fits a form when its text stands for itself and every token takes what it is for",
        arguments: [
            ("{number} {title}.pdf", "建施-06 三层平面图.pdf", true), ("{number} {title}.pdf", "建施-06 三层平面图.PDF", true),
            ("{number} {title}.pdf", "三层平面图.pdf", false), ("{number} {title}.pdf", "建施 三层平面图.pdf", false),
            ("{number} {title}.pdf", "建施-06三层平面图.pdf", false), ("{number} {title}.pdf", "建施-06 .pdf", false),
            ("{specialty}-{number}-{title}.pdf", "建筑-建施-06-三层-平面.pdf", true), ("{specialty}-{number}-{title}.pdf", "-06-a.pdf", false),
            ("{number}_{revision}.pdf", "A-101_B.pdf", true), ("{number}_{revision}.pdf", "A-101_B-2.pdf", false),
            ("{number} {title}({revision}版).pdf", "建施-06 平面(B版).pdf", true), ("{date} {any}.pdf", "20260131 会议.pdf", true),
            ("{date} {any}.pdf", "2026131 会议.pdf", false), ("{serial}.{title}.pdf", "07.图.pdf", true), ("{specialty}/{any}.pdf", "建筑/一.pdf", true),
        ])
    func fits(_ form: String, _ name: String, _ fits: Bool) throws {
        #expect(try NameForm(form).fits(name) == fits)
    }

    @Test(
        "An example of a form fits it, whatever is known of the sheet",
        arguments: ["{number} {title}.pdf", "{specialty}-{serial}.pdf", "{date}{any}"])
    func example(_ text: String) throws {
        let form = try NameForm(text)
        for words: [NameForm.Token: String] in [
            [:], [.number: "结施-02", .title: "梁/柱 配筋"], [.number: "无号", .title: ""], [.specialty: "给排水", .serial: "x", .date: "5"],
        ] {
            #expect(form.fits(form.example(words)), "\(form.example(words))")
        }
        #expect(try NameForm("{number} {title}.pdf").example([.number: "结施-02", .title: "梁/柱 配筋"]) == "结施-02 梁-柱 配筋.pdf")
    }

    @Test("What is no form is refused with its reason")
    func faults() {
        let reason = { (text: String) -> NameForm.Fault? in
            do throws(NameForm.Fault) {
                _ = try NameForm(text)
                return nil
            } catch { return error }
        }
        #expect(reason("") == .empty && reason(String(repeating: "图", count: 201)) == .tooLong)
        #expect(reason("{number") == .unbalanced && reason("number}.pdf") == .unbalanced && reason("图.pdf") == .noToken)
        #expect(reason("{nummer}.pdf") == .unknownToken("nummer"))
        #expect(reason(String(repeating: "{any}", count: 13)) == .tooManyTokens)
    }

    /// What makes an expression that backtracks take longer than the universe has been there: many ways to divide the same letters, and no end that fits.
    @Test("The form that has the most ways to fit is compared in no time", .timeLimit(.minutes(1)))
    func bounded() throws {
        let form = try NameForm(String(repeating: "{any}", count: 12) + "!")
        for _ in 0..<20 { #expect(!form.fits(String(repeating: "a", count: 1000))) }
    }

    @Test("A name of no form is a finding that names the file, the form with an example of the sheet's own, the basis and the remedy")
    func finding() throws {
        let package = Self.package([("图/三层.pdf", "建施-06", "三层平面图"), ("图/结施-02 基础.pdf", "结施-02", "基础")])
        var rules = try ShippedRules.checkRules()
        #expect(rules.names.patterns == nil && rules.findings(in: package, of: nil) == [])
        let basis = LegalBasis(text: "样例市施工图数字化交付规定", article: "第五条", status: .toBeChecked)
        rules.names.patterns = [
            .init(id: "sheets", roles: [.sheet], forms: ["{number} {title}.pdf", "{number} {title}({revision}版).pdf"], basis: [basis])
        ]
        let found = rules.findings(in: package, of: nil)
        #expect(found.map { "\($0.code) \($0.severity.rawValue) \($0.file) \($0.sheet ?? "")" } == ["file.name_form warn 图/三层.pdf 建施-06"])
        #expect(found[0].message.zh == "文件名不符合命名规则：应为“{图号} {图名}.pdf”或“{图号} {图名}({版次}版).pdf”，例如“建施-06 三层平面图.pdf”。")
        #expect(found[0].message.en.contains("{sheet number} {title}.pdf") && found[0].message.en.contains("建施-06 三层平面图.pdf"))
        #expect(found[0].basis?.contains("第五条") == true && found[0].remedy.zh.contains("改名"))
        // A row has a weight of its own, else the code has the one that the rules give it.
        rules.severities["file.name_form"] = .reject
        #expect(rules.judged(package, of: nil, knowing: []).map(\.severity) == [.reject])
        rules.names.patterns?[0].severity = .warn
        #expect(rules.judged(package, of: nil, knowing: []).map(\.severity) == [.warn])
        rules.names.patterns?[0].roles = [.document]
        #expect(rules.findings(in: package, of: nil) == [])
        rules.names.patterns?[0] = .init(id: "folders", roles: [.sheet], forms: ["图/{any}.pdf"], basis: [basis])
        #expect(rules.findings(in: package, of: nil) == [])
    }

    @Test("A convention is tried on packages of the past by their reports alone")
    func trial() throws {
        let report =
            #"{"format":"lianshen.check/1","acceptable":true,"package":{"name":"图纸.zip","sha256":"aa","size":9},"manifest":"given","round":1,"#
            + #""confinement":"limits_only","entries":[{"rawName":"x","name":"三层.pdf","encoding":"utf8_flag","sha256":"bb","size":7,"role":"sheet","#
            + #""facts":{"kind":"pdf","encrypted":false,"damaged":false,"pages":[{"number":1},{"number":2},{"number":3}]}}],"sheets":[],"findings":[]}"#
        let package = try CanonicalJSON.decode(CheckedPackage.self, from: Data(report.utf8))
        var rules = try ShippedRules.checkRules()
        rules.names.patterns = [.init(id: "a", roles: [.sheet], forms: ["{number} {title}.pdf"], severity: .reject, basis: [])]
        rules.limits.pages = 2
        rules.limits.fileBytes = 6
        let trial = RuleTrial(rules, on: package, of: nil, knowing: [])
        #expect(trial.added.map(\.code) == ["file.too_large", "file.too_many_pages", "file.name_form"])
        #expect(trial.wasAcceptable && !trial.isAcceptable)
        (rules.limits.pages, rules.limits.fileBytes) = (3, 7)
        #expect(RuleTrial(rules, on: package, of: nil, knowing: []).added.map(\.code) == ["file.name_form"])
    }

    private static func package(_ sheets: [(file: String, number: String, title: String)]) -> CheckedPackage {
        CheckedPackage(
            acceptable: true, package: .init(name: "图纸.zip", sha256: "aa", size: 1000), manifest: "given", round: 1,
            entries: sheets.map { .init(name: $0.file, sha256: $0.number, size: 10, role: "sheet") },
            sheets: sheets.map {
                .init(number: $0.number, title: $0.title, revision: "A", specialty: "", kind: .floorPlan, file: $0.file, page: 1, paper: "A1")
            }, documents: [], findings: [])
    }
}
