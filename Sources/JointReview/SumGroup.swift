/// Properties that declared sums tie together, with their bounds: the contradictions that run through the sums.
struct SumGroup {
    /// One declared sum: an equation, and the columns that it says are not below nought.
    struct Sum {
        let id: String
        let coefficients: [Rational]
        let constant: Rational
        let facts: Set<Int>
    }

    /// In the order of their identities.
    let sums: [Sum]
    /// Bounds of every column, sorted.
    let bounds: [Bounds]
    let limits: ContradictionLimits
    private(set) var effort: Effort

    /// The group as the index has it.
    init(_ group: DemandIndex.Group, _ limits: ContradictionLimits, _ effort: Effort) {
        bounds = group.bounds
        self.limits = limits
        self.effort = effort
        let columns = bounds.count
        sums = group.sums.map { sum in
            var coefficients = [Int](repeating: 0, count: columns)
            for term in sum.terms { coefficients[term.column] += term.factor }
            return Sum(id: sum.id, coefficients: coefficients.map(Rational.init), constant: sum.constant, facts: sum.facts)
        }
    }

    /// What the group came to.
    enum Outcome {
        /// The minimal sets; `isWhole` when there are no others.
        case sets([[Int]], isWhole: Bool)
        case contradictorySums
        case undecided
    }

    private var hasFacts: Bool { bounds.contains(where: \.hasFact) }

    /// The minimal sets of the group: those through sums, and those of the pairs on one property that no sum makes smaller.
    mutating func contradictions(pairs: [[Int]]) -> Outcome {
        do throws(Rational.Overflow) {
            switch try forms() {
            case .contradictory: return .contradictorySums
            case .tooMany: return try decided(minimal(pairs))
            case .forms(let forms):
                var sets: Set<[Int]> = []
                var isWhole = true
                for form in forms {
                    for isTurned in [false, true] {
                        isWhole = try tell(form, isTurned: isTurned, &sets) && isWhole
                    }
                }
                // No demand at all: the sums and what they say of their parts leave no room.
                if sets.contains([]) { return .contradictorySums }
                // Two bounds of one property stay minimal unless the sums, or a fact, rule out one of them alone.
                let mayShrink = hasFacts || forms.contains { $0.support.count == 1 }
                let through = try hasFacts ? minimal(Array(sets)) : Array(sets)
                return .sets(sorted(try mayShrink ? minimal(pairs) : pairs, through), isWhole: isWhole)
            }
        } catch {
            return .undecided
        }
    }

    /// What the sums say, for a fifth of the effort at most: what is left decides the group also when there are too many forms.
    private mutating func forms() throws(Rational.Overflow) -> SumRelations.Outcome {
        var share = Effort(effort.left / 5)
        let most = share.left
        let outcome: SumRelations.Outcome?
        do throws(Rational.Overflow) {
            outcome = try SumRelations.derive(
                sums.map { ($0.coefficients, $0.constant) }, bounded: bounds.map { !$0.isEmpty }, atMost: limits.relations, &share)
        } catch {
            outcome = nil
        }
        try effort.spend(most - max(share.left, 0))
        return outcome ?? .tooMany
    }

    private func sorted(_ pairs: [[Int]], _ sets: [[Int]]) -> [[Int]] { Set(pairs + sets).sorted { $0.lexicographicallyPrecedes($1) } }

    /// Takes one bound for each property of a form wherever together they leave no room; false when the limit cut it.
    private mutating func tell(_ form: SumRelations.Form, isTurned: Bool, _ sets: inout Set<[Int]>) throws(Rational.Overflow) -> Bool {
        var sides: [[(reach: Rational, demand: Int?)]] = []
        for column in form.support.sorted() {
            let coefficient = isTurned ? -form.coefficients[column] : form.coefficients[column]
            let side = coefficient.isNegative ? bounds[column].lowers : bounds[column].uppers
            guard !side.isEmpty else { return true }
            var reaches: [(reach: Rational, demand: Int?)] = []
            for bound in side {
                reaches.append((try coefficient * bound.value, bound.demand))
                // Whatever a demand below a fact asks, the fact says already.
                if bound.demand == nil { break }
            }
            sides.append(reaches)
        }
        // What the tightest bounds behind a place reach at least.
        var rest = [Rational.zero]
        for side in sides.reversed() { rest.append(try rest[rest.count - 1] + side[0].reach) }
        rest.reverse()
        return try choose(sides, rest, form, goal: isTurned ? -form.constant : form.constant, at: 0, .zero, [], &sets)
    }

    private mutating func choose(
        _ sides: [[(reach: Rational, demand: Int?)]], _ rest: [Rational], _ form: SumRelations.Form, goal: Rational, at place: Int, _ sum: Rational,
        _ chosen: [Int], _ sets: inout Set<[Int]>
    ) throws(Rational.Overflow) -> Bool {
        try effort.spend(4)
        guard try sum + rest[place] < goal else { return true }
        guard place < sides.count else {
            guard sets.count < limits.setsInGroup else { return false }
            sets.insert(chosen.sorted())
            return true
        }
        for (reach, demand) in sides[place] {
            let next = try sum + reach
            guard try next + rest[place + 1] < goal else { break }
            guard try choose(sides, rest, form, goal: goal, at: place + 1, next, chosen + (demand.map { [$0] } ?? []), &sets) else { return false }
        }
        return true
    }

    /// Beyond the limit of forms: whether the bounds hold at all, and one minimal set when they do not.
    private mutating func decided(_ pairs: [[Int]]) throws(Rational.Overflow) -> Outcome {
        var solver = try solver(lowers: bounds.map(\.lowers.first?.value), uppers: bounds.map(\.uppers.first?.value), sums)
        switch try solver.solve(&effort) {
        case .feasible: return .sets([], isWhole: true)
        case .infeasible(let sides):
            var demands = sides.compactMap { ($0.isUpper ? bounds[$0.column].uppers : bounds[$0.column].lowers).first?.demand }.sorted()
            if demands.isEmpty { return .contradictorySums }
            for demand in demands where try contradict(demands.filter { $0 != demand }, sums) { demands.removeAll { $0 == demand } }
            return .sets(sorted(pairs, [demands]), isWhole: false)
        }
    }

    private mutating func minimal(_ sets: [[Int]]) throws(Rational.Overflow) -> [[Int]] {
        var minimal: [[Int]] = []
        for set in sets where try isMinimal(set) { minimal.append(set) }
        return minimal
    }

    private mutating func isMinimal(_ demands: [Int]) throws(Rational.Overflow) -> Bool {
        for demand in demands where try contradict(demands.filter { $0 != demand }, sums) { return false }
        return true
    }

    /// The first minimal set of sums that these demands need to contradict each other: sums that can be spared are dropped from the end.
    mutating func needed(by demands: [Int]) -> [String] {
        guard sums.count > 1 else { return sums.map(\.id) }
        var kept = Array(sums.indices)
        for place in sums.indices.reversed() {
            let rest = kept.filter { $0 != place }
            guard let spares = try? contradict(demands, rest.map { sums[$0] }), spares else { continue }
            kept = rest
        }
        return kept.map { sums[$0].id }
    }

    private mutating func contradict(_ demands: [Int], _ sums: [Sum]) throws(Rational.Overflow) -> Bool {
        let wanted = Set(demands)
        let facts = sums.reduce(into: Set<Int>()) { $0.formUnion($1.facts) }
        let lowers = bounds.indices.map { column in
            bounds[column].lowers.first { $0.demand.map(wanted.contains) ?? facts.contains(column) }?.value
        }
        let uppers = bounds.map { bounds in bounds.uppers.first { $0.demand.map(wanted.contains) ?? false }?.value }
        var solver = try solver(lowers: lowers, uppers: uppers, sums)
        if case .infeasible = try solver.solve(&effort) { return true }
        return false
    }

    private func solver(lowers: [Rational?], uppers: [Rational?], _ sums: [Sum]) throws(Rational.Overflow) -> ExactSolver {
        try ExactSolver(sums.map { ($0.coefficients, $0.constant) }, lowers: lowers, uppers: uppers)
    }
}
