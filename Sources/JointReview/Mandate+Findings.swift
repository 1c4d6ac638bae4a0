public import Foundation

extension Mandate {
    /// Everything that is wrong with a mandate that is to be given, at once.
    ///
    /// - Parameters:
    ///   - giverHolds: roles that the giver holds himself: what somebody holds by a mandate he cannot give on.
    ///   - sameOrganisation: whether giver and holder stand under one organisation.
    ///   - holderHolds: roles of the holder.
    public func findings(giverHolds: Set<Role>, sameOrganisation: Bool, holderHolds: Set<Role>, at now: Date) -> [Finding] {
        var findings: [Finding] = []
        func add(_ code: String, _ place: String, _ zh: String, _ en: String, _ remedyZh: String, _ remedyEn: String) {
            findings.append(
                Finding(
                    code: code, severity: .reject, file: place, message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZh, en: remedyEn)))
        }
        if giver == holder {
            add("mandate.self", "/holderId", "不能委托给自己", "Nobody stands for himself.", "另选一人", "Choose another person.")
        } else if (kind == .delegation) != sameOrganisation {
            kind == .delegation
                ? add(
                    "mandate.other_organisation", "/holderId", "委托只能给本单位的人", "A delegation is given within one organisation.",
                    "外单位的人用 agency", "For a person of another one use agency.")
                : add(
                    "mandate.same_organisation", "/holderId", "代理人须是外单位的人", "An agent is a person of another organisation.",
                    "本单位的人用 delegation", "For a colleague use delegation.")
        }
        if !holderHolds.isDisjoint(with: Role.administrators) {
            add(
                "mandate.administrator", "/holderId", "管理员不得代行他人职责", "An administrator stands for nobody.", "另选一人", "Choose another person.")
        }
        let giveable = Self.giveable(kind, by: giverHolds)
        let refused = Role.allCases.filter(roles.subtracting(giveable).contains)
        if roles.isEmpty || !refused.isEmpty {
            let zh = Role.allCases.filter(giveable.contains).map(\.label.zh).joined(separator: "、")
            let en = Role.allCases.filter(giveable.contains).map(\.label.en).joined(separator: ", ")
            let (kindZh, kindEn) = kind == .delegation ? ("委托(delegation)", "a delegation") : ("代理(agency)", "an agency")
            add(
                "mandate.roles", "/roles",
                roles.isEmpty ? "没有列出角色" : "以下角色您不能以\(kindZh)交出:\(refused.map(\.label.zh).joined(separator: "、"))",
                roles.isEmpty
                    ? "No role is named." : "These roles are not yours to give by \(kindEn): \(refused.map(\.label.en).joined(separator: ", ")).",
                "以\(kindZh)可交出:\(zh.isEmpty ? "无" : zh)", "By \(kindEn) you can give: \(en.isEmpty ? "none" : en).")
        }
        // The two sides of a drawing: whoever makes or submits it never reviews it, not in another's name either.
        let makers = Role.designers.union(Role.owners)
        let together = roles.union(holderHolds)
        if !together.isDisjoint(with: makers), !together.isDisjoint(with: Role.reviewBody.union([.authorityDecider])) {
            add(
                "mandate.two_sides", "/roles", "报审一方与审查一方不得由一人代行", "Nobody stands on both sides, making and reviewing.", "另选一人",
                "Choose another person.")
        }
        if cases?.isEmpty == true {
            add("mandate.cases", "/caseIds", "没有列出报审件", "No case is listed.", "列出报审件,或省略以包括全部", "List cases, or leave it out for all.")
        }
        let longest = Self.longestDays[kind] ?? 92
        if until <= from || until <= now {
            add("mandate.ends", "/until", "截止时间不在起始时间和现在之后", "It ends before it begins, or has ended.", "改截止时间", "Choose a later end.")
        } else if until.timeIntervalSince(from) > Double(longest) * 86_400 {
            add(
                "mandate.too_long", "/until", "期限超过 \(longest) 天", "It is longer than \(longest) days.", "缩短;长期离开请办理交接",
                "Make it shorter; for a longer absence hand over.")
        }
        return findings
    }
}
