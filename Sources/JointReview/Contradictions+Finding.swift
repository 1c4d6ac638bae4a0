extension Contradictions {
    /// Every inclusion-minimal set of demands that cannot all hold, given the declared sums.
    ///
    /// Pure, and the same for every order of the input. Malformed demands and sums are left out: they are findings of their own. Bounds are compared in
    /// exact fractions after conversion; without sums a contradiction is a lower bound above an upper one, with sums it is found by `SumRelations`.
    public static func find(_ demands: [CommentDemand], sums: [LinearSum] = [], limits: ContradictionLimits = .standard) -> Contradictions {
        var search = ContradictionSearch(demands, sums, limits)
        return search.result()
    }
}

/// The state of one check.
private struct ContradictionSearch {
    private let index: DemandIndex
    private let sums: [LinearSum]
    private let limits: ContradictionLimits
    private var pairs: PairFinder
    private var findings: [Finding] = []
    private var undecided: [String] = []
    /// Demands of groups that may hold more contradictions than were found.
    private var unfinished: Set<Int> = []
    private var effort: Int
    /// Groups of sums that were not looked at yet, and what each of them has for itself, whatever those before it take.
    private var waiting: Int
    private let share: Int

    init(_ demands: [CommentDemand], _ sums: [LinearSum], _ limits: ContradictionLimits) {
        index = DemandIndex(demands, sums)
        self.sums = sums
        self.limits = limits
        pairs = PairFinder(limits)
        effort = limits.effort
        waiting = index.groups.count { !$0.sums.isEmpty }
        // The other half is for whoever needs more.
        share = limits.effort / 2 / max(waiting, 1)
    }

    mutating func result() -> Contradictions {
        for element in index.elements {
            pairs.element(element.name, removes: element.removes, adds: element.adds, moves: element.moves, values: element.values)
        }
        for (name, words) in index.words { pairs.differing(.words, words, of: name) }
        for name in index.mixed { findings.append(DemandCode.dimensionMixed.finding(at: name)) }
        var isComplete = true
        var found: [PairFinder.Found] = []
        for group in index.groups { isComplete = search(group, &found) && isComplete }
        return told(found + pairs.sets, isComplete: isComplete)
    }

    /// The contradictions of one property, or of the properties that sums tie together; false when there may be more.
    private mutating func search(_ group: DemandIndex.Group, _ found: inout [PairFinder.Found]) -> Bool {
        var pairs: [[Int]] = []
        var isWhole = true
        for bounds in group.bounds where !bounds.lowers.isEmpty && !bounds.uppers.isEmpty {
            let (own, isCut) = bounds.pairs(atMost: limits.setsInGroup)
            pairs += own
            if isCut { isWhole = false }
        }
        guard !group.sums.isEmpty else {
            isWhole = isWhole && !group.isTooLarge
            if !isWhole { leave(group) }
            found += Self.plain(pairs)
            return isWhole
        }
        waiting -= 1
        let allowed = min(effort - waiting * share, limits.effortInGroup)
        var tied = SumGroup(group, limits, Effort(allowed))
        // What a group did not use is there for the others.
        defer { effort -= allowed - max(tied.effort.left, 0) }
        switch tied.contradictions(pairs: pairs) {
        case .contradictorySums:
            findings.append(DemandCode.sumContradictory.finding(at: group.name, group.sums.map(\.id).joined(separator: "、")))
            // What contradicts without the sums does so whatever they say: a wrong sum takes no contradiction away.
            found += Self.plain(pairs)
            isWhole = false
        case .undecided:
            found += Self.plain(pairs)
            isWhole = false
        case .sets(let sets, let isAll):
            isWhole = isWhole && isAll
            let onOne = Set(pairs)
            for set in sets {
                // One demand alone is ruled out by the sums, whatever else stands on its property.
                let isPlain = set.count == 2 && onOne.contains(set)
                found.append(PairFinder.Found(kind: isPlain ? .bounds : .sums, demands: set, sums: isPlain ? [] : tied.needed(by: set)))
            }
            // Then the sums that were named may be more than are needed.
            if tied.effort.left < 0 { isWhole = false }
        }
        if !isWhole { leave(group) }
        return isWhole
    }

    /// Notes a group that may hold more than was found.
    private mutating func leave(_ group: DemandIndex.Group) {
        undecided.append(group.name)
        for bounds in group.bounds { unfinished.formUnion((bounds.lowers + bounds.uppers).compactMap(\.demand)) }
    }

    /// Pairs of a group whose sums were not looked at. Without the sums a fact of theirs contradicts nothing.
    private static func plain(_ pairs: [[Int]]) -> [PairFinder.Found] {
        pairs.filter { $0.count == 2 }.map { PairFinder.Found(kind: .bounds, demands: $0) }
    }

    private func told(_ found: [PairFinder.Found], isComplete: Bool) -> Contradictions {
        let sorted = found.sorted {
            $0.demands == $1.demands ? $0.kind.rawValue < $1.kind.rawValue : $0.demands.lexicographicallyPrecedes($1.demands)
        }
        var result = Contradictions()
        result.sets = sorted.prefix(limits.sets).map { found in
            Contradiction(kind: found.kind, demands: found.demands.map { index.demands[$0] }, sums: found.sums)
        }
        let cut = Set(pairs.cutGroups + undecided).sorted()
        result.isComplete = isComplete && cut.isEmpty && sorted.count <= limits.sets
        let left = sorted.dropFirst(limits.sets).reduce(into: unfinished.union(pairs.cutDemands)) { $0.formUnion($1.demands) }
        result.unfinished = Set(left.map { index.demands[$0] })
        result.findings = findings
        // The first hundred by name, and how many there are: a list of thousands tells nobody anything.
        result.findings += cut.prefix(100).map { DemandCode.undecided.finding(at: $0, "> \(limits.setsInGroup) / \(limits.relations)") }
        if cut.count > 100 { result.findings.append(DemandCode.undecided.finding(at: "/", "\(cut.count)")) }
        if sorted.count > limits.sets { result.findings.append(DemandCode.undecided.finding(at: "/", "\(sorted.count) > \(limits.sets)")) }
        return result
    }
}
