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

    @Test func whatARuleFindsIsNotLateWhereThatRuleWasNotInForceWithTheEarlierNotice() throws {
        var rules = try ShippedRules.checkRules()
        let old = CheckedPackage.Rules(rules)
        rules.id = "ours"
        let new = CheckedPackage.Rules(rules)
        #expect(old != new)
        let isLate = { (code: String, before: CheckedPackage.Rules?, now: CheckedPackage.Rules?) -> Bool in
            var earlier = Self.first
            earlier.rules = before
            let package = ToldPackage(name: "图纸.zip", sha256: "bb", digests: ["图/建施-06.pdf": "06"], told: [], rules: now)
            return [Self.finding(code, "图/建施-06.pdf")].markingLate(in: package, after: [earlier])[0].late == true
        }
        #expect(!isLate("file.name_too_long", old, new) && !isLate("file.name_form", nil, new))
        #expect(isLate("file.name_too_long", old, old) && isLate("file.name_too_long", new, new))
        // What the files themselves show was there to be seen, whatever the rules were.
        #expect(isLate("sheet.irregular", old, new))
    }

    @Test func aRuleThatWasInForceWithOneOfTheEarlierNoticesIsEnough() throws {
        let rules = CheckedPackage.Rules(try ShippedRules.checkRules())
        var (first, second) = (Self.first, Self.first)
        (first.rules, second.rules) = (nil, rules)
        let package = ToldPackage(name: "图纸.zip", sha256: "bb", digests: ["图/建施-06.pdf": "06"], told: [], rules: rules)
        #expect([Self.finding("file.name_form", "图/建施-06.pdf")].markingLate(in: package, after: [first, second])[0].late == true)
    }

    @Test func findingsAreGroupedByFileThoseWithRejectionsFirstThenByTheNumbersInTheNames() {
        let findings = [
            Self.finding("a.one", "图/建施-10.pdf"), Self.finding("b.one", "图/建施-9.pdf"), Self.finding("c.one", "图/建施-2.pdf"),
            Self.finding("c.two", "图/建施-2.pdf").weighed(.reject), Self.finding("p.one", "图纸.zip"), Self.finding("d.one", "图/建施-011.pdf"),
            Self.finding("e.one", "图/建施-12.pdf").weighed(.reject),
        ]
        let groups = findings.byFile(package: "图纸.zip")
        #expect(groups.map(\.file) == ["图/建施-2.pdf", "图/建施-12.pdf", "图纸.zip", "图/建施-9.pdf", "图/建施-10.pdf", "图/建施-011.pdf"])
        #expect(groups[0].findings.map(\.code) == ["c.two", "c.one"] && groups[0].count(.reject) == 1)
    }
}
