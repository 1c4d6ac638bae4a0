/// Why an edition of a case's report was made: the act that says something which no earlier edition does.
///
/// Editions stay as they were issued; the newest tells how things stand.
public enum ReportGround: String, CaseIterable, Sendable, Codable, Labelled {
    /// The merged opinion of a round.
    case opinion
    case pass
    case fail
    /// The conclusion of a re-check.
    case settleDispute = "settle_dispute"
    case certify
    case dropChange = "drop_change"
    case withdraw
    case supersede
    case revoke
    case archive
    case close

    /// What an action of a case is for its report; nil when it concludes nothing: then the next edition tells of it.
    public init?(_ action: CaseAction) {
        switch action {
        case .issueOpinion: self = .opinion
        case .pass: self = .pass
        case .fail: self = .fail
        case .settleDispute(.pass, _), .settleDispute(.fail, _): self = .settleDispute
        case .certify: self = .certify
        case .dropChange: self = .dropChange
        case .withdraw: self = .withdraw
        case .supersede: self = .supersede
        case .revoke: self = .revoke
        case .archive: self = .archive
        case .close: self = .close
        case .sealPart, .confirm, .sendBack, .submit, .accept, .acceptWithDebts, .return, .refuse, .resubmit, .openReviews, .reconcile,
            .startRevision,
            .dispute, .settleDispute(.reReview, _), .requestChange, .openChange, .escalate:
            return nil
        }
    }

    /// What the act is called, as a report says why it was made.
    public var label: Bilingual {
        switch self {
        case .opinion: Bilingual(zh: "出具汇总意见", en: "opinion issued")
        case .pass: Bilingual(zh: "审查通过", en: "case passed")
        case .fail: Bilingual(zh: "审查不合格", en: "case failed")
        case .settleDispute: Bilingual(zh: "复查作出结论", en: "re-check concluded")
        case .certify: Bilingual(zh: "发合格书", en: "certified")
        case .dropChange: Bilingual(zh: "变更终止", en: "change dropped")
        case .withdraw: Bilingual(zh: "撤回", en: "withdrawn")
        case .supersede: Bilingual(zh: "由另一报审件取代", en: "superseded by another case")
        case .revoke: Bilingual(zh: "撤销合格书", en: "certificate revoked")
        case .archive: Bilingual(zh: "归档", en: "archived")
        case .close: Bilingual(zh: "终止", en: "closed")
        }
    }
}
