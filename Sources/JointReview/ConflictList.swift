/// Contradictions with their parties: those that were found, and those that reviewers declare.
struct ConflictList {
    private let comments: [MergeComment]
    private let items: [Int]
    private let numbers: [Int]

    /// Comments in the order of the list, the item of each, and the number of each item.
    init(_ comments: [MergeComment], _ items: [Int], _ numbers: [Int]) {
        (self.comments, self.items, self.numbers) = (comments, items, numbers)
    }

    /// The conflicts in the order of the contradictions, then the declared ones in the order of the list.
    ///
    /// A declared one is none of its own where two comments contradict each other by their demands: that one is then said to be declared, too.
    func conflicts(_ found: [Contradiction]) -> [MergeReport.Conflict] {
        let declaring = comments.indices.filter { !comments[$0].contradicts.isEmpty }
        guard !found.isEmpty || !declaring.isEmpty else { return [] }
        var places: [String: Int] = [:]
        places.reserveCapacity(comments.count)
        for place in comments.indices { places[comments[place].id] = place }
        let declared = declaredPairs(declaring, places)
        var covered: Set<[Int]> = []
        var conflicts: [MergeReport.Conflict] = []
        for contradiction in found {
            let parties = contradiction.comments.compactMap { places[$0] }.sorted()
            let isDeclared = declared.contains(parties)
            if isDeclared { covered.insert(parties) }
            conflicts.append(
                MergeReport.Conflict(
                    number: conflicts.count + 1, kind: contradiction.kind, parties: parties.map(party), demands: contradiction.demands,
                    sums: contradiction.sums, declared: isDeclared))
        }
        for pair in declared.subtracting(covered).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            conflicts.append(
                MergeReport.Conflict(number: conflicts.count + 1, kind: .declared, parties: pair.map(party), demands: [], sums: [], declared: true))
        }
        return conflicts
    }

    private func declaredPairs(_ declaring: [Int], _ places: [String: Int]) -> Set<[Int]> {
        var pairs: Set<[Int]> = []
        for place in declaring {
            for other in comments[place].contradicts.compactMap({ places[$0] }) { pairs.insert([min(place, other), max(place, other)]) }
        }
        return pairs
    }

    private func party(_ place: Int) -> MergeReport.Party {
        let comment = comments[place]
        return MergeReport.Party(
            comment: comment.id, item: numbers[items[place]], discipline: comment.discipline, author: comment.author, basis: comment.basis)
    }
}
