import JointReview

/// One order for everybody: the package first, then its files as they lie in the archive, then files that are not there; line, sheet, code.
struct FindingOrder {
    private let places: [String: Int]

    init(packageName: String, entries: [String]) {
        var places = Dictionary(entries.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        places[packageName] = -1
        self.places = places
    }

    /// The findings in order, each once.
    func sorted(_ findings: [Finding]) -> [Finding] {
        var seen: Set<Finding> = []
        return findings.filter { seen.insert($0).inserted }.sorted { precedes($0, $1) }
    }

    private func precedes(_ first: Finding, _ second: Finding) -> Bool {
        let (one, other) = (places[first.file] ?? .max, places[second.file] ?? .max)
        if one != other { return one < other }
        if first.file != second.file { return first.file < second.file }
        if first.line != second.line { return first.line ?? 0 < second.line ?? 0 }
        if first.code != second.code { return first.code < second.code }
        if first.sheet != second.sheet { return first.sheet ?? "" < second.sheet ?? "" }
        return first.message.zh < second.message.zh
    }
}
