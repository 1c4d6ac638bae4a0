import Foundation
import JointReview
import Testing

@Suite struct CaseGuardTests {
    private func aCase(_ state: CaseState, confirmed: Bool = true, round: Int = 1, _ change: (inout Case.Standing) -> Void = { _ in }) -> Case {
        var standing = Case.Standing(packageIsAcceptable: true)
        change(&standing)
        return Case(id: UUID(), state: state, round: round, isConfirmed: confirmed, standing: standing)
    }

    @Test func aCaseFailsOnWhatStandsAgainstItAndWithAReason() throws {
        for state in [CaseState.opinionsIssued, .inReReview] {
            #expect(throws: CaseRefusal.nothingFails) { try aCase(state).applying(.fail(reason: "拒不整改"), by: .lead) }
            // Advice and conflicts that nothing blocks on are no failure.
            #expect(throws: CaseRefusal.nothingFails) {
                try aCase(state) { ($0.openConflicts, $0.openDebts, $0.unansweredItems) = (1, 1, 1) }.applying(.fail(reason: "r"), by: .lead)
            }
            #expect(try aCase(state) { $0.blockingComments = 1 }.applying(.fail(reason: "r"), by: .lead).state == .failed)
            #expect(try aCase(state) { $0.failedReviews = 1 }.applying(.fail(reason: "r"), by: .technicalHead).state == .failed)
            #expect(throws: CaseRefusal.reasonMissing(.fail)) {
                try aCase(state) { $0.blockingComments = 1 }.applying(.fail(reason: " "), by: .lead)
            }
        }
    }

    @Test func noCaseFailsAndNoDisputeIsPassedBeforeEveryDisciplineHasDecided() throws {
        let open = aCase(.inReReview) { ($0.undecidedReviews, $0.blockingComments) = (2, 1) }
        for role in Act.caseFail.roles {
            #expect(throws: CaseRefusal.reviewsUndecided(2)) { try open.applying(.fail(reason: "拒不整改"), by: role) }
        }
        let disputed = aCase(.disputed) { $0.undecidedReviews = 1 }
        #expect(throws: CaseRefusal.reviewsUndecided(1)) { try disputed.applying(.settleDispute(.pass, reason: "r"), by: .regulator) }
        #expect(try disputed.applying(.settleDispute(.reReview, reason: "r"), by: .regulator).state == .inReReview)
    }

    @Test func theLastSealMovesADraftToTheOwner() throws {
        let two = aCase(.draft, confirmed: false) { $0.unsealedParts = 2 }
        #expect(try two.applying(.sealPart, by: .projectLeader).state == .draft)
        let last = aCase(.draft, confirmed: false) { $0.unsealedParts = 1 }
        #expect(try last.applying(.sealPart, by: .surveyFirm).state == .awaitingOwnerConfirm)
        #expect(throws: CaseRefusal.nothingToSeal) { try aCase(.draft).applying(.sealPart, by: .projectLeader) }
    }

    @Test func theOwnerConfirmsBeforeHeSubmits() throws {
        let waiting = aCase(.awaitingOwnerConfirm, confirmed: false)
        #expect(throws: CaseRefusal.notConfirmed) { try waiting.applying(.submit, by: .owner) }
        let confirmed = try waiting.applying(.confirm, by: .owner)
        #expect(confirmed.isConfirmed && confirmed.state == .awaitingOwnerConfirm)
        #expect(throws: CaseRefusal.alreadyConfirmed) { try confirmed.applying(.confirm, by: .owner) }
        #expect(try confirmed.applying(.submit, by: .ownerAgent).state == .submitted)
    }

    @Test func sendingBackTakesTheConfirmationAway() throws {
        for state in [CaseState.awaitingOwnerConfirm, .deficient, .revising, .changeRequested] {
            #expect(try !aCase(state).applying(.sendBack(reason: "缺结施-04"), by: .owner).isConfirmed)
        }
    }

    @Test func aSealInALaterRoundTakesTheConfirmationAway() throws {
        let revising = aCase(.revising) { $0.unsealedParts = 1 }
        let sealed = try revising.applying(.sealPart, by: .projectLeader)
        #expect(sealed.state == .revising && !sealed.isConfirmed)
    }

    @Test func nothingUnsealedOrUnacceptableIsConfirmed() {
        #expect(throws: CaseRefusal.partsUnsealed(1)) {
            try aCase(.awaitingOwnerConfirm) { $0.unsealedParts = 1 }.applying(.confirm, by: .owner)
        }
        for action in [CaseAction.confirm, .submit] {
            #expect(throws: CaseRefusal.packageNotAcceptable) {
                try aCase(.awaitingOwnerConfirm) { $0.packageIsAcceptable = false }.applying(action, by: .owner)
            }
        }
    }

    @Test func aSetOfChangesIsConfirmedByBothBeforeTheCaseGoesOn() {
        let acts: [(CaseState, CaseAction)] = [
            (.awaitingOwnerConfirm, .confirm), (.awaitingOwnerConfirm, .submit), (.deficient, .confirm), (.deficient, .resubmit),
            (.revising, .resubmit),
            (.changeRequested, .confirm),
        ]
        for (state, action) in acts {
            #expect(throws: CaseRefusal.setsUnconfirmed(1)) { try aCase(state) { $0.unconfirmedSets = 1 }.applying(action, by: .owner) }
        }
        // What comes first is told first.
        #expect(throws: CaseRefusal.partsUnsealed(2)) {
            try aCase(.awaitingOwnerConfirm) { ($0.unsealedParts, $0.unconfirmedSets) = (2, 1) }.applying(.confirm, by: .owner)
        }
    }

    @Test func theDeskMayReturnWhatItCannotAccept() throws {
        let bad = aCase(.submitted) { $0.packageIsAcceptable = false }
        #expect(throws: CaseRefusal.packageNotAcceptable) { try bad.applying(.accept, by: .system) }
        let returned = try bad.applying(.return(reason: "材料不齐", items: ["勘察报告"]), by: .deskClerk)
        #expect(returned.state == .deficient && !returned.isConfirmed)
    }

    @Test func aReturnNeedsItsReasonAndItsItems() {
        let submitted = aCase(.submitted)
        #expect(throws: CaseRefusal.reasonMissing(.return)) { try submitted.applying(.return(reason: " ", items: ["a"]), by: .deskClerk) }
        #expect(throws: CaseRefusal.itemsMissing(.return)) { try submitted.applying(.return(reason: "r", items: []), by: .deskClerk) }
        #expect(throws: CaseRefusal.itemsMissing(.return)) { try submitted.applying(.return(reason: "r", items: ["a", " "]), by: .deskClerk) }
        #expect(throws: CaseRefusal.itemsMissing(.acceptWithDebts)) { try submitted.applying(.acceptWithDebts(items: []), by: .deskClerk) }
    }

    @Test(arguments: CaseAction.samples.filter { $0.reason != nil })
    func everyActWithAReasonIsRefusedWithoutOne(_ sample: CaseAction) throws {
        let blank = try #require(sample.withReason("\u{3000}"))
        for state in CaseState.allCases where state.actions.contains(sample.kind) {
            for role in sample.kind.act.roles {
                #expect(throws: CaseRefusal.reasonMissing(sample.kind)) { try aCase(state).applying(blank, by: role) }
            }
        }
    }

    @Test func onlyTheSystemAndTheDeskAccept() {
        #expect(Act.caseAccept.roles == [.system, .deskClerk, .lead])
        #expect(throws: CaseRefusal.roleMayNot(.accept, .owner)) { try aCase(.submitted).applying(.accept, by: .owner) }
    }

    @Test func noOpinionBeforeTheLastDecisionNorOverAnOpenConflict() throws {
        let open = aCase(.inFirstReview) { $0.undecidedReviews = 2 }
        #expect(throws: CaseRefusal.reviewsUndecided(2)) { try open.applying(.issueOpinion, by: .system) }
        let conflict = aCase(.inFirstReview) { $0.openConflicts = 1 }
        #expect(throws: CaseRefusal.conflictsOpen(1)) { try conflict.applying(.issueOpinion, by: .system) }
        #expect(try conflict.applying(.reconcile, by: .system).state == .reconciling)
        #expect(throws: CaseRefusal.noConflict) { try aCase(.inFirstReview).applying(.reconcile, by: .system) }
    }

    @Test(arguments: [CaseState.opinionsIssued, .inReReview])
    func aPassNeedsEverythingSettled(_ state: CaseState) throws {
        let refusals: [(CaseRefusal, (inout Case.Standing) -> Void)] = [
            (.reviewsUndecided(1), { $0.undecidedReviews = 1 }), (.conflictsOpen(1), { $0.openConflicts = 1 }),
            (.reviewsFailed(1), { $0.failedReviews = 1 }), (.blockingComments(3), { $0.blockingComments = 3 }), (.debtsOpen(1), { $0.openDebts = 1 }),
        ]
        for (refusal, change) in refusals {
            #expect(throws: refusal) { try aCase(state, change).applying(.pass, by: .system) }
            #expect(throws: refusal) { try aCase(.passed, change).applying(.certify, by: .issuer) }
            #expect(throws: refusal) { try aCase(.changeInReview, change).applying(.certify, by: .issuer) }
        }
        #expect(try aCase(state).applying(.pass, by: .system).state == .passed)
    }

    @Test func roundsCountReviewsNotReturns() throws {
        #expect(try aCase(.deficient).applying(.resubmit, by: .owner).round == 1)
        #expect(try aCase(.revising).applying(.resubmit, by: .owner).round == 2)
        #expect(try aCase(.revising, round: 2).applying(.resubmit, by: .owner).round == 3)
        #expect(try aCase(.disputed, round: 2).applying(.settleDispute(.reReview, reason: "专家论证"), by: .regulator).round == 3)
        #expect(try aCase(.changeRequested, round: 2).applying(.openChange, by: .deskClerk).round == 3)
    }

    @Test func aDroppedChangeLeavesTheApprovedSetInForce() throws {
        for state in [CaseState.changeRequested, .changeInReview] {
            #expect(try aCase(state).applying(.dropChange(reason: "不再变更"), by: .owner).state == .certified)
        }
    }
}

extension CaseAction {
    /// The same act with another reason; nil for an act without one.
    fileprivate func withReason(_ reason: String) -> CaseAction? {
        switch self {
        case .sendBack: .sendBack(reason: reason)
        case .return(_, let items): .return(reason: reason, items: items)
        case .refuse: .refuse(reason: reason)
        case .fail: .fail(reason: reason)
        case .dispute: .dispute(reason: reason)
        case .settleDispute(let outcome, _): .settleDispute(outcome, reason: reason)
        case .requestChange: .requestChange(reason: reason)
        case .dropChange: .dropChange(reason: reason)
        case .escalate: .escalate(reason: reason)
        case .withdraw: .withdraw(reason: reason)
        case .supersede: .supersede(reason: reason, successor: UUID())
        case .revoke: .revoke(reason: reason)
        case .close: .close(reason: reason)
        default: nil
        }
    }
}
