public import Foundation

/// Somebody who must act on a case now, until when, and why (轮到谁).
public struct Turn: Hashable, Sendable {
    /// Organisation whose turn it is.
    public let organisation: UUID
    /// The person; nil where nobody of the organisation holds a role that may do it, which somebody must mend.
    public let person: UUID?
    /// What must be done.
    public let task: Task
    /// What it must be done to: kind and identity as in the log.
    public let object: Object
    /// Until when; nil where no limit binds.
    public let due: Date?

    /// What a turn is about.
    public struct Object: Hashable, Sendable {
        /// `case`, `package`, `review` or `comment`.
        public let kind: String
        /// Identity.
        public let id: UUID

        /// An object of the log.
        public init(kind: String, id: UUID) { (self.kind, self.id) = (kind, id) }
    }

    /// A turn.
    public init(organisation: UUID, person: UUID?, task: Task, object: Object, due: Date?) {
        (self.organisation, self.person, self.task, self.object, self.due) = (organisation, person, task, object, due)
    }

    /// Everything that somebody can be waited for with.
    public enum Task: String, CaseIterable, Sendable, Codable {
        case inviteInstitute = "invite_institute"
        case sealPart = "seal_part"
        case confirmSet = "confirm_set"
        case confirm
        case submit
        case accept
        case claimReview = "claim_review"
        case assignReview = "assign_review"
        case startReview = "start_review"
        case declareIndependence = "declare_independence"
        case decideReview = "decide_review"
        case reassignReview = "reassign_review"
        case checkOpinion = "check_opinion"
        case resumeReview = "resume_review"
        case settleConflicts = "settle_conflicts"
        case revise
        case pass
        case writeAnswer = "write_answer"
        case releaseAnswers = "release_answers"
        case certify
        case openChange = "open_change"
        case escalate
        case dispute
        case settleDispute = "settle_dispute"
        case claimSpecialty = "claim_specialty"
        case assignSpecialty = "assign_specialty"
        case reviewSpecialty = "review_specialty"
        case checkSpecialty = "check_specialty"
        case settleDebt = "settle_debt"

        /// Roles that do it.
        public var roles: Set<Role> {
            switch self {
            case .sealPart, .releaseAnswers: [.projectLeader, .surveyFirm]
            case .confirmSet, .confirm, .submit, .inviteInstitute, .dispute: [.owner, .ownerAgent]
            case .settleDispute: [.regulator, .authorityDecider]
            case .assignReview, .reassignReview, .assignSpecialty: [.dispatcher, .technicalHead]
            case .accept, .pass, .openChange, .settleDebt: [.deskClerk, .lead]
            case .settleConflicts, .escalate: [.lead]
            case .claimReview, .claimSpecialty: [.reviewer, .dispatcher]
            case .startReview, .decideReview, .reviewSpecialty: [.reviewer]
            case .declareIndependence: [.reviewer, .checker, .technicalHead]
            case .checkOpinion, .checkSpecialty: [.checker, .technicalHead]
            case .resumeReview: [.technicalHead, .issuer, .lead]
            case .revise: [.owner, .ownerAgent, .projectLeader, .surveyFirm]
            case .writeAnswer: [.projectLeader, .surveyFirm]
            case .certify: [.issuer]
            }
        }

        /// Whether whoever does it in a role reviews or checks: then he must have no part in what is reviewed. Who only gives reviews to others need not.
        public func isReviewing(in role: Role?) -> Bool {
            switch self {
            case .claimReview, .claimSpecialty: role != .dispatcher
            case .startReview, .decideReview, .reviewSpecialty, .checkOpinion, .checkSpecialty: true
            default: false
            }
        }

        /// Why it is somebody's turn.
        public var why: Bilingual {
            switch self {
            case .sealPart: Bilingual(zh: "本单位部分尚未封存", en: "the institute's part is not sealed")
            case .confirmSet: Bilingual(zh: "组成的全套图纸待本方确认", en: "the composed set awaits this side's confirmation")
            case .confirm: Bilingual(zh: "图纸已齐,待建设单位确认", en: "the set is complete and awaits the owner's confirmation")
            case .submit: Bilingual(zh: "已确认,待报审", en: "confirmed, to be submitted")
            case .accept: Bilingual(zh: "已报审,待受理", en: "submitted, to be accepted, returned or refused")
            case .claimReview: Bilingual(zh: "待领取或派审", en: "the review waits to be claimed or assigned")
            case .assignReview: Bilingual(zh: "审查人已回避,待另行派审", en: "the reviewer stepped aside; to be given to another")
            case .startReview: Bilingual(zh: "已派审,待开始", en: "assigned, to be taken up")
            case .declareIndependence: Bilingual(zh: "须先声明与本项目无利害关系", en: "independence from the project is to be declared first")
            case .decideReview: Bilingual(zh: "审查中,待作出结论", en: "under review, to be decided")
            case .inviteInstitute: Bilingual(zh: "尚未邀请设计单位", en: "no institute is invited yet")
            case .reassignReview: Bilingual(zh: "审查人已停用或其委托已终止,待改派", en: "the reviewer may not act any more; to be given to another")
            case .dispute: Bilingual(zh: "审查不合格,可申请复查", en: "failed; a re-check may be asked for")
            case .settleDispute: Bilingual(zh: "复查中,待作出结论", en: "disputed, to be concluded")
            case .checkOpinion: Bilingual(zh: "审查意见待校核", en: "the drafted opinion awaits a second person")
            case .resumeReview: Bilingual(zh: "审查已中止,待恢复", en: "suspended, to be resumed")
            case .claimSpecialty: Bilingual(zh: "专业待领取或派审", en: "a specialty waits to be claimed or assigned")
            case .assignSpecialty:
                Bilingual(zh: "专业的审查人或校核人已不能办理,待另行派审", en: "a specialty's reviewer or checker may not act any more; to be given to another")
            case .reviewSpecialty: Bilingual(zh: "专业审查中,待完成", en: "a specialty is under review, to be finished")
            case .checkSpecialty: Bilingual(zh: "专业已审,待校核", en: "a specialty is finished and awaits its checker")
            case .settleConflicts: Bilingual(zh: "意见冲突待协调", en: "conflicts between disciplines await settlement")
            case .revise: Bilingual(zh: "审查意见已出具,待修改", en: "the opinion is out; the revision is to begin")
            case .pass: Bilingual(zh: "没有必须整改的意见,待审查通过", en: "nothing blocks; the case is to be passed")
            case .writeAnswer: Bilingual(zh: "意见待回复", en: "an item awaits its answer")
            case .releaseAnswers: Bilingual(zh: "回复已拟好,待发出", en: "answers are written, to be released")
            case .openChange: Bilingual(zh: "重大变更已确认,待受理变更", en: "a major change is confirmed, to be taken up")
            case .escalate: Bilingual(zh: "已达轮次上限,待升级", en: "the limit of rounds is reached; to be escalated")
            case .settleDebt: Bilingual(zh: "容缺材料待补齐并核收", en: "items owed are to be brought and received")
            case .certify: Bilingual(zh: "审查已通过,待发合格书", en: "passed, to be certified")
            }
        }
    }
}
