extension Examination {
    /// The name rules, one entry at a time.
    mutating func checkNames() {
        for index in records.indices where !records[index].name.isEmpty || records[index].rawName.isEmpty {
            for broken in NameRules.broken(by: records[index].name, limits: limits) { refuse(index, broken.rule, broken.facts) }
        }
    }

    /// Names that are one to some file system: the same, equal but for case and composition, or a file where another name needs a folder.
    mutating func checkCollisions() {
        var groups: [String: [Int]] = [:]
        for index in records.indices where !records[index].name.isEmpty {
            let name = records[index].name
            groups[NameRules.folded(records[index].isDirectory ? String(name.dropLast()) : name), default: []].append(index)
        }
        for group in groups.values.sorted(by: { $0[0] < $1[0] }) where group.count > 1 {
            let same = group.filter { records[$0].name == records[group[0]].name }
            if same.count > 1 {
                for index in same { records[index].isRefused = true }
                faults.add(.duplicateName, entry: records[group[0]].shownName, facts: ["count": "\(same.count)"])
            }
            for index in group where records[index].name != records[group[0]].name {
                records[group[0]].isRefused = true
                refuse(index, .nameCollision, ["other": records[group[0]].shownName])
            }
        }
        var told: Set<Int> = []
        for index in records.indices {
            for folder in parents(of: records[index].name) {
                guard let file = groups[folder]?.first(where: { !records[$0].isDirectory }), told.insert(file).inserted else { continue }
                refuse(file, .fileAndFolder, ["other": records[index].shownName])
            }
        }
    }

    private func parents(of name: String) -> [String] {
        let segments = NameRules.segments(of: NameRules.folded(name))
        // A path of very many segments is refused for its length; following it up would cost the square of it.
        guard segments.count > 1, segments.count <= 64 else { return [] }
        return (1..<segments.count).map { segments[..<$0].joined(separator: "/") }
    }
}
