public import WorkingTime

/// A named rule under which the system accepts a submitted case by itself. Its name goes into the audit entry of the acceptance.
public struct AutoAcceptRule: Hashable, Sendable, Codable, Identifiable {
    /// Name of the rule.
    public let id: String
    /// Title for people.
    public let title: Bilingual
    /// Whether a package with warnings is accepted; one with a finding that rejects never is.
    public let allowsWarnings: Bool
    /// First day on which it holds.
    public let effectiveFrom: CalendarDay
    /// First day on which it no longer holds; nil while it does.
    public let effectiveTo: CalendarDay?
    /// Who says so.
    public let basis: LegalBasis

    private enum CodingKeys: String, CodingKey {
        case id, title, basis
        case allowsWarnings = "allows_warnings"
        case effectiveFrom = "effective_from"
        case effectiveTo = "effective_to"
    }

    /// Whether the rule accepts a package with such findings on a day.
    public func accepts(_ findings: [Finding], on day: CalendarDay) -> Bool {
        guard effectiveFrom <= day, effectiveTo.map({ day < $0 }) ?? true else { return false }
        return findings.allSatisfy { $0.severity == .warn && allowsWarnings }
    }
}

/// The rules of acceptance by the system.
public struct AutoAcceptRules: Hashable, Sendable, Codable {
    /// Version of the set.
    public let version: Int
    /// The rules.
    public let rules: [AutoAcceptRule]

    /// The rule with a name.
    public func rule(_ id: String) -> AutoAcceptRule? {
        rules.first { $0.id == id }
    }
}
