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

@Suite struct ContradictionEffortTests {
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
