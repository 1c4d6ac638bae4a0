/// Where one discipline's review (专业审查任务) stands. Every state of the trade is here from the first migration.
public enum ReviewState: String, CaseIterable, Sendable, Codable, Labelled {
    case notApplicable = "not_applicable"
    case pending
    case assigned
    case inReview = "in_review"
    case opinionDrafted = "opinion_drafted"
    case checked
    case issuedPass = "issued_pass"
    case issuedComments = "issued_comments"
    case verifying
    case suspended
    case returnedToQueue = "returned_to_queue"
    case reassigned
    case recused
    case outdated
    case cancelled

    /// The state as it is told to whom decisions are not told yet: one that is decided looks like one under review.
    public var behindTheVeil: ReviewState {
        switch self {
        case .issuedPass, .issuedComments, .opinionDrafted, .checked: .inReview
        default: self
        }
    }

    /// Name of the state.
    public var label: Bilingual {
        switch self {
        case .notApplicable: Bilingual(zh: "不适用", en: "not applicable")
        case .pending: Bilingual(zh: "待审", en: "pending")
        case .assigned: Bilingual(zh: "已分配", en: "assigned")
        case .inReview: Bilingual(zh: "审查中", en: "in review")
        case .opinionDrafted: Bilingual(zh: "意见已拟", en: "opinion drafted")
        case .checked: Bilingual(zh: "已校核", en: "checked")
        case .issuedPass: Bilingual(zh: "审查通过", en: "issued: pass")
        case .issuedComments: Bilingual(zh: "已出具意见", en: "issued: comments")
        case .verifying: Bilingual(zh: "复核中", en: "verifying")
        case .suspended: Bilingual(zh: "已挂起", en: "suspended")
        case .returnedToQueue: Bilingual(zh: "已退回队列", en: "returned to queue")
        case .reassigned: Bilingual(zh: "已改派", en: "reassigned")
        case .recused: Bilingual(zh: "已回避", en: "recused")
        case .outdated: Bilingual(zh: "已失效", en: "outdated")
        case .cancelled: Bilingual(zh: "已取消", en: "cancelled")
        }
    }
}
