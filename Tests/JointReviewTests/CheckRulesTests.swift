import JointReview
import Testing

/// What the rules of the check find, and what other rules would have found.
@Suite struct CheckRulesTests {
    private static func sheet(_ number: String, _ specialty: String, _ kind: SheetKind, paper: String = "A1") -> CheckedPackage.Sheet {
        .init(number: number, title: kind.label.zh, revision: "A", specialty: specialty, kind: kind, file: "图/\(number).pdf", page: 1, paper: paper)
    }

    private static func package(
        _ sheets: [CheckedPackage.Sheet], documents: [CheckedPackage.Document]? = [], round: Int? = 1, manifest: String = "given",
        findings: [Finding] = []
    ) -> CheckedPackage {
        CheckedPackage(
            acceptable: !findings.contains { $0.severity == .reject }, package: .init(name: "图纸.zip", sha256: "aa", size: 1000), manifest: manifest,
            round: round, entries: sheets.map { .init(name: $0.file, sha256: $0.number, size: 10, role: "sheet") }, sheets: sheets,
            documents: documents,
            findings: findings)
    }

    private static let whole = package(
        [
            sheet("建施-00", "建筑", .drawingList), sheet("建施-01", "建筑", .designNotes), sheet("总施-01", "总图", .sitePlan),
            sheet("结施-01", "结构", .foundation),
            sheet("水施-01", "给排水", .plumbing), sheet("电施-01", "电气", .lightning),
        ],
        documents: [
            .init(title: "岩土工程勘察报告", kind: "勘察报告", file: "a.pdf"), .init(title: "结构计算书", kind: "计算书", file: "b.pdf"),
            .init(title: "建设工程规划许可证附图", kind: "规划许可证附图", file: "c.pdf"),
        ])

    private func missing(_ package: CheckedPackage, _ facts: ProjectFacts?) throws -> [String] {
        try ShippedRules.checkRules().findings(in: package, of: facts).filter { $0.code == "material.missing" }.map(\.message.zh)
    }

    @Test func aWholeSetLacksNothing() throws {
        #expect(try ShippedRules.checkRules().findings(in: Self.whole, of: ProjectFacts(hasHazardousStore: true)) == [])
    }

    @Test func whatTheMatrixAsksForIsAskedForWithItsBasis() throws {
        let bare = Self.package([Self.sheet("建施-06", "建筑", .floorPlan)])
        let findings = try ShippedRules.checkRules().findings(in: bare, of: ProjectFacts(hasHazardousStore: true))
        #expect(findings.count == 10 && findings.allSatisfy { $0.severity == .warn && $0.basis?.isEmpty == false && $0.file == "图纸.zip" })
        #expect(findings.first?.basis?.contains("第13号") == true)
        // A municipal project needs less, and a special review only what its discipline asks for.
        #expect(try missing(bare, ProjectFacts(class: .municipal)).count < 9)
        #expect(try missing(bare, ProjectFacts(class: .special, specialDiscipline: .meteorology)) == ["缺少必备材料：图纸目录。"])
    }

    @Test func nothingIsAskedForWhereNobodySaidWhatTheProjectIsOrOnlyChangesCame() throws {
        let bare = Self.package([Self.sheet("建施-06", "建筑", .floorPlan)])
        #expect(try missing(bare, nil) == [])
        #expect(try missing(Self.package(bare.sheets, round: 2), ProjectFacts()) == [])
        #expect(try missing(Self.package([], manifest: "none"), ProjectFacts()) == [])
    }

    @Test func namesPaperAndLimits() throws {
        var rules = try ShippedRules.checkRules()
        rules.limits = .init(sheets: 1, bytes: 999)
        rules.paper = .init(sizes: ["A1"], lengthened: false)
        rules.names = .init(forbidden: "?", longest: 12, prefixes: ["建筑": ["建施"]])
        var package = Self.package([Self.sheet("建施-06", "建筑", .floorPlan, paper: "A1+1/4"), Self.sheet("结施-06", "建筑", .floorPlan, paper: "custom")])
        package.entries.append(.init(name: "图/谁?.txt", sha256: nil, size: 1, role: "other"))
        package.entries.append(.init(name: "图/很长很长的文件夹/一.txt", sha256: nil, size: 1, role: "other"))
        let found = rules.findings(in: package, of: nil).map { "\($0.code) \($0.severity.rawValue)" }
        #expect(
            found == [
                "package.too_many_sheets reject", "package.too_large reject", "file.name_character warn", "file.name_too_long warn",
                "sheet.paper_not_allowed warn", "sheet.number_prefix warn", "sheet.paper_not_allowed warn",
            ])
    }

    @Test func aTrialSaysWhatWouldChangeAndNothingElse() throws {
        let shipped = try ShippedRules.checkRules()
        let codes = [CheckCode(code: "sheet.same_content", severity: .warn, isFixed: false)]
        let old = Finding(
            code: "sheet.same_content", severity: .warn, file: "图/建施-06.pdf", message: Bilingual(zh: "同。", en: "Same."),
            remedy: Bilingual(zh: "查。", en: "Look."))
        var package = Self.package([Self.sheet("建施-06", "建筑", .floorPlan, paper: "custom")], findings: [old])
        package.findings += shipped.findings(in: package, of: nil)
        #expect(!RuleTrial(shipped, on: package, of: nil, knowing: codes).changes)

        var stricter = shipped
        stricter.severities = ["sheet.same_content": .reject]
        stricter.paper.sizes.append("custom")
        stricter.names.longest = 3
        let trial = RuleTrial(stricter, on: package, of: nil, knowing: codes)
        #expect(trial.wasAcceptable && !trial.isAcceptable)
        #expect(trial.added.map(\.code) == ["file.name_too_long"] && trial.dropped.map(\.code) == ["sheet.paper_not_allowed"])
        #expect(trial.reweighed.map(\.code) == ["sheet.same_content"] && trial.reweighed[0].severity == .reject)
        // Tried on a package that was judged by the stricter rules, the old ones take it all back.
        package.findings = stricter.judged(package, of: nil, knowing: codes)
        #expect(RuleTrial(shipped, on: package, of: nil, knowing: codes).reweighed.map(\.severity) == [.warn])
    }
}
