import Foundation
import JointReview
import Testing

/// What an opinion tells beside its list: who said it, where it can be found, what contradicts, and the numbers that it hands on.
@Suite struct OpinionTests {
    private static let sheet = OpinionItem.Sheet(
        id: UUID(), number: "建施-06", title: "三层平面", revision: "A", fileSHA256: String(repeating: "ab", count: 32))
    private static let reviews: [Discipline: UUID] = [.fire: UUID(), .structural: UUID()]
    private static let door = Element(id: "1#/3F/轴5,C–D/M-0312", building: "1#", storey: "3F", mark: "轴5,C–D/M-0312", kind: .door)

    private static func comment(_ discipline: Discipline, x: Double, _ text: String, id: UUID = UUID(), supersedes: UUID? = nil)
        -> JointReview.Comment
    {
        JointReview.Comment(
            id: id, review: reviews[discipline] ?? id, discipline: discipline, specialty: nil, sheet: sheet.id,
            region: Region(page: 1, x: x, y: 10, width: 20, height: 20), severity: .generalClause, text: text,
            basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "5.5.21"), author: UUID(),
            publishedAt: Date(timeIntervalSince1970: 1_795_000_000), supersedes: supersedes)
    }

    private static func round(_ number: Int, _ comments: [JointReview.Comment]) -> Merge.Round {
        Merge.Round(
            case: UUID(), round: number, sheets: [sheet],
            reviews: reviews.map { Merge.Round.Outcome(discipline: $0.key, review: $0.value, decision: .fail) }, comments: comments)
    }

    @Test func anItemTellsEveryAuthorsWordsDemandsAndWhereTheyCanBeFound() throws {
        let fire = Self.comment(.fire, x: 10, "三层会议厅 M-0312 疏散净宽度不足,应加宽。")
        let other = Self.comment(.structural, x: 20, "三层会议厅 M-0312 疏散净宽度不足,须加宽。")
        var round = Self.round(1, [fire, other])
        let demand = CaseDemand(
            id: UUID(), comment: fire.id,
            demand: Demand(element: Self.door.id, property: "structural_opening_width", relation: .atLeast, value: "1.30", unit: "m"))
        (round.demands, round.elements, round.entries) = ([demand], [Self.door], [fire.id: 17, other.id: 18])
        let opinion = try Merge.opinion(of: round)
        let item = try #require(opinion.items.first)
        #expect(opinion.format == "lianshen-opinion/2" && opinion.items.count == 1)
        #expect(item.joinedBy == [.region] && Set(item.sources) == [fire.id, other.id])
        let statements = try #require(item.statements)
        #expect(Set(statements.map(\.discipline)) == [.fire, .structural] && Set(statements.map(\.text)) == [fire.text, other.text])
        let own = try #require(statements.first { $0.comment == fire.id })
        #expect(own.demands == [demand] && own.entry == 17 && own.fileSHA256 == Self.sheet.fileSHA256 && own.author == fire.author)
    }

    @Test func numbersStayTheSameInTheNextRound() throws {
        let (first, second) = (Self.comment(.fire, x: 100, "楼梯间前室面积不足"), Self.comment(.structural, x: 300, "框架梁钢筋标注不清"))
        let before = try Merge.opinion(of: Self.round(1, [first, second]))
        #expect(before.items.map(\.number) == [1, 2])
        // The next round corrects the second, adds one in front of both, and says nothing of the first any more.
        let corrected = Self.comment(.structural, x: 300, "框架梁钢筋标注仍不清", supersedes: second.id)
        let added = Self.comment(.fire, x: 10, "消防控制室疏散门未直通室外")
        var round = Self.round(2, [corrected, added])
        round.numbering = before.numbers
        let after = try Merge.opinion(of: round)
        #expect(after.items.map(\.number) == [3, 2] && after.items.map(\.sources) == [[added.id], [corrected.id]])
        #expect(after.numbers.highest == 3 && Set(after.numbers.items.map(\.number)) == [1, 2, 3])
    }

    @Test func anOpinionOfTheFirstFormIsReadAndDigestedAsItWas() throws {
        let text =
            #"{"case":"11111111-1111-4111-8111-111111111111","decisions":[{"decision":"fail","discipline":"fire","#
            + #""review":"22222222-2222-4222-8222-222222222222"}],"format":"lianshen-opinion/1","items":[{"discipline":"fire","number":1,"#
            + #""region":{"height":20,"page":1,"width":20,"x":10,"y":10},"severity":"advice","sheet":{"file_sha256":"ab","#
            + #""id":"33333333-3333-4333-8333-333333333333","number":"建施-06","revision":"A","title":"三层平面"},"#
            + #""sources":["44444444-4444-4444-8444-444444444444"],"text":"意见"}],"round":1,"verdict":"fail"}"#
        let opinion = try CanonicalJSON.decode(Opinion.self, from: Data(text.utf8))
        #expect(opinion.format == "lianshen-opinion/1" && opinion.conflicts == nil && opinion.items.first?.statements == nil)
        #expect(try String(decoding: opinion.canonicalBytes(), as: UTF8.self) == text)
        #expect(opinion.numbers.highest == 1 && opinion.numbers.items.map(\.comments) == [["44444444-4444-4444-8444-444444444444"]])
    }

    @Test func aSettledConflictIsToldWithAllSides() throws {
        let (fire, structural) = (Self.comment(.fire, x: 10, "疏散宽度不足"), Self.comment(.structural, x: 400, "开洞削弱约束边缘构件"))
        var round = Self.round(1, [fire, structural])
        round.elements = [Self.door]
        let width = "structural_opening_width"
        let wide = CaseDemand(
            id: UUID(), comment: fire.id, demand: Demand(element: Self.door.id, property: width, relation: .atLeast, value: "1.30", unit: "m"),
            outcome: .withdrawn)
        let narrow = CaseDemand(
            id: UUID(), comment: structural.id,
            demand: Demand(element: Self.door.id, property: width, relation: .atMost, value: "1000", unit: "mm"), outcome: .stands)
        round.demands = [wide, narrow]
        round.conflicts = [
            CaseConflict(
                id: UUID(), number: 1, round: 1, kind: .bounds, declared: false,
                members: [ConflictMember(comment: fire.id, demand: wide.id), ConflictMember(comment: structural.id, demand: narrow.id)],
                state: .settled, openedAt: Date(timeIntervalSince1970: 1_795_000_000))
        ]
        let opinion = try Merge.opinion(of: round)
        let told = try #require(opinion.conflicts?.first)
        #expect(told.sides.map(\.text) == [fire.text, structural.text] && told.sides.map { $0.demand?.outcome } == [.withdrawn, .stands])
        #expect(told.sides.map(\.item) == opinion.items.map(\.number) && opinion.items.allSatisfy { $0.conflicts == [1] })
        #expect(try CanonicalJSON.decode(Opinion.self, from: try opinion.canonicalBytes()) == opinion)
        // What is withdrawn contradicts nothing any more.
        #expect(round.conflicts(in: Merge.report(on: round.material)).isEmpty)
    }
}
