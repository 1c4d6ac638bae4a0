/// Which comments say the same, and which may contradict each other by their words.
///
/// By rule two comments are one item when they stand on one page of one file (by its digest) and either mark overlapping places and share 30 % of their
/// trigrams, or name the same clause, name the same numbers and share 80 %: a clause alone is no place, and 三层 and 四层 differ by one letter.
/// Comments whose demands are about different elements are never joined by rule, nor those that an issued opinion gave two numbers: whoever works by
/// a number finds it in every round. A person's record overrides the rule.
struct CommentGroups {
    /// Likeness that overlapping places ask for, in hundredths.
    static let percentAtPlace = 30
    /// Likeness that the same clause asks for, in hundredths.
    static let percentAtClause = 80

    /// Two comments that overlap and use opposite words.
    struct Opposed: Hashable {
        let one: Int
        let other: Int
        let words: [String]
    }

    private let comments: [MergeComment]
    private let regions: [Region]
    private let clauses: [Int]
    private var union: UnionFind
    private var texts: [ComparableText?]
    private var sides: [OppositeWords.Sides?]
    private var joins: [(comment: Int, why: MergeReport.Join)] = []
    private var isSplit: [Bool]
    /// Number of earlier rounds, by the smallest comment of a group.
    private var numbers: [Int?]
    private var opposedPairs: Set<[Int]> = []

    /// Hints in the order in which they were found, which is that of the comments.
    private(set) var opposed: [Opposed] = []
    /// Whether there are more hints than are told.
    private(set) var isCut = false
    /// Sheets with a page so full that only neighbours were compared.
    private(set) var fullSheets: [String] = []

    /// Groups comments that stand in the order of the list.
    /// - Parameter numbers: those that comments bear from earlier rounds.
    init(_ comments: [MergeComment], digests: [String: String], groupings: [Grouping], numbers: [String: Int] = [:]) {
        self.comments = comments
        clauses = Self.clauses(comments)
        regions = comments.indices.map { comments[$0].region }
        union = UnionFind(comments.count)
        texts = Array(repeating: nil, count: comments.count)
        sides = Array(repeating: nil, count: comments.count)
        isSplit = Array(repeating: false, count: comments.count)
        self.numbers = comments.map { numbers.isEmpty ? nil : numbers[$0.id] }
        record(groupings)
        for page in Self.pages(comments, digests) { compare(page) }
    }

    /// The groups, each in the order of the list, by their first comments; with the reasons that joined them.
    mutating func groups() -> [(comments: [Int], why: [MergeReport.Join])] {
        var places: [Int: Int] = [:]
        var groups: [(comments: [Int], why: Set<MergeReport.Join>)] = []
        for comment in comments.indices {
            let root = union.root(comment)
            if let place = places[root] {
                groups[place].comments.append(comment)
            } else {
                places[root] = groups.count
                groups.append(([comment], []))
            }
        }
        for join in joins { if let place = places[union.root(join.comment)] { groups[place].why.insert(join.why) } }
        return groups.map { ($0.comments, $0.why.sorted()) }
    }

    private mutating func record(_ groupings: [Grouping]) {
        guard !groupings.isEmpty else { return }
        let places = Dictionary(comments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var lastSplit: [Int: Int] = [:]
        for grouping in groupings where grouping.act == .split {
            for place in grouping.comments.compactMap({ places[$0] }) {
                lastSplit[place] = max(lastSplit[place] ?? .min, grouping.sequence)
                isSplit[place] = true
            }
        }
        for grouping in groupings.sorted(by: { $0.sequence < $1.sequence }) where grouping.act == .join {
            let together = grouping.comments.compactMap { places[$0] }.filter { (lastSplit[$0] ?? .min) < grouping.sequence }.sorted()
            guard together.count > 1 else { continue }
            for place in together { unite(together[0], place) }
            joins.append((together[0], .decision))
        }
    }

    /// Comments by page of a file's bytes: the same bytes under two names are one sheet.
    private static func pages(_ comments: [MergeComment], _ digests: [String: String]) -> [[Int]] {
        struct Page: Hashable {
            let digest: String
            let page: Int
        }
        var places: [Page: Int] = [:]
        var pages: [[Int]] = []
        var last: Int?
        for index in comments.indices {
            // The list is in the order of the sheets: nearly always it is the page of the comment before.
            if index > 0, comments[index - 1].sheet == comments[index].sheet, comments[index - 1].region.page == comments[index].region.page,
                let place = last
            {
                pages[place].append(index)
                continue
            }
            let page = Page(digest: digests[comments[index].sheet] ?? comments[index].sheet, page: comments[index].region.page)
            if let place = places[page] {
                pages[place].append(index)
                last = place
            } else {
                places[page] = pages.count
                last = pages.count
                pages.append([index])
            }
        }
        return pages
    }

    /// A number for each clause or article; -1 for none. The edition is left out: two editions of a clause are one matter.
    private static func clauses(_ comments: [MergeComment]) -> [Int] {
        struct Clause: Hashable {
            let document: String
            let place: String
        }
        var raw: [Clause: Int] = [:]
        var plain: [Clause: Int] = [:]
        return comments.indices.map { place in
            let clause: Clause
            switch comments[place].basis {
            case .clause(let code, _, let number): clause = Clause(document: code, place: number)
            case .approvalDocument(let number, let article): clause = Clause(document: number, place: article)
            case .approvedDrawing, nil: return -1
            }
            if let known = raw[clause] { return known }
            let folded = Clause(document: Demand.word(clause.document), place: Demand.word(clause.place))
            let number = plain[folded] ?? plain.count
            plain[folded] = number
            raw[clause] = number
            return number
        }
    }
}

extension CommentGroups {
    /// Compares the comments of one page: every two, or on a full page neighbours in two orders.
    private mutating func compare(_ page: [Int]) {
        guard page.count > 1 else { return }
        guard page.count > MergeLimits.fullPage else { return compareNeighbours(page, each: page.count) }
        fullSheets.append(comments[page[0]].sheet)
        compareNeighbours(page, each: MergeLimits.neighbours)
        compareNeighbours(
            page.sorted { comments[$0].text == comments[$1].text ? $0 < $1 : comments[$0].text < comments[$1].text }, each: MergeLimits.neighbours)
    }

    private mutating func compareNeighbours(_ page: [Int], each: Int) {
        for place in page.indices {
            for next in page[(place + 1)...].prefix(each) { compare(min(page[place], next), max(page[place], next)) }
        }
    }

    private mutating func compare(_ one: Int, _ other: Int) {
        let overlaps = regions[one].overlaps(regions[other])
        let isOneClause = clauses[one] >= 0 && clauses[one] == clauses[other]
        guard overlaps || isOneClause else { return }
        if overlaps { oppose(one, other) }
        guard union.root(one) != union.root(other), !isSplit[one], !isSplit[other] else { return }
        guard !areApart(one, other), !haveTwoNumbers(one, other) else { return }
        let (left, right) = (text(one), text(other))
        if overlaps, left.isLike(right, percent: Self.percentAtPlace) {
            join(one, other, .region)
        } else if isOneClause, left.numbers == right.numbers, left.isLike(right, percent: Self.percentAtClause) {
            join(one, other, .clause)
        }
    }

    /// Whether both demand something, and nothing of one element.
    private func areApart(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (comments[one].demands, comments[other].demands)
        return !left.isEmpty && !right.isEmpty && !left.contains { demand in right.contains { $0.element == demand.element } }
    }

    private mutating func join(_ one: Int, _ other: Int, _ why: MergeReport.Join) {
        unite(one, other)
        joins.append((one, why))
    }

    /// Puts two groups together; of two numbers the smaller one stays.
    private mutating func unite(_ one: Int, _ other: Int) {
        let known = [numbers[union.root(one)], numbers[union.root(other)]].compactMap { $0 }.min()
        union.join(one, other)
        numbers[union.root(one)] = known
    }

    private mutating func haveTwoNumbers(_ one: Int, _ other: Int) -> Bool {
        guard let left = numbers[union.root(one)], let right = numbers[union.root(other)] else { return false }
        return left != right
    }

    private mutating func oppose(_ one: Int, _ other: Int) {
        guard !isCut, comments[one].author != comments[other].author, let found = side(one).opposite(side(other)) else { return }
        guard opposedPairs.insert([one, other]).inserted else { return }
        guard opposed.count < MergeLimits.hints else {
            isCut = true
            return
        }
        let pair = OppositeWords.pairs[found.pair]
        let words = [pair.one[0], pair.other[0]]
        opposed.append(Opposed(one: one, other: other, words: found.isTurned ? words.reversed() : words))
    }

    private mutating func text(_ comment: Int) -> ComparableText {
        if let known = texts[comment] { return known }
        let text = ComparableText(comments[comment].text)
        texts[comment] = text
        return text
    }

    private mutating func side(_ comment: Int) -> OppositeWords.Sides {
        if let known = sides[comment] { return known }
        let found = OppositeWords.sides(text(comment).scalars)
        sides[comment] = found
        return found
    }
}

extension Region {
    /// Whether two rectangles of one page share an area; a shared edge is none.
    func overlaps(_ other: Region) -> Bool {
        page == other.page && x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
}
