import Foundation
import JointReview
import Testing

@Suite struct ContradictionTests {
    private static func demand(
        _ comment: String, _ relation: Relation, _ value: String? = nil, _ unit: String? = nil, on element: String = "门", property: String? = "width"
    ) -> CommentDemand {
        CommentDemand(
            comment: comment,
            demand: Demand(
                element: element, property: value == nil || relation == .move ? nil : property, relation: relation, value: value, unit: unit))
    }

    private static func found(_ demands: [CommentDemand], _ sums: [LinearSum] = []) -> [[String]] {
        Contradictions.find(demands, sums: sums).sets.map { $0.demands.map(\.comment).sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test func boundsContradictOnlyWhenTheyDoNotMeet() {
        #expect(Self.found([Self.demand("F3", .atLeast, "1.30", "m"), Self.demand("S3", .atMost, "1000", "mm")]) == [["F3", "S3"]])
        #expect(Self.found([Self.demand("F3", .atLeast, "1.00", "m"), Self.demand("S3", .atMost, "1000", "mm")]) == [])
        #expect(Self.found([Self.demand("a", .equal, "1", "m"), Self.demand("b", .equal, "1000.000000001", "mm")]) == [["a", "b"]])
        #expect(Self.found([Self.demand("a", .atLeast, "2", "m"), Self.demand("b", .atMost, "1", "m", property: "height")]) == [])
        #expect(Self.found([Self.demand("a", .atLeast, "2", "m"), Self.demand("b", .atMost, "1", "m", on: "窗")]) == [])
        // Names of properties are folded, identities of elements are not.
        #expect(Self.found([Self.demand("a", .atLeast, "2", "m"), Self.demand("b", .atMost, "1", "m", property: "Ｗidth ")]) == [["a", "b"]])
    }

    @Test func removingContradictsAddingMovingAndEveryValue() {
        let others = [
            Self.demand("add", .add), Self.demand("move", .move, "轴6"), Self.demand("value", .atLeast, "1", "m"),
            Self.demand("word", .equal, "甲级", property: "grade"),
        ]
        #expect(Self.found(others) == [])
        #expect(Self.found(others + [Self.demand("r", .remove)]) == [["add", "r"], ["move", "r"], ["r", "value"], ["r", "word"]])
        #expect(Self.found([Self.demand("r", .remove), Self.demand("q", .remove)]) == [])
        #expect(Self.found([Self.demand("r", .remove), Self.demand("x", .add, on: "窗")]) == [])
    }

    @Test func twoMovesContradictWhenTheirTargetsDiffer() {
        #expect(Self.found([Self.demand("a", .move, "轴6"), Self.demand("b", .move, " 轴６")]) == [])
        #expect(
            Self.found([Self.demand("a", .move, "轴6"), Self.demand("b", .move, "轴7"), Self.demand("c", .move, "轴6")]) == [["a", "b"], ["b", "c"]])
    }

    @Test func wordsContradictWhenTheyDiffer() {
        #expect(
            Self.found([Self.demand("a", .equal, "第一类"), Self.demand("b", .equal, "第二类"), Self.demand("c", .equal, "第一类")]) == [
                ["a", "b"], ["b", "c"],
            ])
    }

    @Test func mixedDimensionsAreAWarningAndHideNothing() {
        let result = Contradictions.find([
            Self.demand("a", .atLeast, "1.3", "m"), Self.demand("b", .atMost, "1000", "mm"), Self.demand("c", .atLeast, "3", "m²"),
            Self.demand("d", .equal, "甲级"),
        ])
        #expect(result.sets.map(\.comments) == [["a", "b"]] && result.isComplete)
        #expect(result.findings.map(\.code) == ["demand.dimension_mixed"] && result.findings.allSatisfy { $0.severity == .warn })
    }

    @Test func malformedDemandsAreLeftOut() {
        #expect(
            Self.found([Self.demand("a", .atLeast, "1e9", "m"), Self.demand("b", .atMost, "1", "m"), Self.demand("c", .atLeast, "9", "尺")]) == [])
    }

    @Test func moreSetsThanAreToldIsTold() {
        let demands = (0..<40).flatMap { [Self.demand("l\($0)", .atLeast, "2", "m"), Self.demand("u\($0)", .atMost, "1", "m")] }
        let result = Contradictions.find(demands)
        #expect(result.sets.count == ContradictionLimits.standard.setsInGroup && !result.isComplete)
        #expect(result.findings.map(\.code) == ["conflict.undecided"] && result.findings.first?.file == "门 · width")
        let many = (0..<30).flatMap { element in
            (0..<10).flatMap {
                [Self.demand("l\($0)", .atLeast, "2", "m", on: "\(element)"), Self.demand("u\($0)", .atMost, "1", "m", on: "\(element)")]
            }
        }
        let all = Contradictions.find(many)
        #expect(
            all.sets.count == ContradictionLimits.standard.sets && !all.isComplete && all.findings.last?.message.en.contains("3000 > 1000") == true)
    }

    @Test func numbersThatOutgrowTheFractionsLeaveTheGroupUndecided() {
        // Each sum multiplies by ten thousand; ten of them are beyond any width.
        let sums = (0..<12).map { step in
            LinearSum(
                id: "s\(step)", total: LinearSum.Term(element: "x", property: "p\(step)", times: 9999),
                parts: [LinearSum.Term(element: "x", property: "p\(step + 1)", times: 10_000), LinearSum.Term(element: "x", property: "q\(step)")],
                unit: "mm", sheet: "s", declaredBy: "p")
        }
        let demands = (0..<13).flatMap { step in
            [
                Self.demand("l\(step)", .atLeast, "0.\(step)1234567", "mm", on: "x", property: "p\(step)"),
                Self.demand("u\(step)", .atMost, "999999999999999.999999999", "m", on: "x", property: "q\(step)"),
            ]
        }
        let result = Contradictions.find(demands, sums: sums)
        #expect(result.isComplete || result.findings.map(\.code) == ["conflict.undecided"])
        #expect(!result.isComplete)
    }

    @Test func aLongChainOfSumsIsDecidedAndThatThereMayBeMoreIsTold() {
        // 40 storeys that add up, every height demanded: more forms than are looked at.
        func storey(_ number: Int) -> LinearSum {
            LinearSum(
                id: "s\(number)", total: LinearSum.Term(element: "楼", property: "level\(number + 1)"),
                parts: [LinearSum.Term(element: "楼", property: "level\(number)"), LinearSum.Term(element: "楼", property: "height\(number)")],
                unit: "m",
                sheet: "建施-15", declaredBy: "p")
        }
        func demands(top: String) -> [CommentDemand] {
            (0..<40).flatMap { number in
                [
                    Self.demand("h\(number)", .atLeast, "3", "m", on: "楼", property: "height\(number)"),
                    Self.demand("k\(number)", .atMost, "9", "m", on: "楼", property: "height\(number)"),
                    Self.demand("v\(number)", .atLeast, "0", "m", on: "楼", property: "level\(number)"),
                ]
            } + [
                Self.demand("ground", .equal, "0", "m", on: "楼", property: "level0"),
                Self.demand("top", .atMost, top, "m", on: "楼", property: "level40"),
            ]
        }
        let sums = (0..<40).map(storey)
        let holds = Contradictions.find(demands(top: "120"), sums: sums)
        #expect(holds.isComplete && holds.sets.isEmpty)
        let broken = Contradictions.find(demands(top: "119.999"), sums: sums)
        #expect(!broken.isComplete && broken.sets.count == 1)
        // The ground and every height: none can be spared.
        #expect(broken.sets.first?.demands.count == 42 && broken.sets.first?.sums.count == 40)
    }
}

/// Sums that are wrong, or too many, take no contradiction away that is there without them.
@Suite struct WrongSumTests {
    private static func demand(
        _ comment: String, _ property: String, _ relation: Relation, _ value: String, on element: String = "楼"
    ) -> CommentDemand {
        CommentDemand(comment: comment, demand: Demand(element: element, property: property, relation: relation, value: value, unit: "mm"))
    }

    private static func sum(
        _ id: String, _ total: String, _ parts: [String], _ constant: String? = nil, unit: String = "mm", on element: String = "楼"
    ) -> LinearSum {
        LinearSum(
            id: id, total: LinearSum.Term(element: element, property: total), parts: parts.map { LinearSum.Term(element: element, property: $0) },
            constant: constant, unit: unit, sheet: "s", declaredBy: "p")
    }

    private static let high = demand("F", "H", .atLeast, "2200")
    private static let low = demand("S", "H", .atMost, "2000")

    @Test func sumsThatContradictEachOtherLeaveTheContradictionsOfEveryProperty() {
        let elsewhere = [demandElsewhere("w1", .atLeast, "2"), demandElsewhere("w2", .atMost, "1")]
        let result = Contradictions.find(
            [Self.high, Self.low] + elsewhere, sums: [Self.sum("a", "H", ["X"], "100"), Self.sum("b", "H", ["X"], "200")])
        #expect(Set(result.sets.map(\.comments)) == [["F", "S"], ["w1", "w2"]] && !result.isComplete)
        #expect(result.sets.allSatisfy { $0.kind == .bounds } && result.findings.map(\.code).contains("sum.contradictory"))
        // Only where the sums are wrong there may be more.
        #expect(result.unfinished == [Self.high, Self.low])
    }

    private func demandElsewhere(_ comment: String, _ relation: Relation, _ value: String) -> CommentDemand {
        Self.demand(comment, "W", relation, value, on: "门")
    }

    @Test func aSumIsHeldAgainstThoseThatItIsTiedTo() {
        let (first, other) = (Self.sum("a", "H", ["X"], "100"), Self.sum("b", "W", ["Y"]))
        #expect(Self.sum("c", "H", ["X"], "200").ruledOut(by: [first, other]) == ["a"])
        #expect(Self.sum("c", "H", ["X"], "0.1", unit: "m").ruledOut(by: [first, other]) == nil)
        #expect(Self.sum("c", "H", ["Y"], "200").ruledOut(by: [first, other]) == nil)
        // Round the corner: H = X + 100 and X = W, so H is not W.
        #expect(Self.sum("d", "H", ["W"]).ruledOut(by: [first, other, Self.sum("c", "X", ["W"])]) == ["a", "c"])
        // Others that contradict each other are nothing to it.
        #expect(other.ruledOut(by: [first, Self.sum("c", "H", ["X"], "200")]) == nil)
    }

    @Test func whatIsOpenBetweenDemandsThatWereNotLookedAtToTheEndIsNotOver() throws {
        let members = (0..<2).map { _ in ConflictMember(comment: UUID(), demand: UUID()) }
        let open = CaseConflict(
            id: UUID(), number: 1, round: 1, kind: .sums, declared: false, members: members, openedAt: Date(timeIntervalSince1970: 1_795_000_000))
        #expect(CaseConflict.changes([open], found: [], unfinished: Set(members)).lapsed.isEmpty)
        #expect(CaseConflict.changes([open], found: [], unfinished: [members[0]]).lapsed == [open], "one of them is not demanded any more")
        #expect(CaseConflict.changes([open], found: []).lapsed == [open])
    }
}

@Suite struct ContradictionEffortTests {
    @Test func aGroupThatIsTooHeavyLeavesTheOthersTheirEffort() {
        // 300 storeys that do not fit under the top, and after them in the order of names a sum of two.
        let chain = (0..<300).map { number in
            LinearSum(
                id: "s\(number)", total: LinearSum.Term(element: "1#", property: "level\(number + 1)"),
                parts: [
                    LinearSum.Term(element: "1#", property: "level\(number)"), LinearSum.Term(element: "1#", property: "height\(number)"),
                ], unit: "m", sheet: "s", declaredBy: "p")
        }
        func demand(_ comment: String, _ element: String, _ property: String, _ relation: Relation, _ value: String) -> CommentDemand {
            CommentDemand(comment: comment, demand: Demand(element: element, property: property, relation: relation, value: value, unit: "m"))
        }
        let tower = (0..<300).flatMap { number in
            [
                demand("h\(number)", "1#", "height\(number)", .atLeast, "3"), demand("k\(number)", "1#", "height\(number)", .atMost, "9"),
                demand("v\(number)", "1#", "level\(number)", .atLeast, "0"),
            ]
        }
        let ends = [demand("ground", "1#", "level0", .equal, "0"), demand("top", "1#", "level300", .atMost, "899")]
        let ceiling = LinearSum(
            id: "z", total: LinearSum.Term(element: "2#", property: "storey"),
            parts: [LinearSum.Term(element: "2#", property: "beam"), LinearSum.Term(element: "2#", property: "clear")], unit: "m", sheet: "s",
            declaredBy: "p")
        let three = [
            demand("F", "2#", "clear", .atLeast, "2.2"), demand("S", "2#", "beam", .atLeast, "0.7"), demand("P", "2#", "storey", .atMost, "2.8"),
        ]
        let result = Contradictions.find(tower + ends + three, sums: chain + [ceiling])
        #expect(!result.isComplete && result.findings.map(\.code) == ["conflict.undecided"], "the chain is as heavy as it should be")
        #expect(result.sets.map(\.comments) == [["F", "P", "S"]])
        #expect(result.unfinished.isDisjoint(with: three) && result.unfinished.isSuperset(of: ends))
    }

    @Test func hostileSumsEndWithinTheEffortAndLeaveTheRestOfTheCaseChecked() {
        // A hundred and sixty groups of sixty sums in which everything hangs together, and one honest pair.
        var random = SplitMix64(seed: 3)
        var sums: [LinearSum] = []
        var demands: [CommentDemand] = []
        for group in 0..<160 {
            for number in 0..<60 {
                func term() -> LinearSum.Term {
                    LinearSum.Term(
                        element: "g\(group)", property: "p\(Int.random(in: 0..<150, using: &random))", times: Int.random(in: 1...9, using: &random))
                }
                sums.append(
                    LinearSum(id: "s\(group)-\(number)", total: term(), parts: (0..<20).map { _ in term() }, unit: "mm", sheet: "s", declaredBy: "p"))
            }
            for property in 0..<150 {
                for relation in [Relation.atLeast, .atMost] {
                    let demand = Demand(
                        element: "g\(group)", property: "p\(property)", relation: relation, value: relation == .atLeast ? "1" : "1.7", unit: "mm")
                    demands.append(CommentDemand(comment: "c\(property)", demand: demand))
                }
            }
        }
        let honest = Demand(element: "z", property: "width", relation: .atLeast, value: "2", unit: "m")
        demands.append(CommentDemand(comment: "F3", demand: honest))
        demands.append(CommentDemand(comment: "S3", demand: Demand(element: "z", property: "width", relation: .atMost, value: "1", unit: "m")))
        var limits = ContradictionLimits.standard
        (limits.effort, limits.effortInGroup) = (1_000_000, 100_000)
        let result = Contradictions.find(demands, sums: sums, limits: limits)
        #expect(!result.isComplete && result.findings.contains { $0.code == "conflict.undecided" })
        #expect(result.sets.contains { $0.comments == ["F3", "S3"] })
    }
}
