import Foundation
import JointReview
import Testing

@Suite struct MergeTests {
    private static let reviews: [Discipline: UUID] = Dictionary(uniqueKeysWithValues: Discipline.allCases.map { ($0, UUID()) })
    // Not in alphabetical order: the drawing list decides.
    private static let sheets = ["建施-00", "总施-01", "建施-06", "结施-04", "电施-20"].map {
        OpinionItem.Sheet(id: UUID(), number: $0, title: "图", revision: "A", fileSHA256: String(repeating: "ab", count: 32))
    }

    private static func comment(
        _ discipline: Discipline, sheet: Int, _ severity: Severity = .mandatoryClause, x: Double = 10, y: Double = 10, page: Int = 1,
        id: UUID = UUID(), text: String? = nil, supersedes: UUID? = nil, supersededBy: UUID? = nil
    ) -> JointReview.Comment {
        JointReview.Comment(
            id: id, review: reviews[discipline] ?? id, discipline: discipline, specialty: nil, sheet: sheets[sheet].id,
            region: Region(page: page, x: x, y: y, width: 20, height: 20), severity: severity, text: text ?? "意见\(id)", basis: nil, author: UUID(),
            publishedAt: Date(timeIntervalSince1970: 1_795_000_000), supersedes: supersedes, supersededBy: supersededBy)
    }

    private static func outcomes(_ decisions: [Discipline: Decision?]) -> [Merge.Round.Outcome] {
        decisions.map { Merge.Round.Outcome(discipline: $0.key, review: reviews[$0.key] ?? UUID(), decision: $0.value) }
    }

    private static func round(
        _ comments: [JointReview.Comment], _ decisions: [Discipline: Decision?] = [.planning: .pass, .fire: .fail, .structural: .pass]
    ) -> Merge.Round {
        Merge.Round(case: UUID(), round: 1, sheets: sheets, reviews: outcomes(decisions), comments: comments)
    }

    @Test func itemsFollowTheDrawingListThenPositionSeverityAndDiscipline() throws {
        var wanted: [JointReview.Comment] = []
        wanted.append(Self.comment(.structural, sheet: 0))
        wanted.append(Self.comment(.planning, sheet: 1, .advice))
        wanted.append(Self.comment(.fire, sheet: 2, .generalClause, y: 999))
        wanted.append(Self.comment(.fire, sheet: 2, .mandatoryClause, x: 50, y: 900))
        wanted.append(Self.comment(.structural, sheet: 2, .mandatoryClause, x: 50, y: 900))
        wanted.append(Self.comment(.planning, sheet: 2, .advice, x: 50, y: 900))
        wanted.append(Self.comment(.fire, sheet: 2, .mandatoryClause, x: 60, y: 900))
        wanted.append(Self.comment(.fire, sheet: 2, .mandatoryClause, x: 10, y: 100))
        wanted.append(Self.comment(.structural, sheet: 2, .information))
        wanted.append(Self.comment(.fire, sheet: 2, .mandatoryClause, x: 10, y: 900, page: 2))
        wanted.append(Self.comment(.planning, sheet: 3))
        var random = SplitMix64(seed: 11)
        let opinion = try Merge.opinion(of: Self.round(wanted.shuffled(using: &random)))
        #expect(opinion.items.flatMap(\.sources) == wanted.map(\.id))
        #expect(opinion.items.map(\.number) == Array(1...wanted.count))
        #expect(opinion.items.first?.sheet == Self.sheets[0])
    }

    @Test(arguments: 0..<60)
    func everyOrderOfTheInputGivesTheSameBytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let disciplines = Discipline.allCases
        let comments = (0..<40).map { _ in
            Self.comment(
                disciplines[Int.random(in: 0..<5, using: &random)], sheet: Int.random(in: 0..<5, using: &random),
                Severity.allCases[Int.random(in: 0..<4, using: &random)], x: Double(Int.random(in: 0..<2, using: &random)),
                y: Double(Int.random(in: 0..<2, using: &random)))
        }
        let decisions = Dictionary(uniqueKeysWithValues: disciplines.map { ($0, Optional(Decision.fail)) })
        var round = Self.round(comments, decisions)
        let bytes = try Merge.opinion(of: round).canonicalBytes()
        for _ in 0..<5 {
            round.comments.shuffle(using: &random)
            round.reviews.shuffle(using: &random)
            #expect(try Merge.opinion(of: round).canonicalBytes() == bytes)
        }
        #expect(try CanonicalJSON.decode(Opinion.self, from: bytes).items.flatMap(\.sources).count == comments.count)
    }

    @Test func correctedCommentsAreLeftOutWhicheverSideSaysSo() throws {
        let old = Self.comment(.fire, sheet: 1)
        let new = Self.comment(.fire, sheet: 1, supersedes: old.id)
        #expect(try Merge.opinion(of: Self.round([old, new])).items.map(\.sources) == [[new.id]])
        let marked = Self.comment(.fire, sheet: 1, supersededBy: UUID())
        #expect(try Merge.opinion(of: Self.round([marked])).items.isEmpty)
    }

    @Test(arguments: [
        ([Decision.pass, .pass], Decision.pass), ([.pass, .passWithAdvice], .passWithAdvice), ([.passWithAdvice, .fail], .fail),
        ([.fail, .pass], .fail),
    ])
    func theVerdictIsTheMostSevereDecision(_ decisions: [Decision], _ verdict: Decision) throws {
        let opinion = try Merge.opinion(of: Self.round([], [.planning: decisions[0], .structural: decisions[1]]))
        #expect(opinion.verdict == verdict)
        #expect(opinion.decisions.map(\.discipline) == [.planning, .structural])
    }

    @Test func thereIsNoOpinionBeforeEverybodyHasSpoken() {
        #expect(throws: Merge.Refusal.undecided(.fire)) { try Merge.opinion(of: Self.round([], [.planning: .pass, .fire: Decision?.none])) }
        #expect(throws: Merge.Refusal.noReview) { try Merge.opinion(of: Self.round([], [:])) }
    }

    @Test func materialFromElsewhereIsRefused() throws {
        let meteorology = Self.comment(.meteorology, sheet: 0)
        #expect(throws: Merge.Refusal.foreignComment(meteorology.id)) { try Merge.opinion(of: Self.round([meteorology])) }
        let comment = Self.comment(.fire, sheet: 4)
        var round = Self.round([comment])
        round.sheets.removeLast()
        #expect(throws: Merge.Refusal.unknownSheet(comment: comment.id)) { try Merge.opinion(of: round) }
        round = Self.round([])
        round.reviews.append(Merge.Round.Outcome(discipline: .fire, review: UUID(), decision: .pass))
        #expect(throws: Merge.Refusal.disciplineTwice(.fire)) { try Merge.opinion(of: round) }
    }
}
