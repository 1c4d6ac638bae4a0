/// Why a review may be stopped (特殊程序): the listed causes, and no other. The time that it lasts is not counted against the reviewer.
public enum SuspensionCause: String, CaseIterable, Sendable, Codable, Labelled {
    /// Experts look at what no code covers.
    case expertDemonstration = "expert_demonstration"
    /// The authority is asked.
    case authorityInquiry = "authority_inquiry"
    /// A court, an arbitration or an investigation.
    case legalProceedings = "legal_proceedings"
    /// What nobody could avert.
    case forceMajeure = "force_majeure"

    /// Name of the cause.
    public var label: Bilingual {
        switch self {
        case .expertDemonstration: Bilingual(zh: "专家论证", en: "demonstration by experts")
        case .authorityInquiry: Bilingual(zh: "请示主管部门", en: "inquiry to the authority")
        case .legalProceedings: Bilingual(zh: "诉讼、仲裁或调查", en: "legal proceedings")
        case .forceMajeure: Bilingual(zh: "不可抗力", en: "force majeure")
        }
    }
}

/// Why the reviews of a whole case are not stopped, or do not go on.
public enum SuspensionRefusal: Error, Hashable, Sendable {
    /// No review of the case is in a state that has the act.
    case nothingThere(ReviewAction.Kind)
}

extension SuspensionRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String { "suspension.nothing_there" }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .nothingThere(let kind):
            Explanation(
                "本件没有可以\(kind.label.zh)的审查任务", "No review of the case can \(kind.label.en) now.",
                remedy: "查看 /v1/cases/{id}/reviews 中各任务的状态", "See how its reviews stand at /v1/cases/{id}/reviews.")
        }
    }
}
