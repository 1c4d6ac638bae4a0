import JointReview
import Testing

@Suite struct CommentGroupTests {
    private static func groups(_ comments: [MergeComment], _ groupings: [Grouping] = [], sheets: [MergeMaterial.Sheet]? = nil) -> [[String]] {
        Merge.report(on: MergeMaterial(sheets: sheets ?? MergeFixture.sheets(3), comments: comments, groupings: groupings)).items
            .map { $0.sources.map(\.comment).sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test func overlappingPlacesAndLikeTextsAreOneItem() {
        let one = MergeFixture.comment("a", .planning, text: "北侧次出入口内侧道路未标注转弯半径,建议补充标注并与城市道路接顺。")
        let like = MergeFixture.comment("b", .fire, x: 30, text: "北侧次出入口消防车道未注明转弯半径，建议按不小于９ｍ补充标注。")
        let unlike = MergeFixture.comment("c", .fire, x: 30, text: "绿化率不足。")
        #expect(Self.groups([one, like, unlike]) == [["a", "b"], ["c"]])
        #expect(Self.groups([one, MergeFixture.comment("b", x: 51, text: like.text)]) == [["a"], ["b"]], "a shared edge is no overlap")
        #expect(Self.groups([one, MergeFixture.comment("b", sheet: 1, text: like.text)]) == [["a"], ["b"]])
        #expect(Self.groups([one, MergeFixture.comment("b", page: 2, text: like.text)]) == [["a"], ["b"]])
    }

    @Test func oneClauseAsksForNearlyTheSameTextWithTheSameNumbers() {
        func comment(_ id: String, _ text: String, _ clause: String = "5.5.21") -> MergeComment {
            MergeFixture.comment(id, x: id == "a" ? 10 : 900, text: text, clause: clause)
        }
        let one = comment("a", "三层会议厅 M-0312 疏散净宽度不满足规范要求,应按 130 人核算。")
        #expect(Self.groups([one, comment("b", "三层会议厅M-0312疏散净宽度不满足规范要求，应按130人核算")]) == [["a", "b"]])
        #expect(Self.groups([one, comment("b", "三层会议厅 M-0313 疏散净宽度不满足规范要求,应按 130 人核算。")]) == [["a"], ["b"]], "another door")
        #expect(Self.groups([one, comment("b", "四层会议厅 M-0312 疏散净宽度不满足规范要求,应按 130 人核算。")]) == [["a"], ["b"]], "another storey")
        #expect(Self.groups([one, comment("b", one.text, "5.5.18")]) == [["a"], ["b"]], "another clause, another place")
    }

    @Test func theSameBytesUnderTwoNamesAreOneSheet() {
        let digest = String(repeating: "a", count: 64)
        let sheets = ["sheet0", "sheet1"].map { MergeMaterial.Sheet(id: $0, number: $0, fileSha256: digest) }
        #expect(Self.groups([MergeFixture.comment("a"), MergeFixture.comment("b", sheet: 1)], sheets: sheets) == [["a", "b"]])
    }

    @Test func demandsOnDifferentElementsAreNeverJoinedByRule() {
        let elements = ["x", "y"].map { Element(id: $0, mark: $0, kind: .door) }
        func comment(_ id: String, _ element: String) -> MergeComment {
            MergeFixture.comment(id, demands: [Demand(element: element, property: "width", relation: .atLeast, value: "1", unit: "m")])
        }
        func count(_ comments: [MergeComment]) -> Int {
            Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(1), elements: elements, comments: comments)).items.count
        }
        #expect(count([comment("a", "x"), comment("b", "y")]) == 2)
        #expect(count([comment("a", "x"), comment("b", "x")]) == 1)
    }

    @Test func aPersonsRecordOverridesTheRuleAndTheLaterOneWins() {
        let comments = ["a", "b", "c"].map { MergeFixture.comment($0) } + [MergeFixture.comment("d", x: 900, text: "另一件事情")]
        func record(_ sequence: Int, _ act: Grouping.Act, _ comments: [String]) -> Grouping {
            Grouping(sequence: sequence, act: act, comments: comments, by: "lead", reason: "样例")
        }
        #expect(Self.groups(comments) == [["a", "b", "c"], ["d"]])
        #expect(Self.groups(comments, [record(1, .split, ["b"])]) == [["a", "c"], ["b"], ["d"]])
        #expect(Self.groups(comments, [record(1, .join, ["c", "d"])]) == [["a", "b", "c", "d"]])
        #expect(Self.groups(comments, [record(1, .split, ["b"]), record(2, .join, ["b", "d"])]) == [["a", "c"], ["b", "d"]])
        #expect(Self.groups(comments, [record(2, .split, ["b"]), record(1, .join, ["b", "d"])]) == [["a", "c"], ["b"], ["d"]])
        let report = Merge.report(
            on: MergeMaterial(sheets: MergeFixture.sheets(1), comments: comments, groupings: [record(1, .join, ["c", "d"])]))
        #expect(report.items.first?.joinedBy == [.decision, .region])
    }

    @Test func oppositeWordsOfTwoAuthorsAtOnePlaceAreAHint() {
        func hints(_ one: String, _ other: String, author: String = "y", x: Double = 20) -> [[String]?] {
            let comments = [
                MergeFixture.comment("a", .fire, text: one, author: "x"), MergeFixture.comment("b", .structural, x: x, text: other, author: author),
            ]
            return Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(1), comments: comments)).hints.map(\.words)
        }
        #expect(hints("该洞口应加宽。", "洞口削弱墙肢,应收窄。") == [["加宽", "缩窄"]])
        #expect(hints("Please add a door.", "Remove this door.") == [["add", "remove"]])
        #expect(hints("The address is wrong.", "Remove this door.") == [], "a part of a word is no word")
        #expect(hints("该洞口应加宽。", "洞口削弱墙肢,应收窄。", author: "x") == [])
        #expect(hints("该洞口应加宽。", "洞口削弱墙肢,应收窄。", x: 300) == [])
        #expect(hints("该洞口应加宽。", "洞口应再加宽。") == [])
    }

    @Test func aPageFullOfCommentsIsComparedWithNeighboursAndSaysSo() {
        // Four thousand comments on one page with one clause: five texts, in one heap.
        let comments = (0..<4000).map {
            MergeFixture.comment("c\($0)", text: ["疏散门净宽度不足", "防火墙未砌至梁底", "排烟口距离过远", "配筋率超过限值", "接地电阻未注明"][$0 % 5], clause: "1.1.1")
        }
        let report = Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(1), comments: comments))
        #expect(report.items.count == 5 && report.findings.map(\.code) == ["merge.page_too_full"] && report.findings.first?.sheet == "sheet0")
    }
}
