/// Contradictions about an element as a whole, and about words: pairs, found without arithmetic.
struct PairFinder {
    /// One contradiction, its demands by their places in the sorted list.
    struct Found {
        let kind: Contradiction.Kind
        let demands: [Int]
        var sums: [String] = []
    }

    let limits: ContradictionLimits
    private(set) var sets: [Found] = []
    /// Names of the groups that hold more than was told.
    private(set) var cutGroups: [String] = []
    /// Demands of those groups.
    private(set) var cutDemands: Set<Int> = []

    init(_ limits: ContradictionLimits) { self.limits = limits }

    /// Tells the pairs of one from each side of a contradiction, up to the limit of a group; `all` are the demands of the group.
    mutating func tell(_ kind: Contradiction.Kind, _ pairs: [(one: [Int], other: [Int])], among all: [Int], of group: String) {
        var told = 0
        for (one, other) in pairs {
            for left in one {
                for right in other {
                    guard told < limits.setsInGroup else {
                        cutDemands.formUnion(all)
                        return cutGroups.append(group)
                    }
                    sets.append(Found(kind: kind, demands: [min(left, right), max(left, right)]))
                    told += 1
                }
            }
        }
    }

    /// What one element's demands say about the element itself.
    mutating func element(_ name: String, removes: [Int], adds: [Int], moves: [(word: String, place: Int)], values: [Int]) {
        let others = (adds + moves.map(\.place) + values).sorted()
        if !removes.isEmpty { tell(.removal, [(removes, others)], among: removes + others, of: name) }
        if moves.count > 1 { differing(.move, moves, of: name) }
    }

    /// Pairs of demands that name different words.
    mutating func differing(_ kind: Contradiction.Kind, _ named: [(word: String, place: Int)], of group: String) {
        var byWord: [String: [Int]] = [:]
        for (word, place) in named { byWord[word, default: []].append(place) }
        guard byWord.count > 1 else { return }
        let words = byWord.keys.sorted()
        var pairs: [(one: [Int], other: [Int])] = []
        for (index, word) in words.enumerated() {
            for other in words[(index + 1)...] {
                pairs.append((byWord[word] ?? [], byWord[other] ?? []))
                // Each gives one set at least: more are not told anyway.
                if pairs.count > limits.setsInGroup { return tell(kind, pairs, among: named.map(\.place), of: group) }
            }
        }
        tell(kind, pairs, among: named.map(\.place), of: group)
    }
}
