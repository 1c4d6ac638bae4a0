public import JointReview

/// What a comment of the sample rests on; clauses that nobody has looked up yet say so.
public struct SampleBasis: Hashable, Sendable {
    /// Clause or approval document.
    public let basis: Basis
    /// Whether the clause still has to be checked against the text in force.
    public let toBeChecked: Bool
}

/// A measured or named value that a demand compares with.
public enum SampleValue: Hashable, Sendable, CustomStringConvertible {
    /// A number in the demand's unit.
    case number(Double)
    /// A word, e.g. 第一类.
    case word(String)

    /// The value as printed, without unit.
    public var description: String {
        switch self {
        case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
        case .word(let word): word
        }
    }
}

/// What a comment asks for, typed, so that two disciplines that ask for opposite things can be found by rule.
public struct SampleDemand: Hashable, Sendable {
    /// Thing that it is about, e.g. `1#/3F/轴5,C–D/M-0312`.
    public let element: String
    /// Property of the thing, e.g. `structural_opening_width`.
    public let property: String
    /// `≥`, `≤` or `=`.
    public let relation: String
    /// Value that is required.
    public let value: SampleValue
    /// Unit of both values, e.g. `m`; empty for words.
    public let unit: String
    /// Value that is drawn.
    public let drawn: SampleValue
}

/// One comment that a reviewer of the sample case makes.
public struct SampleComment: Hashable, Sendable, Identifiable {
    /// Number in the story, P1 … S5.
    public let id: String
    /// Round in which it is made.
    public let round: Int
    /// Discipline whose review it belongs to.
    public let discipline: Discipline
    /// Specialty inside the discipline.
    public let specialty: String
    /// How much it weighs.
    public let severity: Severity
    /// What it rests on, the first one foremost; empty for advice.
    public let bases: [SampleBasis]
    /// Number of the sheet.
    public let sheet: String
    /// Where on the sheet as plotted in `round`: the drawn feature itself.
    public let region: Region
    /// What it says; the Chinese is what is published.
    public let text: Bilingual
    /// What it asks for, typed.
    public let demand: SampleDemand?
    /// Comment of another discipline that says the same, if any.
    public let duplicates: String?
    /// Whether it is made late, on a sheet that had not changed, and why.
    public let lateReason: String?

    /// The foremost basis.
    public var basis: Basis? { bases.first?.basis }
}

/// Two comments whose demands cannot both be met, and how it was settled.
public struct SampleConflict: Hashable, Sendable {
    /// Ids of the two comments.
    public let comments: [String]
    /// What was agreed.
    public let settlement: Bilingual
    /// Comment whose author replaces its demand, and the new demand.
    public let replaced: String
    /// The demand that stands afterwards.
    public let replacement: SampleDemand
}
