/// Under which profile a case is opened: the rule of the place says so, and the owner only where it leaves him a choice.
///
/// Otherwise an owner would choose with the profile whether his review is drawn by lot, has a second person, or needs a declaration.
public enum ProfileChoice {
    /// The profile of a case that an owner opens.
    /// - Parameters:
    ///   - asked: what he names; nil leaves it to the rule.
    ///   - profiles: those in force on the day.
    public static func profile(
        asked: String?, for class: ProjectFacts.Class, in region: String, of profiles: [RuleProfile]
    ) throws(ProfileRefusal) -> String {
        if let ruling = ruling(`class`, in: region, of: profiles) {
            guard asked == nil || asked == ruling.id else { throw .ruled(by: ruling.id, ruling.title) }
            return ruling.id
        }
        let name = asked ?? standard
        guard let profile = profiles.first(where: { $0.id == name }) else { throw .notInForce(name) }
        guard name == standard || profile.ownerMayChoose == true else { throw .notForOwners(name) }
        return name
    }

    /// The profile of a case where neither rule nor owner names one.
    public static let standard = "national-current"

    /// The profile that rules a class of project in a region: that of the smallest region, and of those the one that came into force last.
    static func ruling(_ class: ProjectFacts.Class, in region: String, of profiles: [RuleProfile]) -> RuleProfile? {
        profiles.filter { $0.governs?.contains(`class`) == true && DivisionCode.covers($0.region, region) }.max {
            (DivisionCode.prefix($0.region).count, $0.effectiveFrom, $0.id) < (DivisionCode.prefix($1.region).count, $1.effectiveFrom, $1.id)
        }
    }
}

/// Codes of administrative divisions.
enum DivisionCode {
    /// What the codes of a region begin with: 32 of 320000; nothing of the nation's.
    static func prefix(_ region: String) -> Substring {
        guard region != RuleProfiles.nation else { return "" }
        var prefix = Substring(region)
        while prefix.hasSuffix("00") { prefix = prefix.dropLast(2) }
        return prefix
    }

    /// Whether a region contains another: 320000 contains 320800, and the nation everything.
    static func covers(_ region: String, _ other: String) -> Bool {
        if region == RuleProfiles.nation || region == other { return true }
        let prefix = Self.prefix(region)
        return !prefix.isEmpty && other.hasPrefix(prefix)
    }
}

/// Why an owner's case is not opened under the profile that he names.
public enum ProfileRefusal: Error, Hashable, Sendable {
    /// Another one rules projects like his.
    case ruled(by: String, Bilingual)
    /// No profile of the name is in force.
    case notInForce(String)
    /// It is not one that owners choose.
    case notForOwners(String)

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .ruled: "profile.ruled"
        case .notInForce: "acceptance.profile_not_in_force"
        case .notForOwners: "profile.not_for_owners"
        }
    }
}

extension ProfileRefusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .ruled(let id, let title):
            Explanation(
                "本地区此类项目适用规则方案 \(id)(\(title.zh)),建设单位不能另选", "Projects like this one are ruled by \(id) (\(title.en)); the owner chooses no other.",
                remedy: "不填 profile,或填 \(id)", "Leave profile out, or name \(id).")
        case .notInForce(let id):
            Explanation(
                "规则方案 \(id) 现在不生效", "Rule profile \(id) is not in force now.", remedy: "另选生效的方案,或请管理员启用", "Name one that is, or have it put in force."
            )
        case .notForOwners(let id):
            Explanation(
                "规则方案 \(id) 不供建设单位选用", "Rule profile \(id) is not one that owners choose.",
                remedy: "不填 profile;确应适用的,由主管部门在方案中规定适用项目(governs)或允许选用(owner_may_choose)",
                "Leave profile out; where it should hold, the authority says so in the profile (governs, owner_may_choose).")
        }
    }
}
