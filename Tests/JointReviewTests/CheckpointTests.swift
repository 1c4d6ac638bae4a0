import Foundation
import JointReview
import Testing

/// Points of the check list: whose they are, what a tick needs, what blocks a pass, what stands in the next round.
@Suite struct CheckpointTests {
    private let points = (try? ShippedRules.checkRules().checklist) ?? []

    @Test func aReviewHasThePointsOfItsDisciplineAndOfThoseMergedIntoIt() {
        let all = Set(SheetKind.allCases)
        let own = CheckRules.points(points, of: .structural, merged: [], kinds: all).map(\.discipline)
        #expect(own.count == 4 && Set(own) == [.structural])
        #expect(CheckRules.points(points, of: .structural, merged: [.meteorology], kinds: all).map(\.id).contains("lightning-design"))
        #expect(CheckRules.points(points, of: .meteorology, merged: [], kinds: [.floorPlan]).isEmpty, "no sheet of the kind, no point")
        #expect(points.allSatisfy { !$0.basis.isEmpty })
    }

    @Test(arguments: [Decision.pass, .passWithAdvice])
    func anUntickedPointBlocksAPassAndIsNamed(_ decision: Decision) throws {
        let reviewer = ActingPerson(person: UUID(), organisation: UUID(), role: .reviewer)
        let review = Review(
            id: UUID(), discipline: .structural, state: .inReview, reviewer: reviewer.person, attempt: 1,
            standing: .init(adviceComments: decision == .passWithAdvice ? 1 : 0))
        #expect(try review.applying(.decide(decision), by: reviewer, attempt: 1).state == .issuedPass)
        let open = CheckRules.points(points, of: .structural, merged: [], kinds: Set(SheetKind.allCases))
        let refusal = #expect(throws: ReviewRefusal.checkpointsOpen(open)) {
            try review.lacking(open).applying(.decide(decision), by: reviewer, attempt: 1)
        }
        for point in open { #expect(refusal?.explanation.message.zh.contains(point.text.zh) == true) }
        // A failure needs none.
        let failing = Review(
            id: UUID(), discipline: .structural, state: .inReview, reviewer: reviewer.person, attempt: 1, standing: .init(blockingComments: 1))
        #expect(try failing.lacking(open).applying(.decide(.fail), by: reviewer, attempt: 1).state == .issuedComments)
    }

    @Test func everyFaultOfTicksIsFoundAtOnce() {
        let sheet = UUID()
        let pages = [sheet: CheckpointDraft.Page(page: 2, box: PageBox(width: 100, height: 100))]
        let far = Region(page: 2, x: 90, y: 0, width: 20, height: 10)
        let drafts = [
            CheckpointDraft(checkpoint: "a", verdict: .met, evidence: [], note: nil),
            CheckpointDraft(checkpoint: "x", verdict: .notApplicable, evidence: [], note: " "),
            CheckpointDraft(checkpoint: "a", verdict: .met, evidence: [.init(sheet: UUID()), .init(sheet: sheet, region: far)], note: nil),
            CheckpointDraft(checkpoint: "b", verdict: .met, evidence: [.init(sheet: sheet)], note: nil),
        ]
        #expect(
            CheckpointDraft.findings(drafts, points: ["a", "b"], sheets: pages).map { "\($0.code) \($0.file)" } == [
                "checkpoint.evidence_missing /items/0/evidence", "checkpoint.unknown /items/1/checkpoint", "checkpoint.reason_missing /items/1/note",
                "checkpoint.twice /items/2/checkpoint", "checkpoint.sheet_unknown /items/2/evidence/0/sheetId",
                "checkpoint.region_outside /items/2/evidence/1/region",
            ])
    }

    @Test func aTickStandsWhileTheSheetsThatItRestsOnAreDrawnAsTheyWere() throws {
        let relevance = try ShippedRules.relevanceMatrix()
        func sheet(_ number: String, _ kind: SheetKind, _ digest: String) -> SheetSet.Sheet {
            SheetSet.Sheet(
                .init(number: number, title: "t", revision: "A", specialty: "建筑", kind: kind, file: "f.pdf"), fileSHA256: digest, pageDigest: nil,
                look: nil)
        }
        func set(_ sheets: [SheetSet.Sheet]) -> SheetSet { SheetSet(name: "p", sha256: "0", sheets: sheets, documents: []) }
        let base = set([sheet("总施-01", .sitePlan, "a"), sheet("建施-06", .floorPlan, "b"), sheet("结施-04", .structuralPlan, "c")])
        let next = set([sheet("总施-01", .sitePlan, "a"), sheet("建施-06", .floorPlan, "B"), sheet("结施-04", .structuralPlan, "C")])
        let carry = CarryOver(
            of: [.init(discipline: .planning, review: UUID(), decision: .fail)], from: base, to: ComposedSet(next, after: base), by: relevance)
        let verdict = try #require(carry.verdicts.first)
        #expect(verdict.stands(.met, on: ["总施-01"]), "though the decision itself asks to be made again")
        #expect(!verdict.stands(.met, on: ["总施-01", "建施－06"]))
        #expect(!verdict.stands(.met, on: ["结施-04"]), "another sheet, whomever it concerns")
        #expect(!verdict.stands(.notApplicable, on: []))
    }
}
