/// Why an act on a review was refused.
public enum ReviewRefusal: Error, Hashable, Sendable {
    /// The act does not exist in this state.
    case notAllowed(ReviewAction.Kind, from: ReviewState)
    /// The role may not do the act.
    case roleMayNot(ReviewAction.Kind, Role)
    /// The act needs a reason.
    case reasonMissing(ReviewAction.Kind)
    /// Declaring a discipline not applicable needs its legal basis.
    case legalBasisMissing
    /// The review waits for another review body.
    case otherBody
    /// The review is in another person's hands.
    case heldByAnother
    /// The act must name the attempt that it belongs to.
    case attemptMissing
    /// The attempt that the act belongs to is over.
    case staleAttempt(current: Int)
    /// The reviewer's organisation made or submitted what is reviewed.
    case conflictOfInterest
    /// The person recused himself from this review.
    case recusedEarlier
    /// The person already has it.
    case alreadyHolds
    /// `fail` without a blocking comment: nothing to return.
    case nothingToReturn
    /// Blocking comments stand.
    case blockingComments(Int)
    /// Blocking comments of earlier rounds were not verified in this one.
    case commentsUnchecked(Int)
    /// Points of the check list are not ticked: no pass of either kind.
    case checkpointsOpen([CheckRules.Point])
    /// `pass` although advice stands; that is `pass_with_advice`.
    case adviceStands(Int)
    /// `pass_with_advice` without advice or information.
    case noAdvice
    /// A second person must check before this review decides.
    case checkNeeded
    /// No second person checks this review.
    case checkNotNeeded
    /// The decision is another than the one that was checked.
    case notTheCheckedDecision
    /// The checker is the reviewer.
    case checkerIsReviewer
    /// The checker had a hand in what was reviewed, or a mandate ties him to the reviewer.
    case checkerTookPart
    /// The checker of the specialty has the review, and would decide over what he checked.
    case checkerDecides
    /// The person checks a specialty of the review, and would decide over what he checked.
    case checksSpecialty
    /// The reviewer has begun comments and not published them.
    case draftsLeft(Int)
    /// Nobody has claimed the review.
    case unclaimed
    /// Nobody works on the review in this state.
    case notInHand(ReviewState)
    /// Of a specialty of the review.
    case specialty(SpecialtyRefusal)
    /// Of the qualification or the independence of who is to review or check.
    case qualification(QualificationRefusal)

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .notAllowed: "review.not_allowed"
        case .roleMayNot: "review.role_may_not"
        case .reasonMissing: "review.reason_missing"
        case .legalBasisMissing: "review.legal_basis_missing"
        case .otherBody: "review.other_body"
        case .heldByAnother: "review.held_by_another"
        case .attemptMissing: "review.attempt_missing"
        case .staleAttempt: "review.stale_attempt"
        case .conflictOfInterest: "review.conflict_of_interest"
        case .recusedEarlier: "review.recused_earlier"
        case .alreadyHolds: "review.already_holds"
        case .nothingToReturn: "review.nothing_to_return"
        case .blockingComments: "review.blocking_comments"
        case .commentsUnchecked: "review.comments_unchecked"
        case .checkpointsOpen: "review.checkpoints_open"
        case .adviceStands: "review.advice_stands"
        case .noAdvice: "review.no_advice"
        case .checkNeeded: "review.check_needed"
        case .checkNotNeeded: "review.check_not_needed"
        case .notTheCheckedDecision: "review.not_the_checked_decision"
        case .checkerIsReviewer: "review.checker_is_reviewer"
        case .checkerTookPart: "review.checker_took_part"
        case .checkerDecides: "review.checker_decides"
        case .checksSpecialty: "review.checks_specialty"
        case .draftsLeft: "review.drafts_left"
        case .unclaimed: "review.unclaimed"
        case .notInHand: "review.not_in_hand"
        case .specialty(let refusal): refusal.code
        case .qualification(let refusal): refusal.code
        }
    }
}
