/// Why an act on a specialty of a review, or a decision without one, is refused.
public enum SpecialtyRefusal: Error, Hashable, Sendable {
    /// Specialties of the review are not finished and checked.
    case open([String])
    /// The review has no such specialty; these are its own.
    case unknown(of: [String])
    /// No specialty is named, and the review has these.
    case unnamed(of: [String])
    /// The act must name the attempt of the specialty.
    case attemptMissing
    /// The specialty is not being reviewed in this state.
    case notInReview(SpecialtyReview.State)
    /// The specialty's state does not have the act.
    case notAllowed(SpecialtyAction.Kind, from: SpecialtyReview.State)
    /// The role may not do the act.
    case roleMayNot(SpecialtyAction.Kind, Role)
    /// The act needs a reason.
    case reasonMissing(SpecialtyAction.Kind)
    /// The review of the specialty is not in hand, or is over.
    case closed(ReviewState)

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .open: "review.specialties_open"
        case .unknown: "review.specialty_unknown"
        case .unnamed: "review.specialty_not_named"
        case .attemptMissing: "review.specialty_attempt_missing"
        case .notInReview: "review.specialty_not_in_review"
        case .notAllowed: "review.specialty_not_allowed"
        case .roleMayNot: "review.specialty_role_may_not"
        case .reasonMissing: "review.specialty_reason_missing"
        case .closed: "review.specialty_closed"
        }
    }
}

extension SpecialtyRefusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .open(let names):
            Explanation(
                "以下专业尚未审完并校核:\(names.joined(separator: "、"))", "Not finished and checked yet: \(names.joined(separator: ", ")).",
                remedy: "由各专业审查人完成、校核人校核后再作结论(/v1/reviews/{id}/specialties)",
                "Have each finished by its reviewer and checked by its checker (/v1/reviews/{id}/specialties).")
        case .unknown(let own):
            Explanation(
                "本任务没有这一专业", "The review has no such specialty.",
                remedy: own.isEmpty ? "本任务不分专业,不要填写专业" : "填写其中之一:\(own.joined(separator: "、"))",
                own.isEmpty ? "It has none: leave the specialty out." : "Name one of \(own.joined(separator: ", ")).")
        case .unnamed(let own):
            Explanation(
                "没有写明属于哪个专业", "No specialty is named.", remedy: "填写其中之一:\(own.joined(separator: "、"))", "Name one of \(own.joined(separator: ", ")).")
        case .attemptMissing:
            Explanation(
                "没有注明领取该专业时的序号", "The act does not say to which attempt of the specialty it belongs.",
                remedy: "附上该专业的 attempt(各专业自有序号,不是任务的序号;见 GET /v1/reviews/{id}/specialties)",
                "Send the specialty's own attempt, which is not the review's (GET /v1/reviews/{id}/specialties).")
        case .notInReview(let state):
            Explanation(
                "该专业处于“\(state.label.zh)”,不在审查中", "The specialty is \(state.label.en); it is not being reviewed now.",
                remedy: "由其审查人先领取;已审完的,由校核人退回后再提意见",
                "Its reviewer claims it first; one that is finished is sent back by its checker before more is said.")
        case .notAllowed(let kind, let state):
            Explanation(
                "该专业处于“\(state.label.zh)”,不能\(kind.label.zh)", "The specialty is \(state.label.en); one cannot \(kind.label.en) it now.",
                remedy: "刷新后查看各专业现状", "Reload and see where it stands.")
        case .roleMayNot(let kind, let role):
            Explanation(
                "“\(role.label.zh)”不能\(kind.label.zh)专业", "The role \(role.label.en) may not \(kind.label.en) a specialty.",
                remedy: "由有权限的角色办理", "Somebody in a role that may must do it.")
        case .reasonMissing(let kind):
            Explanation("\(kind.label.zh)专业没有写明理由", "To \(kind.label.en) a specialty needs a reason.", remedy: "写明理由后再办", "Give the reason.")
        case .closed(let state):
            Explanation(
                "审查任务处于“\(state.label.zh)”,各专业不能办理", "The review is \(state.label.en): its specialties cannot be worked on.",
                remedy: "先由本机构领取或恢复该任务;已作结论的不再改动", "Have the review claimed or resumed first; what is decided stays.")
        }
    }
}
