import JointReview
import Testing

/// What was visible with an earlier notice and was not told then.
@Suite struct LateFindingTests {
    private static let first = ToldPackage(
        name: "图纸.zip", sha256: "aa", digests: ["图/建施-06.pdf": "06", "图/建施-07.pdf": "07"],
        told: [Self.finding("sheet.repaired", "图/建施-06.pdf", sheet: "建施-06")])

    private static func finding(_ code: String, _ file: String, sheet: String? = nil) -> Finding {
        Finding(
            code: code, severity: .warn, file: file, sheet: sheet, message: Bilingual(zh: "问题。", en: "A fault."),
            remedy: Bilingual(zh: "改正。", en: "Correct it."))
    }

    private func late(_ finding: Finding, _ digests: [String: String], sha256: String = "bb", after earlier: [ToldPackage] = [first]) -> Bool {
        let package = ToldPackage(name: "图纸.zip", sha256: sha256, digests: digests, told: [])
        return [finding].markingLate(in: package, after: earlier)[0].late == true
    }

    @Test func anotherFindingAboutTheSameBytesIsLate() {
        #expect(late(Self.finding("sheet.irregular", "图/建施-06.pdf", sheet: "建施-06"), ["图/建施-06.pdf": "06"]))
        #expect(late(Self.finding("sheet.repaired", "图/建施-07.pdf", sheet: "建施-07"), ["图/建施-07.pdf": "07"]))
    }

    @Test func whatWasToldThenIsNotLateAlsoUnderAnotherName() {
        #expect(!late(Self.finding("sheet.repaired", "图/建施-06.pdf", sheet: "建施-06"), ["图/建施-06.pdf": "06"]))
        #expect(!late(Self.finding("sheet.repaired", "新/三层.pdf", sheet: "建施－06"), ["新/三层.pdf": "06"]))
    }

    @Test func newBytesAreNeverLate() {
        #expect(!late(Self.finding("sheet.irregular", "图/建施-06.pdf"), ["图/建施-06.pdf": "new"]))
        #expect(!late(Self.finding("sheet.irregular", "图/建施-06.pdf"), ["图/建施-06.pdf": "06"], after: []))
    }

    @Test func whatConcernsTheWholePackageIsLateOnlyWhenItCameAgainAsItWas() {
        let whole = Self.finding("material.missing", "图纸.zip")
        #expect(late(whole, [:], sha256: "aa"))
        #expect(!late(whole, [:], sha256: "bb"))
        let missing = Self.finding("package.file_missing", "图/建施-09.pdf")
        #expect(late(missing, [:], sha256: "aa"))
        #expect(!late(missing, [:], sha256: "bb"))
    }

    @Test func oneEarlierNoticeThatToldItIsEnough() {
        var silent = Self.first
        silent.told = []
        #expect(!late(Self.finding("sheet.repaired", "图/建施-06.pdf", sheet: "建施-06"), ["图/建施-06.pdf": "06"], after: [silent, Self.first]))
    }

    @Test func findingsAreGroupedByFileWithRejectionsFirst() {
        let findings = [
            Self.finding("b.one", "b"), Self.finding("a.one", "a"), Self.finding("b.two", "b").weighed(.reject), Self.finding("a.two", "a"),
        ]
        let groups = findings.byFile
        #expect(groups.map(\.file) == ["b", "a"])
        #expect(groups[0].findings.map(\.code) == ["b.two", "b.one"] && groups[0].count(.reject) == 1)
        #expect(groups[1].findings.map(\.code) == ["a.one", "a.two"])
    }
}
