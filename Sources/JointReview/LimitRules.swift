public import WorkingTime

/// A set of limits, from which exactly one must answer.
public struct LimitRules: Hashable, Sendable, Codable {
    /// Why no single limit answers.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// Nothing binds the stage on the day.
        case noneInForce(LimitRule.Stage, LimitRule.Nature, ProjectFacts.Size, on: CalendarDay)
        /// Several rules bind it at once; which one counts is for the rule's author to say, never for us.
        case severalInForce([String], on: CalendarDay)

        /// Stable code of the refusal.
        public var code: String {
            switch self {
            case .noneInForce: "limit.none_in_force"
            case .severalInForce: "limit.several_in_force"
            }
        }

        /// What is wrong and what to do, in English.
        public var description: String {
            switch self {
            case .noneInForce(let stage, let nature, let size, let day):
                "no \(nature.rawValue) limit for \(stage.label.en) of \(size.rawValue) projects is in force on \(day): add one with its source"
            case .severalInForce(let ids, let day):
                "limits \(ids.joined(separator: " and ")) are in force at once on \(day): end all but one"
            }
        }
    }

    /// Version of the set.
    public let version: Int
    /// The rules.
    public let rules: [LimitRule]

    /// A set of rules.
    public init(version: Int = 1, rules: [LimitRule]) {
        self.version = version
        self.rules = rules
    }

    /// The one rule that binds a stage of such a project on a day.
    public func rule(
        for stage: LimitRule.Stage, nature: LimitRule.Nature = .promised, size: ProjectFacts.Size, on day: CalendarDay
    ) throws(Refusal) -> LimitRule {
        let bound = rules.filter { $0.binds(stage, nature, size) && $0.isInForce(on: day) }
        guard let first = bound.first else { throw .noneInForce(stage, nature, size, on: day) }
        guard bound.count == 1 else { throw .severalInForce(bound.map(\.id).sorted(), on: day) }
        return first
    }
}
