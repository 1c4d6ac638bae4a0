public import WorkingTime

/// A set of rule profiles, from which exactly one must answer.
public struct RuleProfiles: Hashable, Sendable {
    /// Why no single profile answers.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// No profile has the name.
        case unknown(String)
        /// No profile is in force in the region on the day.
        case noneInForce(region: String, on: CalendarDay)
        /// Several are in force at once in the same region.
        case severalInForce([String], on: CalendarDay)

        /// Stable code of the refusal.
        public var code: String {
            switch self {
            case .unknown: "profile.unknown"
            case .noneInForce: "profile.none_in_force"
            case .severalInForce: "profile.several_in_force"
            }
        }

        /// What is wrong and what to do, in English.
        public var description: String {
            switch self {
            case .unknown(let id): "there is no rule profile \(id): name one that exists"
            case .noneInForce(let region, let day): "no rule profile is in force for region \(region) on \(day): add one with its source"
            case .severalInForce(let ids, let day):
                "rule profiles \(ids.joined(separator: " and ")) are in force at once on \(day): end all but one"
            }
        }
    }

    /// Region of the profile that holds where no region has its own.
    public static let nation = "CN"

    /// The profiles.
    public let profiles: [RuleProfile]

    /// A set of profiles.
    public init(profiles: [RuleProfile]) {
        self.profiles = profiles
    }

    /// The profile with a name.
    public func profile(_ id: String) throws(Refusal) -> RuleProfile {
        guard let profile = profiles.first(where: { $0.id == id }) else { throw .unknown(id) }
        return profile
    }

    /// The one profile in force in a region on a day: the region's own, else the nation's.
    public func profile(region: String, on day: CalendarDay) throws(Refusal) -> RuleProfile {
        let inForce = profiles.filter { $0.isInForce(on: day) }
        let own = inForce.filter { $0.region == region }
        let candidates = own.isEmpty ? inForce.filter { $0.region == Self.nation } : own
        guard let first = candidates.first else { throw .noneInForce(region: region, on: day) }
        guard candidates.count == 1 else { throw .severalInForce(candidates.map(\.id).sorted(), on: day) }
        return first
    }
}
