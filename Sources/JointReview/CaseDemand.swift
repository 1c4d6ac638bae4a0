public import Foundation

/// What a settlement made of a demand, or of a comment in a conflict that was only declared.
public enum DemandOutcome: String, CaseIterable, Sendable, Codable, Labelled {
    /// It is demanded as it was written.
    case stands
    /// Another demand is made in the place of it.
    case replaced
    /// It is not demanded any more; the comment keeps its text.
    case withdrawn

    /// Name of the outcome.
    public var label: Bilingual {
        switch self {
        case .stands: Bilingual(zh: "维持", en: "stands")
        case .replaced: Bilingual(zh: "改为", en: "replaced")
        case .withdrawn: Bilingual(zh: "撤销", en: "withdrawn")
        }
    }
}

/// A typed demand of a published comment, with what settlements made of it. What was written never changes.
public struct CaseDemand: Hashable, Sendable, Codable, Identifiable {
    /// Identity.
    public let id: UUID
    /// Comment that makes it.
    public let comment: UUID
    /// What it asks for, as written.
    public let demand: Demand
    /// The demand that it was put in the place of by a settlement.
    public let replaces: UUID?
    /// What the latest settlement made of it; nil while none did.
    public let outcome: DemandOutcome?

    /// A demand of a case.
    public init(id: UUID, comment: UUID, demand: Demand, replaces: UUID? = nil, outcome: DemandOutcome? = nil) {
        (self.id, self.comment, self.demand, self.replaces, self.outcome) = (id, comment, demand, replaces, outcome)
    }

    /// Whether the designers have to meet it.
    public var isInForce: Bool {
        switch outcome {
        case nil, .stands: true
        case .replaced, .withdrawn: false
        }
    }

    /// The demand in one line, with what a settlement made of it.
    public var line: String { demand.line + (outcome.map { " · \($0.label.zh) \($0.label.en)" } ?? "") }

    /// The demand as it is compared with others.
    public var compared: CommentDemand { CommentDemand(comment: comment.uuidString.lowercased(), demand: demand) }
}
