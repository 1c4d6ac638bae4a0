public import Foundation

/// What may be done to one discipline's review.
public enum ReviewAction: Hashable, Sendable {
    /// A dispatcher gives it to a person.
    case assign(to: UUID)
    /// A reviewer takes it from the queue, or takes up what was assigned.
    case claim
    /// The assignee begins.
    case start
    /// Back to the queue (退回队列); the due date stays.
    case release(reason: String?)
    /// A dispatcher gives it to another person; the due date stays.
    case reassign(to: UUID, reason: String)
    /// The reviewer steps aside for interest (回避); the due date stays.
    case recuse(reason: String)
    /// The body steps aside as a whole, and another gets the review by rule; nil is the open pool of those who are fit. The due date stays.
    case replaceBody(with: UUID?, reason: String)
    /// A recused review goes back to the queue.
    case requeue
    /// The reviewer proposes a decision to the checker.
    case draftOpinion(Decision)
    /// The checker agrees.
    case check
    /// The checker sends the draft back.
    case returnDraft(reason: String)
    /// The decision goes out.
    case decide(Decision)
    /// The designers have answered: the reviewer verifies.
    case verify
    /// A special procedure stops the review.
    case suspend(reason: String)
    /// The special procedure is over.
    case resume
    /// The review is no longer wanted: the case ended.
    case cancel(reason: String)
    /// The discipline turns out not to apply.
    case makeNotApplicable(reason: String, basis: String)
    /// The discipline applies after all, or what was reviewed changed.
    case reopen(reason: String)
    /// A sheet of this discipline changed after the decision.
    case outdate

    /// The kind of an act, without its particulars.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case assign, claim, start, release, reassign, recuse, requeue
        case replaceBody = "replace_body"
        case draftOpinion = "draft_opinion"
        case check
        case returnDraft = "return_draft"
        case decide, verify, suspend, resume, cancel
        case makeNotApplicable = "make_not_applicable"
        case reopen, outdate
    }

    /// The kind of the act.
    public var kind: Kind {
        switch self {
        case .assign: .assign
        case .claim: .claim
        case .start: .start
        case .release: .release
        case .reassign: .reassign
        case .recuse: .recuse
        case .replaceBody: .replaceBody
        case .requeue: .requeue
        case .draftOpinion: .draftOpinion
        case .check: .check
        case .returnDraft: .returnDraft
        case .decide: .decide
        case .verify: .verify
        case .suspend: .suspend
        case .resume: .resume
        case .cancel: .cancel
        case .makeNotApplicable: .makeNotApplicable
        case .reopen: .reopen
        case .outdate: .outdate
        }
    }

    /// The reason that the act must come with; nil for an act that needs none.
    public var neededReason: String? {
        switch self {
        case .reassign(_, let reason), .recuse(let reason), .returnDraft(let reason), .suspend(let reason), .cancel(let reason),
            .makeNotApplicable(let reason, _), .reopen(let reason), .replaceBody(_, let reason):
            reason
        case .assign, .claim, .start, .release, .requeue, .draftOpinion, .check, .decide, .verify, .resume, .outdate: nil
        }
    }
}

extension ReviewAction.Kind {
    /// The act in permission and audit.
    public var act: Act {
        switch self {
        case .assign: .reviewAssign
        case .claim: .reviewClaim
        case .start: .reviewStart
        case .release: .reviewRelease
        case .reassign: .reviewReassign
        case .recuse: .reviewRecuse
        case .replaceBody: .reviewReplaceBody
        case .requeue: .reviewRequeue
        case .draftOpinion: .reviewDraftOpinion
        case .check: .reviewCheck
        case .returnDraft: .reviewReturnDraft
        case .decide: .reviewDecide
        case .verify: .reviewVerify
        case .suspend: .reviewSuspend
        case .resume: .reviewResume
        case .cancel: .reviewCancel
        case .makeNotApplicable: .reviewSetAside
        case .reopen: .reviewReopen
        case .outdate: .reviewOutdate
        }
    }
}
