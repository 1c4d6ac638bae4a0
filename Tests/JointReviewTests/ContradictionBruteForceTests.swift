import Foundation
import JointReview
import Testing

/// Contradictions against a second, slower way of finding them: every subset of a small set of demands, judged by eliminating variables.
@Suite struct ContradictionBruteForceTests {
    /// `LIANSHEN_TEST_SCALE` multiplies the counts of the random tests; 1 where it is not set.
    static let scale = ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap { Int($0) } ?? 1

    @Test(arguments: 0..<8)
    func everyMinimalSetOfBoundsAndSumsIsFoundAndNoOther(part: Int) throws {
        var random = SplitMix64(seed: UInt64(1000 + part))
        var (withSums, beyondPairs, none) = (0, 0, 0)
        for _ in 0..<(300 * Self.scale) {
            let world = SmallWorld(&random)
            let found = Contradictions.find(world.demands, sums: world.sums)
            guard world.sumsHold else {
                #expect(found.findings.map(\.code).contains("sum.contradictory") && !found.isComplete)
                continue
            }
            #expect(found.isComplete)
            let sets = Set(found.sets.map { Set($0.demands) })
            #expect(sets.count == found.sets.count, "a set twice")
            #expect(sets == world.minimalSets, "\(world.demands.map(\.demand)) \(world.sums)")
            for set in found.sets { #expect(set.kind != .sums || world.isRuledOut(set), "the named sums do not rule it out, or one can be spared") }
            if !world.sums.isEmpty { withSums += 1 }
            if sets.contains(where: { $0.count > 2 }) { beyondPairs += 1 }
            if sets.isEmpty { none += 1 }
        }
        // The worlds are no good when they only ever hold one kind.
        #expect(withSums > 50 && beyondPairs > 3 && none > 10, "\(withSums) \(beyondPairs) \(none)")
    }

    @Test(arguments: 0..<40)
    func everyOrderOfTheInputFindsTheSame(seed: Int) {
        var random = SplitMix64(seed: UInt64(7000 + seed))
        let world = SmallWorld(&random)
        let found = Contradictions.find(world.demands, sums: world.sums)
        for _ in 0..<10 {
            #expect(Contradictions.find(world.demands.shuffled(using: &random), sums: world.sums.shuffled(using: &random)) == found)
        }
    }

    @Test(arguments: 0..<4)
    func beyondTheLimitOfFormsAGroupIsStillDecided(part: Int) {
        var random = SplitMix64(seed: UInt64(9000 + part))
        var limits = ContradictionLimits()
        limits.relations = 1
        for _ in 0..<200 {
            let world = SmallWorld(&random)
            guard world.sumsHold else { continue }
            let found = Contradictions.find(world.demands, sums: world.sums, limits: limits)
            // What is told is right and minimal; that there may be more is told, too.
            #expect(Set(found.sets.map { Set($0.demands) }).isSubset(of: world.minimalSets))
            #expect(found.sets.isEmpty == world.minimalSets.isEmpty)
            #expect(!found.isComplete || found.sets.count == world.minimalSets.count)
        }
    }
}

/// A few demands on a few properties of one element, with up to three sums over them.
struct SmallWorld {
    private(set) var demands: [CommentDemand] = []
    private(set) var sums: [LinearSum] = []
    private static let properties = ["a", "b", "c", "d", "e", "f"]

    init(_ random: inout SplitMix64) {
        let properties = Self.properties.prefix(Int.random(in: 3...6, using: &random)).map { $0 }
        // One demand a property in some worlds: then nothing but the sums can contradict.
        let isSpread = Bool.random(using: &random)
        let units = [("mm", 1), ("cm", 10)]
        for number in 0..<Int.random(in: 2...(isSpread ? min(7, properties.count) : 7), using: &random) {
            let (unit, factor) = units[Int.random(in: 0..<2, using: &random)]
            let value = Int.random(in: -3...9, using: &random)
            let decimal = factor == 1 ? "\(value).5" : "\(value < 0 ? "-" : "")0.\(abs(value))"
            demands.append(
                CommentDemand(
                    comment: "k\(number)",
                    demand: Demand(
                        element: "x",
                        property: properties[isSpread ? number % properties.count : Int.random(in: 0..<properties.count, using: &random)],
                        relation: [Relation.atLeast, .atMost, .atLeast, .atMost, .equal][Int.random(in: 0..<5, using: &random)], value: decimal,
                        unit: unit)))
        }
        for number in 0..<[0, 1, 1, 2, 2, 3][Int.random(in: 0..<6, using: &random)] {
            let terms = properties.shuffled(using: &random).prefix(Int.random(in: 2...4, using: &random)).map {
                LinearSum.Term(element: "x", property: $0, times: Int.random(in: 0..<6, using: &random) == 0 ? 2 : nil)
            }
            sums.append(
                LinearSum(
                    id: "s\(number)", total: terms[0], parts: Array(terms.dropFirst()),
                    constant: Int.random(in: 0..<4, using: &random) == 0 ? "\(Int.random(in: -4...4, using: &random))" : nil, unit: "mm",
                    partsAtLeastZero: Int.random(in: 0..<3, using: &random) == 0 ? true : nil, sheet: "建施-15", declaredBy: "p"))
        }
    }

    /// Whether the sums alone leave room.
    var sumsHold: Bool { holds([]) }

    /// Every set of demands that leaves no room while each of its parts does.
    var minimalSets: Set<Set<CommentDemand>> {
        var broken: [Int] = []
        for subset in (0..<(1 << demands.count)).sorted(by: { $0.nonzeroBitCount < $1.nonzeroBitCount }) {
            guard !broken.contains(where: { $0 & subset == $0 }) else { continue }
            if !holds(demands.indices.filter { subset >> $0 & 1 == 1 }.map { demands[$0] }) { broken.append(subset) }
        }
        return Set(broken.map { subset in Set(demands.indices.filter { subset >> $0 & 1 == 1 }.map { demands[$0] }) })
    }

    /// Whether the sums that a contradiction names are enough, and none of them can be spared.
    func isRuledOut(_ contradiction: Contradiction) -> Bool {
        let named = sums.filter { contradiction.sums.contains($0.id) }
        return !holds(contradiction.demands, named) && named.allSatisfy { spared in holds(contradiction.demands, named.filter { $0 != spared }) }
    }

    private func holds(_ demands: [CommentDemand]) -> Bool { holds(demands, sums) }

    /// Fourier and Motzkin: one variable after the other is eliminated from Σ a·x ≤ b; in whole twentieths, which all values here are.
    private func holds(_ demands: [CommentDemand], _ sums: [LinearSum]) -> Bool {
        func at(_ property: String?) -> Int { Self.properties.firstIndex(of: property ?? "") ?? 0 }
        func row(_ column: Int, _ sign: Int, _ bound: Int) -> [Int] {
            var row = [Int](repeating: 0, count: 7)
            (row[column], row[6]) = (sign, sign * bound)
            return row
        }
        var rows: [[Int]] = []
        for demand in demands.map(\.demand) {
            let value = Int(((Double(demand.value ?? "") ?? 0) * (demand.unit == "cm" ? 10 : 1) * 20).rounded())
            if demand.relation != .atMost { rows.append(row(at(demand.property), -1, value)) }
            if demand.relation != .atLeast { rows.append(row(at(demand.property), 1, value)) }
        }
        for sum in sums where sum.partsAtLeastZero == true {
            for part in sum.parts { rows.append(row(at(part.property), -1, 0)) }
        }
        for sum in sums {
            var equation = [Int](repeating: 0, count: 7)
            equation[at(sum.total.property)] += sum.total.times ?? 1
            for part in sum.parts { equation[at(part.property)] -= part.times ?? 1 }
            equation[6] = (Int(sum.constant ?? "0") ?? 0) * 20
            rows += [equation, equation.map(-)]
        }
        for column in 0..<6 {
            let (above, below) = (rows.filter { $0[column] > 0 }, rows.filter { $0[column] < 0 })
            var next = Set(rows.filter { $0[column] == 0 })
            for one in above {
                for other in below {
                    let sum = zip(one, other).map { $0 * -other[column] + $1 * one[column] }
                    let divisor = sum.reduce(0) { Self.divisor($0, abs($1)) }
                    next.insert(divisor > 1 ? sum.map { $0 / divisor } : sum)
                }
            }
            rows = Array(next)
        }
        return rows.allSatisfy { $0[6] >= 0 }
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}
