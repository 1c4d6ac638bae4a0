/// Where a case (报审件) stands. Every state of the trade is here from the first migration, also those not reachable yet.
public enum CaseState: String, CaseIterable, Sendable, Codable, Labelled {
    case draft
    case awaitingOwnerConfirm = "awaiting_owner_confirm"
    case submitted
    case deficient
    case refused
    case accepted
    case acceptedWithDebts = "accepted_with_debts"
    case inFirstReview = "in_first_review"
    case reconciling
    case opinionsIssued = "opinions_issued"
    case revising
    case inReReview = "in_re_review"
    case passed
    case certified
    case failed
    case disputed
    case changeRequested = "change_requested"
    case changeInReview = "change_in_review"
    case withdrawn
    case superseded
    case revoked
    case archived
    case closed

    /// Name of the state.
    public var label: Bilingual {
        switch self {
        case .draft: Bilingual(zh: "编制中", en: "draft")
        case .awaitingOwnerConfirm: Bilingual(zh: "待建设单位确认", en: "awaiting the owner's confirmation")
        case .submitted: Bilingual(zh: "已报审", en: "submitted")
        case .deficient: Bilingual(zh: "待补正", en: "deficient")
        case .refused: Bilingual(zh: "不予受理", en: "refused")
        case .accepted: Bilingual(zh: "已受理", en: "accepted")
        case .acceptedWithDebts: Bilingual(zh: "容缺受理", en: "accepted with debts")
        case .inFirstReview: Bilingual(zh: "初审中", en: "in first review")
        case .reconciling: Bilingual(zh: "意见协调中", en: "reconciling")
        case .opinionsIssued: Bilingual(zh: "已出具审查意见", en: "opinions issued")
        case .revising: Bilingual(zh: "修改中", en: "revising")
        case .inReReview: Bilingual(zh: "复审中", en: "in re-review")
        case .passed: Bilingual(zh: "审查通过", en: "passed")
        case .certified: Bilingual(zh: "已发合格书", en: "certified")
        case .failed: Bilingual(zh: "不合格", en: "failed")
        case .disputed: Bilingual(zh: "复查中", en: "disputed")
        case .changeRequested: Bilingual(zh: "申请变更", en: "change requested")
        case .changeInReview: Bilingual(zh: "变更审查中", en: "change in review")
        case .withdrawn: Bilingual(zh: "已撤回", en: "withdrawn")
        case .superseded: Bilingual(zh: "已被取代", en: "superseded")
        case .revoked: Bilingual(zh: "已撤销", en: "revoked")
        case .archived: Bilingual(zh: "已归档", en: "archived")
        case .closed: Bilingual(zh: "已终止", en: "closed")
        }
    }
}
