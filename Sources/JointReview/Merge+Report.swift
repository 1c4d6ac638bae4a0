extension Merge {
    /// One consistent list of what all disciplines demand, with its contradictions: pure, and the same for every order of the material's comments,
    /// elements, sums, records and numbers. The order of the sheets is the drawing list's and means something.
    ///
    /// Material with a finding that rejects is not merged. A corrected comment is left out; what was declared about it lapses with it.
    public static func report(on material: MergeMaterial) -> MergeReport {
        let findings = material.findings
        guard !findings.contains(where: { $0.severity == .reject }) else { return MergeReport(merged: false, findings: findings) }
        return MergeWork(material, findings).report()
    }
}

/// The steps of one merge.
private struct MergeWork {
    private let material: MergeMaterial
    private let comments: [MergeComment]
    private let sheets: [String: MergeMaterial.Sheet]
    private var findings: [Finding]

    init(_ material: MergeMaterial, _ findings: [Finding]) {
        self.material = material
        self.findings = findings
        sheets = Dictionary(material.sheets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        comments = Self.standing(material)
    }

    func report() -> MergeReport {
        var before: [String: String] = [:]
        for place in material.comments.indices {
            if let old = material.comments[place].supersedes { before[material.comments[place].id] = old }
        }
        var groups = CommentGroups(
            comments, digests: sheets.mapValues(\.fileSha256), groupings: material.groupings, numbers: borne(before))
        let joined = groups.groups()
        let numbers = ItemNumbers(joined.map { $0.comments.map { comments[$0].id } }, earlier: material.numbering, before: before)
        var itemOf = [Int](repeating: 0, count: comments.count)
        for (item, group) in joined.enumerated() { for comment in group.comments { itemOf[comment] = item } }
        var demands: [CommentDemand] = []
        for place in comments.indices {
            for demand in comments[place].demands { demands.append(CommentDemand(comment: comments[place].id, demand: demand)) }
        }
        let contradictions = Contradictions.find(demands, sums: material.sums)
        let conflicts = ConflictList(comments, itemOf, numbers.numbers).conflicts(contradictions.sets)
        var conflictsOf: [Int: Set<Int>] = [:]
        for conflict in conflicts { for party in conflict.parties { conflictsOf[party.item, default: []].insert(conflict.number) } }

        var report = MergeReport(merged: true, findings: findings + contradictions.findings)
        report.items = zip(joined, zip(numbers.numbers, numbers.former)).map { group, number in
            item(group.comments, group.why, number.0, number.1, (conflictsOf[number.0] ?? []).sorted())
        }
        report.conflicts = conflicts
        report.conflictsComplete = contradictions.isComplete
        report.unfinished = contradictions.unfinished
        report.numbering = numbers.next
        let (hints, areCut) = hints(groups)
        report.hints = hints
        for sheet in Set(groups.fullSheets).sorted() { report.findings.append(MergeCode.pageTooFull.finding(at: "/sheets", sheet: sheet, sheet)) }
        if areCut { report.findings.append(MergeCode.hintsCut.finding(at: "/hints", "\(MergeLimits.hints)")) }
        return report
    }

    /// The numbers that comments bear from the round before, their own or that of what they correct.
    private func borne(_ before: [String: String]) -> [String: Int] {
        let open = material.numbering?.items.filter { !$0.closed } ?? []
        guard !open.isEmpty else { return [:] }
        let known = Dictionary(open.flatMap { entry in entry.comments.map { ($0, entry.number) } }, uniquingKeysWith: { min($0, $1) })
        var numbers: [String: Int] = [:]
        for comment in comments {
            var here: String? = comment.id
            while let name = here, numbers[comment.id] == nil {
                numbers[comment.id] = known[name]
                here = before[name]
            }
        }
        return numbers
    }

    /// The comments that nobody corrected, by sheet, page, place from the top left, severity, discipline and identity.
    private static func standing(_ material: MergeMaterial) -> [MergeComment] {
        let comments = material.comments
        let corrected = Set(comments.lazy.compactMap(\.supersedes))
        let places = Dictionary(material.sheets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let keys = comments.indices.map { PlaceKey(comments[$0], sheet: places[comments[$0].sheet] ?? 0) }
        // Places are sorted, not the comments: these are large, and would be moved again and again.
        let order = comments.indices.filter { corrected.isEmpty || !corrected.contains(comments[$0].id) }.sorted { left, right in
            if keys[left] < keys[right] { return true }
            return keys[right] < keys[left] ? false : comments[left].id < comments[right].id
        }
        return order.map { comments[$0] }
    }

    private func item(_ group: [Int], _ why: [MergeReport.Join], _ number: Int, _ former: [Int], _ conflicts: [Int]) -> MergeReport.Item {
        let sources = group.map { source(comments[$0]) }
        let disciplines =
            sources.count == 1 ? [sources[0].discipline] : Discipline.allCases.filter { one in sources.contains { $0.discipline == one } }
        return MergeReport.Item(
            number: number, formerNumbers: former, sheet: sources[0].sheet, sheetNumber: sheets[sources[0].sheet]?.number ?? "",
            severity: sources.reduce(sources[0].severity) { $1.severity.rank < $0.rank ? $1.severity : $0 }, disciplines: disciplines,
            sources: sources,
            joinedBy: why, conflicts: conflicts)
    }

    private func source(_ comment: MergeComment) -> MergeReport.Source {
        MergeReport.Source(
            comment: comment.id, discipline: comment.discipline, specialty: comment.specialty, author: comment.author, severity: comment.severity,
            text: comment.text, basis: comment.basis, sheet: comment.sheet, fileSha256: sheets[comment.sheet]?.fileSha256 ?? "",
            region: comment.region,
            auditEntry: comment.auditEntry)
    }

    private func hints(_ groups: CommentGroups) -> (hints: [MergeReport.Hint], areCut: Bool) {
        let opposed = groups.opposed.map { hint -> MergeReport.Hint in
            let (one, other) = (comments[hint.one].id, comments[hint.other].id)
            return MergeReport.Hint(
                kind: .possibleConflict, about: one < other ? [one, other] : [other, one], words: one < other ? hint.words : hint.words.reversed())
        }
        let near = material.elements.nearMatches.map { MergeReport.Hint(kind: .nearElements, about: $0, words: nil) }
        let all = near + opposed
        return (Array(all.prefix(MergeLimits.hints)), groups.isCut || all.count > MergeLimits.hints)
    }
}

/// Where a comment stands in the list, but for its identity.
private struct PlaceKey {
    private let sheet: Int
    private let region: Region
    private let weight: Int

    init(_ comment: MergeComment, sheet: Int) {
        self.sheet = sheet
        region = comment.region
        weight = comment.severity.rank * 100 + comment.discipline.rank
    }

    static func < (left: PlaceKey, right: PlaceKey) -> Bool {
        if left.sheet != right.sheet { return left.sheet < right.sheet }
        let (a, b) = (left.region, right.region)
        if a.page != b.page { return a.page < b.page }
        // From the top of the page down: the upper edge is y + height, counted from the bottom.
        if a.y + a.height != b.y + b.height { return a.y + a.height > b.y + b.height }
        if a.x != b.x { return a.x < b.x }
        if left.weight != right.weight { return left.weight < right.weight }
        // The rest of the rectangle: nothing that differs may be left to the order of the input.
        return a.width == b.width ? a.height < b.height : a.width < b.width
    }
}

extension Severity {
    /// The gravest first.
    var rank: Int {
        switch self {
        case .mandatoryClause: 0
        case .generalClause: 1
        case .advice: 2
        case .information: 3
        }
    }
}

extension Discipline {
    /// In the order of declaration.
    fileprivate var rank: Int {
        switch self {
        case .planning: 0
        case .fire: 1
        case .civilDefence: 2
        case .meteorology: 3
        case .structural: 4
        }
    }
}
