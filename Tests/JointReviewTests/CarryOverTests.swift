import Foundation
import JointReview
import Testing

/// Which decisions survive a later package.
@Suite struct CarryOverTests {
    private static let review = UUID()
    private let matrix = Relevance(
        version: 7, kinds: [.floorPlan: [.planning, .fire], .lightning: [.meteorology], .drawingList: Discipline.allCases])

    private func sheet(
        _ number: String, _ kind: SheetKind = .floorPlan, _ mark: String = "", file: String? = nil, page: String? = nil, look: String? = nil
    )
        -> SheetSet.Sheet
    {
        var sheet = SetFixture.sheet(number, mark, file: file, page: page, look: look)
        sheet.kind = kind
        return sheet
    }

    private func set(_ sheets: [SheetSet.Sheet], _ documents: [SheetSet.Document] = []) -> SheetSet {
        SheetSet(name: "r1.zip", sha256: SetFixture.digest("r1"), sheets: sheets, documents: documents)
    }

    private func carried(
        _ discipline: Discipline = .fire, _ decision: Decision = .pass, from base: SheetSet, to sheets: [SheetSet.Sheet],
        _ documents: [SheetSet.Document] = [], confirmed: Set<CarryOver.Confirmation> = []
    ) throws -> CarryOver.Verdict {
        let manifest = PackageManifest(project: "p", round: 2, scope: .complete, sheets: sheets.map { SetFixture.entry($0.number) })
        let composed = ComposedSet(manifest, sheets: sheets, documents: documents, on: base)
        let decided = CarryOver.Decided(discipline: discipline, review: Self.review, decision: decision)
        return try #require(CarryOver(of: [decided], from: base, to: composed, by: matrix, confirmed: confirmed).verdicts.first)
    }

    @Test func theSameContentCarriesADecisionByRule() throws {
        let base = set([sheet("建施-01"), sheet("建施-02")])
        let verdict = try carried(from: base, to: [sheet("建施-01"), sheet("建施-02", file: "plotted again")])
        #expect(verdict.effect == .keeps)
        #expect(verdict.reasons.map(\.ground) == [.sameBytes, .samePage])
    }

    @Test func theSameLookWaitsForOneConfirmationAndThenCarries() throws {
        let before = sheet("建施-01")
        let after = sheet("建施-01", file: "f", page: "p", look: nil)
        let base = set([before])
        #expect(try carried(from: base, to: [after]).effect == .waits)
        let word = CarryOver.Confirmation(.fire, from: before, to: after)
        let kept = try carried(from: base, to: [after], confirmed: [word])
        #expect(kept.effect == .keeps && kept.reasons.map(\.ground) == [.confirmedLook])
        // Another discipline's word, or a word on another plot, is none.
        #expect(try carried(.planning, from: base, to: [after], confirmed: [word]).effect == .waits)
        #expect(try carried(from: base, to: [sheet("建施-01", file: "g", page: "p")], confirmed: [word]).effect == .waits)
    }

    /// The same bytes under another kind would be judged by other rules in the round after: a plan that became a list could then be redrawn unseen.
    @Test func aSheetThatIsCalledAnotherKindEndsTheDecisionsOfThoseWhomEitherKindConcerns() throws {
        let base = set([sheet("建施-06")])
        let retagged = sheet("建施-06", .drawingList)
        let verdict = try carried(from: base, to: [retagged])
        #expect(verdict.effect == .drops && verdict.reasons.map(\.ground) == [.kindChanged])
        #expect(try carried(.meteorology, from: base, to: [retagged]).effect == .drops, "a list concerns everybody")
    }

    @Test func aDocumentThatIsCalledAPaperOfTheProceedingsEndsDecisions() throws {
        var book = SetFixture.document("结构计算书")
        let base = set([sheet("建施-01")], [book])
        book.kind = "修改说明"
        let verdict = try carried(from: base, to: [sheet("建施-01")], [book])
        #expect(verdict.effect == .drops && verdict.reasons.map(\.ground).contains(.kindChanged))
    }

    @Test(arguments: [CarryGround.changed, .added, .removed]) func whatIsDrawnOtherwiseEndsTheDecisionsOfThoseWhomItConcerns(_ ground: CarryGround)
        throws
    {
        let plan = sheet("建施-01")
        let base = set(ground == .added ? [] : [plan])
        let later = ground == .removed ? [] : [ground == .changed ? sheet("建施-01", .floorPlan, "moved") : plan]
        #expect(try carried(from: base, to: later).deciding.map(\.ground) == [ground])
        let other = try carried(.meteorology, from: base, to: later)
        #expect(other.effect == .keeps && other.reasons.map(\.ground) == [.notConcerned])
    }

    @Test func aSheetDoesNotEscapeADisciplineByBeingCalledSomethingElse() throws {
        let base = set([sheet("建施-01")])
        #expect(try carried(from: base, to: [sheet("建施-01", .lightning, "moved")]).effect == .drops)
        #expect(try carried(.meteorology, from: base, to: [sheet("建施-01", .lightning, "moved")]).effect == .drops)
        #expect(try carried(from: base, to: [sheet("建施-01", .drawingList, "moved")]).effect == .drops)
    }

    @Test func aKindThatTheMatrixDoesNotKnowConcernsEverybody() throws {
        let base = set([sheet("图-1", .other)])
        for discipline in Discipline.allCases {
            #expect(try carried(discipline, from: base, to: [sheet("图-1", .other, "moved")]).effect == .drops)
        }
    }

    @Test func aDrawingListFollowsItsSheets() throws {
        let base = set([sheet("建施-00", .drawingList), sheet("建施-01")])
        let verdict = try carried(from: base, to: [sheet("建施-00", .drawingList, "revised"), sheet("建施-01")])
        #expect(verdict.effect == .keeps && verdict.reasons.map(\.ground) == [.drawingList, .sameBytes])
    }

    @Test func documentsConcernEverybodyExceptPapersOfTheProceedings() throws {
        let report = SetFixture.document("勘察报告")
        var reply = SetFixture.document("回复(一)")
        reply.kind = "回复单"
        let base = set([sheet("建施-01")], [report])
        let kept = try carried(from: base, to: [sheet("建施-01")], [report, reply])
        #expect(kept.effect == .keeps && kept.reasons.map(\.ground) == [.sameBytes, .sameBytes, .proceedings])
        #expect(try carried(from: base, to: [sheet("建施-01")], [SetFixture.document("勘察报告", "other")]).deciding.map(\.ground) == [.changed])
        #expect(try carried(from: base, to: [sheet("建施-01")], []).deciding.map(\.ground) == [.removed])
        // A calculation that is called a reply now was none before.
        var renamed = SetFixture.document("勘察报告", "other")
        renamed.kind = "回复单"
        #expect(try carried(from: base, to: [sheet("建施-01")], [renamed]).effect == .drops)
    }

    @Test func aDecisionToFailIsMadeAgainAndEveryReasonIsTold() throws {
        let base = set([sheet("建施-01"), sheet("建施-02")])
        let verdict = try carried(.fire, .fail, from: base, to: [sheet("建施-01", .floorPlan, "moved"), sheet("建施-02")])
        #expect(verdict.reasons.map(\.ground) == [.failed, .changed, .sameBytes])
        #expect(try carried(.fire, .fail, from: base, to: base.sheets).effect == .drops)
    }

    /// Seeded: whatever becomes different, no decision comes back that was lost without it, and the order of what is asked does not matter.
    @Test func aFurtherDifferenceNeverBringsADecisionBack() throws {
        var random = SplitMix64(seed: 20_261_121)
        let kinds: [SheetKind] = [.floorPlan, .lightning, .drawingList, .other]
        for _ in 0..<200 {
            let base = set((1...5).map { sheet("图-\($0)", kinds.randomElement(using: &random) ?? .other) })
            var later = base.sheets
            for index in later.indices where Bool.random(using: &random) {
                let number = later[index].number
                switch Int.random(in: 0..<4, using: &random) {
                case 0: later[index] = sheet(number, later[index].kind, file: "again")
                case 1: later[index] = sheet(number, later[index].kind, file: "again", page: "p")
                case 2: later[index] = sheet(number, later[index].kind, "moved")
                default: later[index] = sheet(number, kinds.randomElement(using: &random) ?? .other, "moved")
                }
            }
            var further = later
            let victim = Int.random(in: 0..<further.count, using: &random)
            further[victim] = sheet(further[victim].number, kinds.randomElement(using: &random) ?? .other, "otherwise")
            for discipline in Discipline.allCases {
                let (first, second) = (try carried(discipline, from: base, to: later), try carried(discipline, from: base, to: further))
                // A sheet that was a list and is one still may change as it likes; everything else only makes it worse.
                #expect(second.effect >= first.effect || later[victim].kind != further[victim].kind || further[victim].kind == .drawingList)
                #expect(try carried(discipline, from: base, to: later.reversed()).effect == first.effect)
            }
        }
    }
}
