/// Why an act on a case was refused.
public enum CaseRefusal: Error, Hashable, Sendable {
    /// The act does not exist in this state.
    case notAllowed(CaseAction.Kind, from: CaseState)
    /// Neither packages nor institutes are taken in in this state.
    case takesNoPackages(CaseState)
    /// The role may not do the act.
    case roleMayNot(CaseAction.Kind, Role)
    /// The act needs a reason.
    case reasonMissing(CaseAction.Kind)
    /// The act needs at least one item.
    case itemsMissing(CaseAction.Kind)
    /// Every part is sealed already.
    case nothingToSeal
    /// Parts of the package are not sealed.
    case partsUnsealed(Int)
    /// The owner has not confirmed the set.
    case notConfirmed
    /// The owner has confirmed the set already.
    case alreadyConfirmed
    /// A part of the package was not read yet, or has findings that reject it.
    case packageNotAcceptable
    /// Sets that partial packages make are not confirmed by both owner and institute.
    case setsUnconfirmed(Int)
    /// Both sides' confirmations would be one person's.
    case confirmedBySamePerson
    /// The package was applied to a set that is not the institute's last complete one any more.
    case setBaseMoved
    /// Reviews of this round have no decision.
    case reviewsUndecided(Int)
    /// Reviews of this round decided `fail`.
    case reviewsFailed(Int)
    /// Blocking comments stand.
    case blockingComments(Int)
    /// Nothing stands for which the case could fail.
    case nothingFails
    /// Items of the opinion have no released answer, or one that names a sheet which the set of the next round does not have.
    case itemsUnanswered(Int)
    /// Items were accepted, and the sheets that should show it are as they were.
    case itemsUnrevised([Int])
    /// Conflicts between disciplines are open.
    case conflictsOpen(Int)
    /// There is no conflict to reconcile.
    case noConflict
    /// Items of an acceptance with debts are owing.
    case debtsOpen(Int)
    /// The case had all the rounds that it may have.
    case roundLimit(Int)
    /// The round beyond the limit is allowed already, or is none beyond it.
    case nothingToEscalate
    /// Nothing was handed in for the change.
    case changeLacksSet
    /// Every discipline passed: there is nothing to revise.
    case nothingToRevise(CaseState)
    /// The opinion is not being answered in this state.
    case answersNotDue(CaseState)
    /// Review bodies are not chosen in this state.
    case choosesNoBody(CaseState)
    /// The change draws nothing otherwise.
    case nothingChanged
    /// A case with an approved set is superseded by one that is named.
    case successorMissing
    /// The certificate is another body's to issue.
    case otherIssuer
    /// Who issues has reviewed or checked.
    case issuerReviewed
    /// The issuer, or whom he stands for, stepped aside or has a part in what was reviewed.
    case issuerHasInterest

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .notAllowed: "case.not_allowed"
        case .takesNoPackages: "case.takes_no_packages"
        case .roleMayNot: "case.role_may_not"
        case .reasonMissing: "case.reason_missing"
        case .itemsMissing: "case.items_missing"
        case .nothingToSeal: "case.nothing_to_seal"
        case .partsUnsealed: "case.parts_unsealed"
        case .notConfirmed: "case.not_confirmed"
        case .alreadyConfirmed: "case.already_confirmed"
        case .packageNotAcceptable: "case.package_not_acceptable"
        case .setsUnconfirmed: "case.sets_unconfirmed"
        case .confirmedBySamePerson: "case.confirmed_by_same_person"
        case .setBaseMoved: "case.set_base_moved"
        case .reviewsUndecided: "case.reviews_undecided"
        case .reviewsFailed: "case.reviews_failed"
        case .blockingComments: "case.blocking_comments"
        case .nothingFails: "case.nothing_fails"
        case .itemsUnanswered: "case.items_unanswered"
        case .itemsUnrevised: "case.items_unrevised"
        case .successorMissing: "case.successor_missing"
        case .conflictsOpen: "case.conflicts_open"
        case .noConflict: "case.no_conflict"
        case .debtsOpen: "case.debts_open"
        case .roundLimit: "case.round_limit"
        case .nothingToEscalate: "case.nothing_to_escalate"
        case .changeLacksSet: "case.change_lacks_set"
        case .nothingToRevise: "case.nothing_to_revise"
        case .answersNotDue: "case.answers_not_due"
        case .choosesNoBody: "case.chooses_no_body"
        case .nothingChanged: "case.nothing_changed"
        case .otherIssuer: "case.other_issuer"
        case .issuerReviewed: "case.issuer_reviewed"
        case .issuerHasInterest: "case.issuer_has_interest"
        }
    }
}
