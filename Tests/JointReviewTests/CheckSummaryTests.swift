import JointReview
import Testing

/// The views of a check besides its list of findings.
@Suite struct CheckSummaryTests {
    private static func finding(_ code: String, _ severity: Finding.Severity, _ file: String, sheet: String? = nil) -> Finding {
        Finding(
            code: code, severity: severity, file: file, sheet: sheet, message: Bilingual(zh: "问题。", en: "A fault."),
            remedy: Bilingual(zh: "改正。", en: "Correct it."))
    }

    private static func sheet(_ number: String, _ specialty: String, _ file: String) -> CheckedPackage.Sheet {
        .init(number: number, title: "", revision: "A", specialty: specialty, kind: .floorPlan, file: file, page: 1, paper: "A1")
    }

    private static func package(_ sheets: [CheckedPackage.Sheet], _ findings: [Finding]) -> CheckedPackage {
        CheckedPackage(
            acceptable: false, package: .init(name: "图纸.zip", sha256: "aa", size: 1), manifest: "given", entries: [], sheets: sheets, documents: [],
            findings: findings)
    }

    @Test func everySpecialtyHasItsSheetsAndItsFindingsAndTheRestIsOfNone() {
        let sheets = [
            Self.sheet("建施-01", "建筑", "a.pdf"), Self.sheet("建施-02", "建筑", "a.pdf"), Self.sheet("结施-01", "结构", "b.pdf"),
            Self.sheet("水施-01", "给排水", "c.pdf"), Self.sheet("电施-01", "电气", "c.pdf"),
        ]
        let summary = CheckSummary(
            Self.package(
                sheets,
                [
                    Self.finding("x", .reject, "a.pdf"), Self.finding("x", .warn, "a.pdf", sheet: "建施－02"), Self.finding("x", .warn, "b.pdf"),
                    Self.finding("x", .warn, "c.pdf"), Self.finding("x", .warn, "c.pdf", sheet: "电施-01"), Self.finding("x", .reject, "图纸.zip"),
                ]))
        #expect(
            summary.specialties.map { "\($0.specialty ?? "-") \($0.sheets) \($0.rejections) \($0.warnings)" } == [
                "建筑 2 1 1", "结构 1 0 1", "给排水 1 0 0", "电气 1 0 1", "- 0 1 1",
            ])
    }

    @Test func groupsNameThePlacesOfTheirFindingsInTheList() {
        let findings = [
            Self.finding("w", .warn, "图-10.pdf"), Self.finding("w", .warn, "图-9.pdf"), Self.finding("r", .reject, "图-10.pdf"),
            Self.finding("w", .warn, "图纸.zip"),
        ]
        let summary = CheckSummary(Self.package([], findings))
        #expect(
            summary.groups.map { "\($0.file) \($0.rejections) \($0.warnings) \($0.findings)" } == [
                "图-10.pdf 1 1 [2, 0]", "图纸.zip 0 1 [3]", "图-9.pdf 0 1 [1]",
            ])
        #expect(summary.specialties == [])
    }
}
