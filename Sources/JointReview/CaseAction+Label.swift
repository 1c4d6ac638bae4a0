extension CaseAction.Kind: Labelled {
    /// The act as a verb.
    public var label: Bilingual {
        switch self {
        case .sealPart: Bilingual(zh: "封存图纸", en: "seal a part")
        case .confirm: Bilingual(zh: "确认图纸", en: "confirm the set")
        case .sendBack: Bilingual(zh: "退给设计单位", en: "send back to the institutes")
        case .submit: Bilingual(zh: "报审", en: "submit")
        case .accept: Bilingual(zh: "受理", en: "accept")
        case .acceptWithDebts: Bilingual(zh: "容缺受理", en: "accept with debts")
        case .return: Bilingual(zh: "退回补正", en: "return")
        case .refuse: Bilingual(zh: "不予受理", en: "refuse")
        case .resubmit: Bilingual(zh: "重新报审", en: "resubmit")
        case .openReviews: Bilingual(zh: "分发审查", en: "open the reviews")
        case .reconcile: Bilingual(zh: "协调意见", en: "reconcile")
        case .issueOpinion: Bilingual(zh: "出具审查意见", en: "issue the opinion")
        case .startRevision: Bilingual(zh: "开始修改", en: "start the revision")
        case .pass: Bilingual(zh: "审查通过", en: "pass")
        case .fail: Bilingual(zh: "审查不合格", en: "fail")
        case .certify: Bilingual(zh: "签发合格书", en: "certify")
        case .dispute: Bilingual(zh: "申请复查", en: "dispute")
        case .settleDispute: Bilingual(zh: "作出复查结论", en: "settle the dispute")
        case .requestChange: Bilingual(zh: "申请变更", en: "request a change")
        case .openChange: Bilingual(zh: "受理变更", en: "open the change")
        case .dropChange: Bilingual(zh: "终止变更", en: "drop the change")
        case .escalate: Bilingual(zh: "轮次升级", en: "escalate")
        case .withdraw: Bilingual(zh: "撤回", en: "withdraw")
        case .supersede: Bilingual(zh: "取代", en: "supersede")
        case .revoke: Bilingual(zh: "撤销", en: "revoke")
        case .archive: Bilingual(zh: "归档", en: "archive")
        case .close: Bilingual(zh: "终止", en: "close")
        }
    }
}

extension ReviewAction.Kind: Labelled {
    /// The act as a verb.
    public var label: Bilingual {
        switch self {
        case .assign: Bilingual(zh: "分配", en: "assign")
        case .claim: Bilingual(zh: "领取", en: "claim")
        case .start: Bilingual(zh: "开始审查", en: "start")
        case .release: Bilingual(zh: "退回队列", en: "release")
        case .reassign: Bilingual(zh: "改派", en: "reassign")
        case .recuse: Bilingual(zh: "回避", en: "recuse")
        case .replaceBody: Bilingual(zh: "更换审查机构", en: "replace the body")
        case .requeue: Bilingual(zh: "重新入队", en: "requeue")
        case .draftOpinion: Bilingual(zh: "拟定意见", en: "draft the opinion")
        case .check: Bilingual(zh: "校核", en: "check")
        case .returnDraft: Bilingual(zh: "退回拟稿", en: "return the draft")
        case .decide: Bilingual(zh: "作出结论", en: "decide")
        case .verify: Bilingual(zh: "复核", en: "verify")
        case .suspend: Bilingual(zh: "挂起", en: "suspend")
        case .resume: Bilingual(zh: "恢复", en: "resume")
        case .cancel: Bilingual(zh: "取消", en: "cancel")
        case .makeNotApplicable: Bilingual(zh: "认定不适用", en: "make not applicable")
        case .reopen: Bilingual(zh: "重新开启", en: "reopen")
        case .outdate: Bilingual(zh: "置为失效", en: "outdate")
        }
    }
}
