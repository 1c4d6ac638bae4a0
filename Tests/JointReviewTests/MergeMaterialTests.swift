import Foundation
import JointReview
import Testing

@Suite struct MergeMaterialTests {
    @Test func allFaultsOfTheMaterialAreFoundAtOnceEachWithItsPlaceAndRemedy() throws {
        let report = Merge.report(on: try MergeReportTests.sample("faults"))
        #expect(!report.merged && report.items.isEmpty)
        #expect(
            report.findings.map { "\($0.file) \($0.code)" } == [
                "/comments/2/id merge.id_twice", "/comments/0/demands/0/value demand.value_form", "/comments/0/demands/1/unit demand.unit_unknown",
                "/comments/0/demands/2/element demand.element_unknown", "/comments/0/demands/2/value demand.value_form",
                "/comments/0/demands/3 demand.part_not_used", "/comments/1/sheet merge.sheet_unknown",
                "/comments/1/contradicts/0 merge.contradicts_itself", "/comments/1/contradicts/1 merge.comment_unknown",
                "/groupings/0/comments merge.grouping_empty",
            ])
        for finding in report.findings { #expect(finding.severity == .reject && !finding.remedy.zh.isEmpty && !finding.remedy.en.isEmpty) }
    }

    @Test func everyFaultOfTheMaterialIsAFinding() {
        func codes(_ change: (inout MergeMaterial) -> Void) -> Set<String> {
            var material = MergeMaterial(sheets: MergeFixture.sheets(2), comments: [MergeFixture.comment("a"), MergeFixture.comment("b", x: 500)])
            change(&material)
            return Set(material.findings.map(\.code))
        }
        #expect(codes { _ in } == [])
        #expect(codes { $0.format = "lianshen.merge-input/2" } == ["merge.format"])
        #expect(codes { $0.sheets[0] = .init(id: "sheet0", number: "x", fileSha256: "AB") } == ["merge.sheet_digest"])
        #expect(codes { $0.sheets.append($0.sheets[0]) } == ["merge.id_twice"])
        #expect(codes { $0.comments.append(MergeFixture.comment("", x: 900)) } == ["merge.id_form"])
        // A combined and a composed letter: equal in Swift, not in bytes.
        #expect(codes { $0.comments.append(MergeFixture.comment("e\u{301}", x: 900)) } == ["merge.id_form"])
        #expect(codes { $0.comments.append(MergeFixture.comment("c", x: .infinity)) } == ["merge.region_not_positive"])
        #expect(codes { $0.comments.append(MergeFixture.comment("c", page: 0)) } == ["merge.region_not_positive"])
        #expect(codes { $0.comments.append(MergeFixture.comment("c", text: " \n")) } == ["merge.text_form"])
        #expect(
            codes { $0.comments = [MergeFixture.comment("a", supersedes: "b"), MergeFixture.comment("b", supersedes: "a")] } == [
                "merge.supersedes_in_circle"
            ])
        #expect(
            codes {
                $0.groupings = [.init(sequence: 1, act: .split, comments: ["a"], by: "p"), .init(sequence: 1, act: .split, comments: ["x"], by: "p")]
            }
                == ["merge.sequence_twice", "merge.comment_unknown"])
        #expect(
            codes { $0.numbering = Numbering(highest: 2, items: [.init(number: 3, comments: ["a"]), .init(number: 3, comments: ["a"])]) }
                == ["merge.number_twice", "merge.number_above_highest"])
        #expect(codes { $0.numbering = Numbering(highest: .max, items: []) } == ["merge.number_above_highest"])
        let term = LinearSum.Term(element: "nowhere", property: " ", times: 0)
        #expect(
            codes { $0.sums = [LinearSum(id: "s", total: term, parts: [], unit: "尺", sheet: "no", declaredBy: "p")] }
                == ["sum.parts_missing", "sum.dimension", "demand.element_unknown", "demand.property_missing", "merge.sheet_unknown"])
    }

    @Test func aMillionCommentsAreRefusedBeforeAnythingIsComputed() {
        let comment = MergeFixture.comment("same")
        let material = MergeMaterial(sheets: [], comments: Array(repeating: comment, count: 1_000_000))
        let report = Merge.report(on: material)
        #expect(!report.merged && report.findings.map(\.code) == ["merge.too_many"] && report.findings.first?.file == "/comments")
    }

    @Test func aHundredThousandFaultsAreAThousandFindingsAndTheirNumber() {
        let comments = (0..<100_000).map { MergeFixture.comment("c\($0)", sheet: 9, x: .nan, text: "") }
        let findings = MergeMaterial(sheets: MergeFixture.sheets(1), comments: comments).findings
        #expect(findings.count == 1001 && findings.last?.code == "merge.more_findings" && findings.last?.message.en.contains("1000 / 300000") == true)
    }

    @Test func giantNumbersAreFindingsAndNoWork() {
        let values = [String(repeating: "9", count: 1_000_000), "1e999999999", "-0.0000000000000000000001", "1000000000000000"]
        let demands = values.map { Demand(element: "x", property: "p", relation: .atLeast, value: $0, unit: "m") }
        let material = MergeMaterial(
            sheets: MergeFixture.sheets(1), elements: [Element(id: "x", mark: "x", kind: .door)],
            comments: [MergeFixture.comment("a", demands: demands)])
        #expect(material.findings.map(\.code) == Array(repeating: "demand.value_form", count: 4))
        for finding in material.findings { #expect(finding.message.zh.unicodeScalars.count < 200) }
    }
}
