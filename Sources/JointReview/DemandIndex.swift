/// Demands by what they are about: elements, words, and bounded properties in the groups that sums tie together.
struct DemandIndex {
    /// What is demanded of one element.
    struct AboutElement {
        let name: String
        var removes: [Int] = []
        var adds: [Int] = []
        var moves: [(word: String, place: Int)] = []
        var values: [Int] = []
    }

    /// One property, or several that sums tie together.
    struct Group {
        /// First property, for messages.
        let name: String
        var bounds: [Bounds]
        var sums: [(id: String, terms: [(column: Int, factor: Int)], constant: Rational, facts: Set<Int>)] = []
        /// Whether so many sums and properties hang together that they are not looked at as a whole; `sums` is then empty.
        var isTooLarge = false
    }

    /// Most coefficients of one group: beyond it, exact elimination takes longer than anybody waits.
    private static let mostCoefficients = 200_000

    /// One property: the same name in another dimension is another one. All by their places in sorted lists, so that keys sort as what they mean.
    private struct Key: Hashable, Comparable {
        let element: Int
        let property: Int
        let dimension: Int

        static func < (left: Key, right: Key) -> Bool {
            if left.element != right.element { return left.element < right.element }
            return left.property == right.property ? left.dimension < right.dimension : left.property < right.property
        }
    }

    /// The demands that are understood, each once, sorted.
    let demands: [CommentDemand]
    private(set) var elements: [AboutElement] = []
    private(set) var words: [(name: String, words: [(word: String, place: Int)])] = []
    private(set) var groups: [Group] = []
    /// Properties that are demanded in more than one dimension.
    private(set) var mixed: [String] = []

    private var columns: [Key: Int] = [:]
    private var keys: [Key] = []
    private var bounds: [Bounds] = []
    private let names: [String]
    private let properties: [String]
    private let propertyRanks: [String: Int]

    init(_ unsorted: [CommentDemand], _ sums: [LinearSum]) {
        let sums = sums.filter { $0.faults.isEmpty }.sorted { $0.id < $1.id }
        let meanings = unsorted.map(\.demand.meaning)
        let terms = sums.flatMap { [$0.total] + $0.parts }
        (names, properties) = (Set(unsorted.map(\.demand.element) + terms.map(\.element)).sorted(), Self.properties(meanings, terms))
        let ranks = Self.ranks(names)
        propertyRanks = Self.ranks(properties)
        let order = Self.order(unsorted, unsorted.map { ranks[$0.demand.element] ?? 0 }, meanings)
        demands = order.map { unsorted[$0] }
        elements = names.map { AboutElement(name: $0) }
        var worded: [Key: [(word: String, place: Int)]] = [:]
        for (place, source) in order.enumerated() {
            let element = ranks[unsorted[source].demand.element] ?? 0
            switch meanings[source] {
            case nil: break
            case .remove?: elements[element].removes.append(place)
            case .add?: elements[element].adds.append(place)
            case .move(let target)?: elements[element].moves.append((target, place))
            case .word(let property, let word)?:
                elements[element].values.append(place)
                worded[key(element, property, .word), default: []].append((word, place))
            case .bounds(let property, let dimension, let lower, let upper)?:
                elements[element].values.append(place)
                let column = column(key(element, property, dimension))
                if let lower { bounds[column].lowers.append(Bounds.Bound(value: lower, demand: place)) }
                if let upper { bounds[column].uppers.append(Bounds.Bound(value: upper, demand: place)) }
            }
        }
        words = worded.sorted { $0.key < $1.key }.map { (name($0.key), $0.value) }
        mixed = Self.mixed(keys + worded.keys).map(name)
        tie(sums, ranks)
    }

    private static func properties(_ meanings: [Demand.Meaning?], _ terms: [LinearSum.Term]) -> [String] {
        var properties = Set(terms.map { Demand.word($0.property) })
        for meaning in meanings {
            switch meaning {
            case .bounds(let property, _, _, _)?, .word(let property, _)?: properties.insert(property)
            case .add?, .remove?, .move?, nil: break
            }
        }
        return properties.sorted()
    }

    private static func ranks(_ sorted: [String]) -> [String: Int] { Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) }) }

    private func key(_ element: Int, _ property: String, _ dimension: Dimension) -> Key {
        Key(element: element, property: propertyRanks[property] ?? 0, dimension: Self.dimensions[dimension] ?? 0)
    }

    private static let dimensions = Dictionary(uniqueKeysWithValues: Dimension.allCases.enumerated().map { ($1, $0) })

    /// Places of the understood demands in the order of `CommentDemand`, each demand once. Elements are compared by rank, the texts only within one.
    private static func order(_ demands: [CommentDemand], _ elements: [Int], _ meanings: [Demand.Meaning?]) -> [Int] {
        let sorted = demands.indices.filter { meanings[$0] != nil }.sorted { left, right in
            elements[left] == elements[right] ? demands[left] < demands[right] : elements[left] < elements[right]
        }
        var unique: [Int] = []
        unique.reserveCapacity(sorted.count)
        for place in sorted where unique.last.map({ elements[$0] != elements[place] || demands[$0] != demands[place] }) ?? true {
            unique.append(place)
        }
        return unique
    }

    private mutating func column(_ key: Key) -> Int {
        if let column = columns[key] { return column }
        columns[key] = keys.count
        keys.append(key)
        bounds.append(Bounds())
        return keys.count - 1
    }

    private func name(_ key: Key) -> String { "\(names[key.element]) · \(properties[key.property])" }

    /// One key for each property that occurs in several dimensions.
    private static func mixed(_ keys: [Key]) -> [Key] {
        let sorted = keys.sorted()
        var mixed: [Key] = []
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.element == next.element && one.property == next.property {
            if mixed.last.map({ $0.element != one.element || $0.property != one.property }) ?? true { mixed.append(one) }
        }
        return mixed
    }

    /// Joins the properties that sums tie together, and puts every property into its group.
    private mutating func tie(_ sums: [LinearSum], _ ranks: [String: Int]) {
        var rows: [(sum: LinearSum, terms: [(column: Int, factor: Int)], constant: Rational)] = []
        for sum in sums {
            guard let (dimension, constant) = sum.equation else { continue }
            var terms: [(column: Int, factor: Int)] = []
            for (term, sign) in [(sum.total, 1)] + sum.parts.map({ ($0, -1) }) {
                let column = column(key(ranks[term.element] ?? 0, Demand.word(term.property), dimension))
                terms.append((column, sign * (term.times ?? 1)))
                if sign < 0, sum.partsAtLeastZero == true, !bounds[column].hasFact {
                    bounds[column].lowers.append(Bounds.Bound(value: .zero, demand: nil))
                }
            }
            rows.append((sum, terms, constant))
        }
        for column in bounds.indices { bounds[column].sort() }
        var union = UnionFind(keys.count)
        for row in rows { for term in row.terms { union.join(term.column, row.terms[0].column) } }
        let order = keys.indices.sorted { keys[$0] < keys[$1] }
        var places: [Int: Int] = [:]
        var local = [Int](repeating: 0, count: keys.count)
        for column in order {
            let root = union.root(column)
            let place = places[root] ?? groups.count
            if places[root] == nil {
                places[root] = place
                groups.append(Group(name: name(keys[column]), bounds: []))
            }
            local[column] = groups[place].bounds.count
            groups[place].bounds.append(bounds[column])
        }
        var counts = [Int](repeating: 0, count: groups.count)
        for row in rows { if let place = places[union.root(row.terms[0].column)] { counts[place] += 1 } }
        for row in rows {
            guard let place = places[union.root(row.terms[0].column)] else { continue }
            guard counts[place] * groups[place].bounds.count <= Self.mostCoefficients else {
                groups[place].isTooLarge = true
                continue
            }
            // The total stands first; the parts are what may not be below nought.
            let facts = row.sum.partsAtLeastZero == true ? Set(row.terms.dropFirst().map { local[$0.column] }) : []
            groups[place].sums.append((row.sum.id, row.terms.map { (local[$0.column], $0.factor) }, row.constant, facts))
        }
    }
}
