/// Numbers of items: those of earlier rounds are kept, closed ones are never given again, new ones follow the highest.
struct ItemNumbers {
    /// Number of each group.
    private(set) var numbers: [Int]
    /// Earlier numbers of each group's comments that it does not bear now, sorted.
    private(set) var former: [[Int]]
    /// What the next round has to know.
    private(set) var next: Numbering

    /// Numbers groups of comments that stand in the order of the list. `before` leads from a comment to the one that it corrects.
    init(_ groups: [[String]], earlier: Numbering?, before: [String: String]) {
        let earlier = earlier ?? Numbering(highest: 0, items: [])
        let entries = earlier.items.sorted { $0.number < $1.number }
        var entryOf: [String: Int] = [:]
        for (place, entry) in entries.enumerated() {
            for comment in entry.comments { entryOf[comment] = place }
        }
        /// The number of the comment itself, or of the nearest one that it corrects.
        func entry(_ comment: String) -> Int? {
            var here: String? = comment
            while let name = here {
                if let place = entryOf[name] { return place }
                here = before[name]
            }
            return nil
        }
        let borne = entries.isEmpty ? Array(repeating: [], count: groups.count) : groups.map { Set($0.compactMap(entry)).sorted() }
        var claims: [Int: [Int]] = [:]
        for (group, places) in borne.enumerated() { for place in places { claims[place, default: []].append(group) } }
        var given = [Int?](repeating: nil, count: groups.count)
        // Smaller numbers first, and the first group of the list where several hold a part of the old item.
        for (place, entry) in entries.enumerated() where !entry.closed {
            if let group = claims[place]?.first(where: { given[$0] == nil }) { given[group] = entry.number }
        }
        var highest = entries.reduce(earlier.highest) { max($0, $1.number) }
        numbers = given.map { number in
            if let number { return number }
            highest += 1
            return highest
        }
        let numbers = numbers
        former = zip(borne, numbers).map { places, number in places.map { entries[$0].number }.filter { $0 != number } }
        guard !entries.isEmpty else {
            next = Numbering(highest: highest, items: zip(numbers, groups).map { Numbering.Entry(number: $0, comments: $1.sorted()) })
            return
        }
        // An open number whose comments all went into other items is spent: its entry stays, closed, so that nobody wonders where it went.
        let current = Set(numbers)
        let kept = entries.enumerated().filter { !current.contains($1.number) }.map { place, entry in
            Numbering.Entry(number: entry.number, comments: entry.comments.sorted(), closed: entry.closed || claims[place] != nil)
        }
        let moved = Set(groups.joined())
        let rest = kept.map { Numbering.Entry(number: $0.number, comments: $0.comments.filter { !moved.contains($0) }, closed: $0.closed) }
        next = Numbering(
            highest: highest,
            items: (zip(numbers, groups).map { Numbering.Entry(number: $0, comments: $1.sorted()) } + rest).sorted { $0.number < $1.number })
    }
}
