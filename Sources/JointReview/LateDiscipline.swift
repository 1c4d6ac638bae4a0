/// Why a discipline is not added to a case, or not set aside, though the act exists.
public enum LateDisciplineRefusal: Error, Hashable, Sendable {
    /// The case is not being reviewed.
    case notInReview(CaseState)
    /// The opinion of the round is out, though the change is under review until its certificate.
    case opinionIssued
    /// The review is of an earlier round.
    case earlierRound
    /// No other discipline reviews the case.
    case lastDiscipline
    /// Comments of the review stand; they would be nobody's.
    case commentsStand(Int)
    /// Other disciplines are merged into this one.
    case takesOver(Discipline)
}

extension LateDisciplineRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .notInReview: "discipline.not_in_review"
        case .opinionIssued: "discipline.opinion_issued"
        case .earlierRound: "discipline.earlier_round"
        case .lastDiscipline: "discipline.last"
        case .commentsStand: "discipline.comments_stand"
        case .takesOver: "discipline.takes_over"
        }
    }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .notInReview(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不能增减审查类别", "The case is \(state.label.en); no discipline is added or set aside now.",
                remedy: "在审查期间办理", "Do it while the case is being reviewed.")
        case .opinionIssued:
            Explanation(
                "本轮审查意见已出具,不能增减审查类别或更换审查机构",
                "The opinion of the round is out; no discipline is added or set aside now, and no body replaced.",
                remedy: "在变更的下一轮审查期间办理;无需修改的,终止该变更后重新申请",
                "Do it in the change's next round; where nothing is to be revised, drop the change and ask for it again.")
        case .earlierRound:
            Explanation("该任务属于以前的轮次", "The review is of an earlier round.", remedy: "对本轮的任务办理", "Name the review of the present round.")
        case .lastDiscipline:
            Explanation(
                "没有其他审查类别审查本件", "No other discipline reviews the case.", remedy: "撤回或终止报审件", "Withdraw the case, or close it.")
        case .commentsStand(let count):
            Explanation(
                "该类别还有 \(count) 条有效意见", "\(count) comment(s) of the discipline stand.",
                remedy: "先由审查人更正、撤去这些意见,或照常作出结论", "Have its reviewer correct them first, or let it decide.")
        case .takesOver(let discipline):
            Explanation(
                "“\(discipline.label.zh)”的审查并入了本类别", "\(discipline.label.en) is merged into this discipline.",
                remedy: "先单独开启该类别的审查", "Open that discipline's own review first.")
        }
    }
}

extension Case {
    /// Whether disciplines are added or set aside now: while reviewers work, and nothing is settled between them yet.
    public func requireOpenToDisciplines() throws(LateDisciplineRefusal) {
        guard state.isInReview, state != .reconciling else { throw .notInReview(state) }
    }
}

extension Review {
    /// Comments of the review that stand, of whatever weight.
    public var standingComments: Int { standing.blockingComments + standing.adviceComments + standing.informationComments }
}
