public import Foundation

/// One specialty's part of a discipline's review (专业审查): its reviewer finishes it, its checker looks it over, and only then may the review decide.
public struct SpecialtyReview: Hashable, Sendable {
    /// Where it stands.
    public enum State: String, CaseIterable, Sendable, Codable, Labelled {
        /// Nobody has it.
        case waiting
        /// Given to a reviewer who has not taken it up.
        case assigned
        /// Its reviewer reads and comments.
        case inReview = "in_review"
        /// Its reviewer is through; the checker's turn.
        case finished
        /// The checker looked it over.
        case checked

        /// Name of the state.
        public var label: Bilingual {
            switch self {
            case .waiting: Bilingual(zh: "待领取", en: "waiting")
            case .assigned: Bilingual(zh: "已派审", en: "assigned")
            case .inReview: Bilingual(zh: "审查中", en: "in review")
            case .finished: Bilingual(zh: "已审,待校核", en: "finished, to be checked")
            case .checked: Bilingual(zh: "已校核", en: "checked")
            }
        }

        /// The acts that exist in the state; whether one succeeds depends on who acts.
        public var actions: Set<SpecialtyAction.Kind> {
            switch self {
            case .waiting: [.assign, .claim]
            case .assigned: [.assign, .claim, .release, .recuse]
            case .inReview: [.assign, .finish, .release, .recuse]
            case .finished: [.assign, .check, .sendBack, .recuse]
            case .checked: [.sendBack]
            }
        }
    }

    /// Name of the specialty, e.g. 电气.
    public let specialty: String
    /// Where it stands.
    public let state: State
    /// Who reviews it.
    public let reviewer: UUID?
    /// Who checks it: named by the dispatcher, or whoever checked it.
    public let checker: UUID?
    /// Grows with every change of reviewer; fences late acts.
    public let attempt: Int
    /// Persons whom a mandate ties to the reviewer, whose part of the review was given to another, or who left something in the specialty: a comment
    /// or its draft, a word on an earlier comment. They check nothing of his.
    public let boundPersons: Set<UUID>
    /// Comments of the specialty that its reviewer has begun and not published.
    public let unpublishedDrafts: Int

    /// A specialty as read under the lock of its review.
    public init(
        specialty: String, state: State = .waiting, reviewer: UUID? = nil, checker: UUID? = nil, attempt: Int = 0, boundPersons: Set<UUID> = [],
        unpublishedDrafts: Int = 0
    ) {
        self.specialty = specialty
        self.state = state
        self.reviewer = reviewer
        self.checker = checker
        self.attempt = attempt
        self.boundPersons = boundPersons
        self.unpublishedDrafts = unpublishedDrafts
    }
}

/// What may be done to one specialty of a review.
public enum SpecialtyAction: Hashable, Sendable {
    /// The body's dispatcher names the reviewer, the checker, or both; who had it before is out, with a reason.
    case assign(reviewer: UUID?, checker: UUID?, reason: String?)
    /// A reviewer takes it, or takes up what he was given.
    case claim
    /// Its reviewer is through.
    case finish
    /// The checker agrees.
    case check
    /// The checker sends it back to its reviewer.
    case sendBack(reason: String)
    /// Its reviewer, or the dispatcher, lays it down.
    case release(reason: String)
    /// Its reviewer steps aside for interest.
    case recuse(reason: String)

    /// The kind of an act, without its particulars.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case assign, claim, finish, check
        case sendBack = "send_back"
        case release, recuse

        /// The act in permission and audit.
        public var act: Act {
            switch self {
            case .assign: .specialtyAssign
            case .claim: .specialtyClaim
            case .finish: .specialtyFinish
            case .check: .specialtyCheck
            case .sendBack: .specialtySendBack
            case .release: .specialtyRelease
            case .recuse: .specialtyRecuse
            }
        }
    }

    /// The kind of the act.
    public var kind: Kind {
        switch self {
        case .assign: .assign
        case .claim: .claim
        case .finish: .finish
        case .check: .check
        case .sendBack: .sendBack
        case .release: .release
        case .recuse: .recuse
        }
    }

    /// The reason that comes with the act, if one does.
    public var reason: String? {
        switch self {
        case .assign(_, _, let reason): reason
        case .sendBack(let reason), .release(let reason), .recuse(let reason): reason
        case .claim, .finish, .check: nil
        }
    }
}

extension SpecialtyAction.Kind: Labelled {
    /// Name of the act.
    public var label: Bilingual {
        switch self {
        case .assign: Bilingual(zh: "派审", en: "assign")
        case .claim: Bilingual(zh: "领取", en: "claim")
        case .finish: Bilingual(zh: "完成审查", en: "finish")
        case .check: Bilingual(zh: "校核", en: "check")
        case .sendBack: Bilingual(zh: "退回重审", en: "send back")
        case .release: Bilingual(zh: "退回", en: "release")
        case .recuse: Bilingual(zh: "回避", en: "step aside from")
        }
    }
}
