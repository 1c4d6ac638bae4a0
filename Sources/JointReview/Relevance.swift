/// Which disciplines a sheet concerns, by what it shows: data of the rules. A kind without a row concerns everybody.
public struct Relevance: Hashable, Sendable, Codable {
    /// Version of the matrix.
    public let version: Int
    /// Disciplines by kind.
    private let kinds: [String: [Discipline]]
    /// Kinds a change of which touches nothing of what the law has reviewed; nil where the rules do not say: then every change is a major one.
    private let ordinary: OrdinaryKinds?

    /// Kinds of sheets of which a change is an ordinary one, and who says so.
    public struct OrdinaryKinds: Hashable, Sendable, Codable {
        /// Kinds by name.
        public let kinds: [String]
        /// Who says so.
        public let basis: LegalBasis

        /// A list of kinds.
        public init(kinds: [SheetKind], basis: LegalBasis) { (self.kinds, self.basis) = (kinds.map(\.rawValue), basis) }
    }

    /// A matrix.
    public init(version: Int, kinds: [SheetKind: [Discipline]], ordinary: OrdinaryKinds? = nil) {
        self.version = version
        self.ordinary = ordinary
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

    /// Whether a change of a sheet of a kind is an ordinary one; an unknown kind makes a major one.
    public func isOrdinary(_ kind: SheetKind) -> Bool { ordinary?.kinds.contains(kind.rawValue) ?? false }

    /// Kinds in the data that are not kinds of sheets: a misspelling would silently concern everybody.
    public var unknownKinds: [String] {
        (Array(kinds.keys) + (ordinary?.kinds ?? [])).filter { SheetKind(rawValue: $0) == nil }.sorted()
    }
}
