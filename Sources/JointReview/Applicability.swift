/// Whether a discipline reviews a case.
public enum Applicability: Hashable, Sendable {
    /// It does.
    case applies
    /// Its checkpoints move into another discipline.
    case mergedInto(Discipline)
    /// It does not.
    case notApplicable

    /// The word in the database and on the wire.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        case applies
        case mergedInto = "merged_into"
        case notApplicable = "not_applicable"

        /// Name of the kind.
        public var label: Bilingual {
            switch self {
            case .applies: Bilingual(zh: "适用", en: "applies")
            case .mergedInto: Bilingual(zh: "并入", en: "merged into")
            case .notApplicable: Bilingual(zh: "不适用", en: "not applicable")
            }
        }
    }

    /// The word in the database and on the wire.
    public var kind: Kind {
        switch self {
        case .applies: .applies
        case .mergedInto: .mergedInto
        case .notApplicable: .notApplicable
        }
    }

    /// Discipline that takes over the checkpoints, if one does.
    public var target: Discipline? {
        switch self {
        case .mergedInto(let discipline): discipline
        case .applies, .notApplicable: nil
        }
    }

    /// State in which the review of such a discipline opens.
    public var openingState: ReviewState {
        switch self {
        case .applies: .pending
        case .mergedInto, .notApplicable: .notApplicable
        }
    }

    /// An applicability from its word and target; nil when they do not belong together.
    public init?(_ kind: Kind, into target: Discipline?) {
        switch (kind, target) {
        case (.applies, nil): self = .applies
        case (.notApplicable, nil): self = .notApplicable
        case (.mergedInto, .some(let discipline)): self = .mergedInto(discipline)
        case (.applies, .some), (.notApplicable, .some), (.mergedInto, nil): return nil
        }
    }
}

extension Applicability: Codable {
    private enum Key: String, CodingKey {
        case kind, into
    }

    /// Reads `{"kind":"merged_into","into":"structural"}` and the two kinds without a target.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let kind = try container.decode(Kind.self, forKey: .kind)
        let target = try container.decodeIfPresent(Discipline.self, forKey: .into)
        guard let value = Applicability(kind, into: target) else {
            throw DecodingError.dataCorruptedError(forKey: .into, in: container, debugDescription: "a target belongs to merged_into, and only to it")
        }
        self = value
    }

    /// Writes the kind and, when merged, the target.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(target, forKey: .into)
    }
}

/// Whether one discipline reviews a case, with the reason and what it rests on.
public struct DisciplineApplicability: Hashable, Sendable, Codable {
    /// The discipline.
    public let discipline: Discipline
    /// Whether it reviews.
    public let applicability: Applicability
    /// Why.
    public let reason: Bilingual
    /// What that rests on; never empty.
    public let basis: [LegalBasis]

    /// An applicability with its grounds.
    public init(discipline: Discipline, applicability: Applicability, reason: Bilingual, basis: [LegalBasis]) {
        self.discipline = discipline
        self.applicability = applicability
        self.reason = reason
        self.basis = basis
    }

    /// The grounds in one line, as the database keeps them.
    public var basisLine: String { basis.map(\.line).joined(separator: "; ") }
}
