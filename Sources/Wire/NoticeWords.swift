public import JointReview

extension NoticeBody.Kind: Labelled {
    /// What a notice is about.
    public var label: Bilingual {
        switch self {
        case .deficiency: Bilingual(zh: "补正告知", en: "deficiencies")
        case .refusal: Bilingual(zh: "不予受理", en: "refused")
        case .deadline: Bilingual(zh: "审查期限", en: "review begun, with its limit")
        case .reviewOpened: Bilingual(zh: "审查待办", en: "a review waits")
        case .decisionCarried: Bilingual(zh: "结论沿用", en: "decision kept")
        case .opinion: Bilingual(zh: "审查意见已出具", en: "opinion issued")
        case .idleReview: Bilingual(zh: "审查停滞", en: "nothing moves in a review")
        case .report: Bilingual(zh: "审查报告", en: "report")
        case .reassigned: Bilingual(zh: "已改派", en: "re-assigned")
        case .withdrawn: Bilingual(zh: "已撤回", en: "withdrawn")
        case .jobFailed: Bilingual(zh: "后台任务失败", en: "a job failed")
        case .conflict: Bilingual(zh: "意见冲突待协调", en: "conflicts to be settled")
        case .settlement: Bilingual(zh: "冲突已协调", en: "conflict settled")
        case .change: Bilingual(zh: "变更", en: "change")
        case .escalation: Bilingual(zh: "轮次升级", en: "escalation")
        case .debt: Bilingual(zh: "容缺材料", en: "items owed")
        case .revocation: Bilingual(zh: "已撤销", en: "revoked")
        case .suspension: Bilingual(zh: "中止或恢复", en: "suspended or resumed")
        case .dueMoved: Bilingual(zh: "期限变动", en: "due date moved")
        case .overdue: Bilingual(zh: "期限预警", en: "limit runs out")
        case .bodyReplaced: Bilingual(zh: "审查机构已更换", en: "review body replaced")
        }
    }
}
