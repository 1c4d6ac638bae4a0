public import Foundation

/// What may be done to a case as a whole. Reasons and items are part of the act: without them it is refused.
public enum CaseAction: Hashable, Sendable {
    /// An institute declares its part of the package complete.
    case sealPart
    /// The owner confirms the composed set.
    case confirm
    /// The owner gives the set back to the institutes before submitting it.
    case sendBack(reason: String)
    /// The owner submits.
    case submit
    /// The desk accepts; the system does so under a named rule.
    case accept
    /// The desk accepts although items are missing; they hold up the pass.
    case acceptWithDebts(items: [String])
    /// The desk returns the case once, with everything that is missing (退回).
    case `return`(reason: String, items: [String])
    /// The desk refuses the case (不予受理).
    case refuse(reason: String)
    /// The owner submits again: after a return, or with the revised set.
    case resubmit
    /// Acceptance opens the reviews of all disciplines.
    case openReviews
    /// Open conflicts between disciplines hold up the opinion.
    case reconcile
    /// The merged opinion goes out.
    case issueOpinion
    /// The institutes begin to answer the opinion.
    case startRevision
    /// Every applicable discipline passes and nothing blocks.
    case pass
    /// The review ends without a pass, with reasons.
    case fail(reason: String)
    /// The certificate is issued; also that of a change.
    case certify
    /// Owner or institute asks for a re-check (复查).
    case dispute(reason: String)
    /// The panel's conclusion on the re-check.
    case settleDispute(DisputeOutcome, reason: String)
    /// The owner asks for a change of an approved set.
    case requestChange(reason: String)
    /// The change goes into review; the approved set stays in force.
    case openChange
    /// The change is given up or not passed; the approved set stays in force.
    case dropChange(reason: String)
    /// The lead lets a case go beyond the limit of rounds, and says why (升级).
    case escalate(reason: String)
    /// The owner withdraws the case.
    case withdraw(reason: String)
    /// Another case replaces this one; one that has something approved names it.
    case supersede(reason: String, successor: UUID? = nil)
    /// The certificate was wrong.
    case revoke(reason: String)
    /// Everything is done and filed.
    case archive
    /// The case lapsed.
    case close(reason: String)

    /// What a re-check can conclude.
    public enum DisputeOutcome: String, CaseIterable, Sendable, Codable {
        /// Reviewed once more.
        case reReview = "re_review"
        /// The panel passes it.
        case pass
        /// The failure stands.
        case fail
    }

    /// The kind of an act, without its particulars.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case sealPart = "seal_part"
        case confirm
        case sendBack = "send_back"
        case submit
        case accept
        case acceptWithDebts = "accept_with_debts"
        case `return`
        case refuse
        case resubmit
        case openReviews = "open_reviews"
        case reconcile
        case issueOpinion = "issue_opinion"
        case startRevision = "start_revision"
        case pass
        case fail
        case certify
        case dispute
        case settleDispute = "settle_dispute"
        case requestChange = "request_change"
        case openChange = "open_change"
        case dropChange = "drop_change"
        case escalate
        case withdraw
        case supersede
        case revoke
        case archive
        case close
    }
}
