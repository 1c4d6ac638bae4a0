/// Whether a change of an approved set is a major one (重大变更) or an ordinary one (一般变更), and why: one rule over what the change draws.
///
/// Major is what touches the contents that the law has reviewed (Ministry Order 13, Art. 11): the desk takes it up. An ordinary one goes to the
/// disciplines that it concerns as soon as the owner has confirmed it.
public struct Change: Hashable, Sendable, Codable {
    /// How much a change weighs.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        case ordinary, major

        /// Name of it.
        public var label: Bilingual {
            switch self {
            case .ordinary: Bilingual(zh: "一般变更", en: "ordinary change")
            case .major: Bilingual(zh: "重大变更", en: "major change")
            }
        }
    }

    /// How a change came to its end.
    public enum Outcome: String, CaseIterable, Sendable, Codable, Labelled {
        /// It was certified: its revisions are in force.
        case certified
        /// The owner gave it up, or it was refused: what was approved stays in force.
        case dropped

        /// Name of it.
        public var label: Bilingual {
            switch self {
            case .certified: Bilingual(zh: "变更已通过", en: "certified")
            case .dropped: Bilingual(zh: "变更已终止", en: "dropped")
            }
        }
    }

    /// One sheet or document that the change draws or writes otherwise.
    public struct Ground: Hashable, Sendable, Codable {
        /// What it is.
        public let subject: CarryOver.Reason.Subject
        /// Kind of the sheet; nil for a document.
        public let sheetKind: SheetKind?
        /// What became of it.
        public let standing: SheetStanding
        /// Whether it makes the change a major one.
        public let kind: Kind

        private enum CodingKeys: String, CodingKey {
            case subject, standing, kind
            case sheetKind = "sheet_kind"
        }
    }

    /// Everything that differs, in the order of the set.
    public let grounds: [Ground]

    /// The strongest of the grounds; a change that changes nothing is an ordinary one.
    public var kind: Kind { grounds.contains { $0.kind == .major } ? .major : .ordinary }

    /// What a set changes of the approved one.
    public init(from base: SheetSet, to set: ComposedSet, by relevance: Relevance) {
        let sheets = set.sheets.filter(\.standing.isDifferent).map { line in
            // Both kinds count: nothing becomes ordinary by being called something else.
            let kinds = [line.before?.kind, line.sheet?.kind].compactMap { $0 }
            return Ground(
                subject: .sheet(number: line.number), sheetKind: line.sheet?.kind ?? line.before?.kind, standing: line.standing,
                kind: kinds.allSatisfy(relevance.isOrdinary) ? .ordinary : .major)
        }
        grounds = sheets + Self.documents(from: base.documents, to: set.documents.map(\.document))
    }

    /// The same change with what another institute's set changes.
    public func joined(with other: Change) -> Change { Change(grounds: grounds + other.grounds) }

    private init(grounds: [Ground]) { self.grounds = grounds }

    /// A change of nothing: what others are joined to.
    public static let none = Change(grounds: [])

    /// A document that designs something is reviewed as a whole: no rule says which of its lines touch what the law has reviewed.
    private static func documents(from before: [SheetSet.Document], to after: [SheetSet.Document]) -> [Ground] {
        let old = Dictionary(grouping: before.filter(\.designs)) { SheetNumber.plain($0.title) }
        let new = Dictionary(grouping: after.filter(\.designs)) { SheetNumber.plain($0.title) }
        var told: Set<String> = []
        return (after + before).compactMap { document in
            let title = SheetNumber.plain(document.title)
            guard old[title] != nil || new[title] != nil, told.insert(title).inserted else { return nil }
            guard Set((old[title] ?? []).map(\.sha256)) != Set((new[title] ?? []).map(\.sha256)) else { return nil }
            let standing: SheetStanding = old[title] == nil ? .added : new[title] == nil ? .removed : .changed
            return Ground(subject: .document(title: document.title), sheetKind: nil, standing: standing, kind: .major)
        }
    }
}

extension SheetSet.Document {
    /// Whether it is more than a paper of the proceedings.
    fileprivate var designs: Bool { !CarryOver.proceedings.contains(kind) }
}
