/// Which of a number of things belong together.
struct UnionFind {
    private var parents: [Int]

    /// As many things, each by itself.
    init(_ count: Int) { parents = Array(0..<count) }

    /// The smallest thing of those that belong together with this one.
    mutating func root(_ thing: Int) -> Int {
        var root = thing
        while parents[root] != root { root = parents[root] }
        var place = thing
        while parents[place] != root { (parents[place], place) = (root, parents[place]) }
        return root
    }

    /// Puts both, and all that belong to them, together.
    mutating func join(_ one: Int, _ other: Int) {
        let (a, b) = (root(one), root(other))
        if a != b { parents[max(a, b)] = min(a, b) }
    }
}
