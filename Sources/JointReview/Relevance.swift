/// Which disciplines a sheet concerns, by what it shows: data of the rules. A kind without a row concerns everybody.
public struct Relevance: Hashable, Sendable, Codable {
    /// Version of the matrix.
    public let version: Int
    /// Disciplines by kind.
    private let kinds: [String: [Discipline]]

    /// A matrix.
    public init(version: Int, kinds: [SheetKind: [Discipline]]) {
        self.version = version
        self.kinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.key.rawValue, $0.value) })
    }

    /// Disciplines that a sheet of a kind concerns, in the order of `Discipline`.
    public func disciplines(for kind: SheetKind) -> [Discipline] {
        guard let listed = kinds[kind.rawValue] else { return Discipline.allCases }
        return Discipline.allCases.filter(listed.contains)
    }

    /// Whether a sheet of a kind concerns a discipline.
    public func concerns(_ discipline: Discipline, _ kind: SheetKind) -> Bool {
        disciplines(for: kind).contains(discipline)
    }

    /// Kinds in the data that are not kinds of sheets: a misspelling would silently concern everybody.
    public var unknownKinds: [String] {
        kinds.keys.filter { SheetKind(rawValue: $0) == nil }.sorted()
    }
}
