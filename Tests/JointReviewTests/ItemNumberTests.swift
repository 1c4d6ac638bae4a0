import JointReview
import Testing

@Suite struct ItemNumberTests {
    private static func report(_ comments: [MergeComment], _ numbering: Numbering?, _ groupings: [Grouping] = []) -> MergeReport {
        Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(3), comments: comments, groupings: groupings, numbering: numbering))
    }

    private static func numbers(_ report: MergeReport) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for item in report.items { for source in item.sources { numbers[source.comment] = item.number } }
        return numbers
    }

    private static func apart(_ id: String, _ place: Int, supersedes: String? = nil) -> MergeComment {
        MergeFixture.comment(id, x: Double(place * 100), text: "第\(place)件事 \(place)", supersedes: supersedes)
    }

    @Test func numbersStayOverThreeRoundsAndClosedOnesAreNeverGivenAgain() {
        let (a, b, c) = (Self.apart("a", 1), Self.apart("b", 2), Self.apart("c", 3))
        let first = Self.report([a, b, c], nil)
        #expect(Self.numbers(first) == ["a": 1, "b": 2, "c": 3])
        // In round two b is closed, c is corrected, and a comment comes that stands before all.
        let closed = Numbering(
            highest: first.numbering.highest,
            items: first.numbering.items.map { Numbering.Entry(number: $0.number, comments: $0.comments, closed: $0.number == 2) })
        let second = Self.report([a, c, Self.apart("c2", 3, supersedes: "c"), Self.apart("new", 0)], closed)
        #expect(Self.numbers(second) == ["a": 1, "c2": 3, "new": 4])
        #expect(second.numbering.highest == 4 && second.numbering.items.first { $0.number == 2 }?.closed == true)
        // In round three b comes back: its number is closed, so it gets a new one and names the old one.
        let third = Self.report([a, Self.apart("c2", 3, supersedes: "c"), Self.apart("new", 0), b], second.numbering)
        #expect(Self.numbers(third) == ["a": 1, "c2": 3, "new": 4, "b": 5])
        #expect(third.items.first { $0.number == 5 }?.formerNumbers == [2])
    }

    @Test func numbersComeTogetherAndApartWithTheirItems() {
        let (a, b) = (Self.apart("a", 1), Self.apart("b", 2))
        let before = Numbering(highest: 9, items: [Numbering.Entry(number: 8, comments: ["a"]), Numbering.Entry(number: 3, comments: ["b"])])
        let joined = Self.report([a, b], before, [Grouping(sequence: 1, act: .join, comments: ["a", "b"], by: "lead")])
        #expect(joined.items.map(\.number) == [3] && joined.items.map(\.formerNumbers) == [[8]])
        #expect(joined.numbering.items.first { $0.number == 8 }?.closed == true)
        let apart = Self.report([a, b], joined.numbering)
        #expect(Self.numbers(apart) == ["a": 3, "b": 10], "the first of the list keeps the number")
    }

    @Test func whatAnOpinionNumberedApartIsNotJoinedByRuleAndWhatIsNewJoinsItsNumber() {
        func said(_ id: String) -> MergeComment { MergeFixture.comment(id, x: 100, text: "疏散宽度不足,应不小于 1.1 m") }
        // By rule alone these are one item.
        #expect(Self.report([said("a"), said("b")], nil).items.count == 1)
        let issued = Numbering(highest: 2, items: [Numbering.Entry(number: 1, comments: ["a"]), Numbering.Entry(number: 2, comments: ["b"])])
        let second = Self.report([said("a"), said("b")], issued)
        #expect(Self.numbers(second) == ["a": 1, "b": 2], "who works by a number finds it in every round")
        // A newcomer joins one of them, and cannot bring the two together.
        let third = Self.report([said("a"), said("b"), said("c")], second.numbering)
        #expect(Self.numbers(third)["a"] == 1 && Self.numbers(third)["b"] == 2 && third.items.count == 2)
        // A person can.
        let joined = Self.report([said("a"), said("b")], issued, [Grouping(sequence: 1, act: .join, comments: ["a", "b"], by: "lead")])
        #expect(joined.items.map(\.number) == [1] && joined.items.map(\.formerNumbers) == [[2]])
    }

    @Test(arguments: 0..<30)
    func overRandomRoundsNoNumberChangesHandsAndNoClosedOneReturns(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var comments: [MergeComment] = []
        var numbering: Numbering?
        var closed: Set<Int> = []
        var bearer: [String: Int] = [:]
        var next = 0
        for _ in 0..<8 {
            comments.removeAll { _ in Int.random(in: 0..<4, using: &random) == 0 }
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                comments.append(Self.apart("c\(next)", next))
                next += 1
            }
            let report = Self.report(comments.shuffled(using: &random), numbering)
            let numbers = Self.numbers(report)
            #expect(Set(numbers.values).isDisjoint(with: closed))
            for (comment, number) in numbers {
                #expect(bearer[comment].map { $0 == number || closed.contains($0) } ?? true, "\(comment)")
                #expect(!bearer.contains { $0.value == number && $0.key != comment }, "\(number)")
                bearer[comment] = number
            }
            #expect(report.numbering.highest >= (numbers.values.max() ?? 0))
            numbering = Numbering(
                highest: report.numbering.highest,
                items: report.numbering.items.map { entry in
                    let closes = entry.closed || Int.random(in: 0..<5, using: &random) == 0
                    if closes { closed.insert(entry.number) }
                    return Numbering.Entry(number: entry.number, comments: entry.comments, closed: closes)
                })
        }
    }
}
