extension ReviewState {
    /// The acts that exist in the state; whether one succeeds depends on who acts and on the standing.
    public var actions: Set<ReviewAction.Kind> {
        switch self {
        case .notApplicable: [.reopen]
        case .pending, .returnedToQueue: [.assign, .claim, .replaceBody, .suspend, .cancel, .makeNotApplicable]
        case .assigned, .reassigned: [.claim, .start, .release, .reassign, .recuse, .replaceBody, .suspend, .cancel, .makeNotApplicable]
        case .inReview: [.release, .reassign, .recuse, .replaceBody, .draftOpinion, .decide, .suspend, .cancel, .makeNotApplicable]
        case .opinionDrafted: [.check, .returnDraft, .reassign, .recuse, .replaceBody, .suspend, .cancel]
        case .checked: [.decide, .returnDraft, .reassign, .recuse, .replaceBody, .suspend, .cancel]
        case .issuedPass: [.outdate, .cancel]
        case .issuedComments: [.verify, .outdate, .cancel]
        case .verifying: [.draftOpinion, .decide, .reassign, .recuse, .replaceBody, .suspend, .cancel, .outdate]
        case .recused: [.assign, .requeue, .replaceBody, .suspend, .cancel, .makeNotApplicable]
        case .suspended: [.resume, .reassign, .cancel]
        case .outdated: [.reopen, .cancel]
        case .cancelled: []
        }
    }

    /// States in which a review waits in the queue for a claim.
    public static let queued: Set<ReviewState> = [.pending, .returnedToQueue]

    /// States in which a review is in a person's hands.
    public static let inHand: Set<ReviewState> = [.assigned, .reassigned, .inReview, .opinionDrafted, .checked, .verifying]

    /// Whether the discipline has spoken for this round.
    public var isIssued: Bool { self == .issuedPass || self == .issuedComments }

    /// Whether the case waits for this review: neither issued nor out of the count.
    public var isOutstanding: Bool {
        switch self {
        case .pending, .assigned, .inReview, .opinionDrafted, .checked, .verifying, .suspended, .returnedToQueue, .reassigned, .recused, .outdated:
            true
        case .notApplicable, .issuedPass, .issuedComments, .cancelled:
            false
        }
    }
}
