import Foundation
import JointReview
import Testing

@Suite struct ReviewGuardTests {
    private let body = UUID()
    private let mei: ActingPerson
    private let jun: ActingPerson
    private let dispatcher: ActingPerson

    init() {
        mei = ActingPerson(person: UUID(), organisation: body, role: .reviewer)
        jun = ActingPerson(person: UUID(), organisation: body, role: .reviewer)
        dispatcher = ActingPerson(person: UUID(), organisation: body, role: .dispatcher)
    }

    private func review(
        _ state: ReviewState, attempt: Int = 0, held: Bool = true, drafted: Decision? = nil, needsChecker: Bool = false,
        _ change: (inout Review.Standing) -> Void = { _ in }
    ) -> Review {
        var standing = Review.Standing()
        change(&standing)
        return Review(
            id: UUID(), discipline: .fire, body: body, state: state, reviewer: held ? mei.person : nil, attempt: attempt, drafted: drafted,
            needsChecker: needsChecker, standing: standing)
    }

    @Test(arguments: [ReviewState.pending, .returnedToQueue])
    func aClaimPutsAWaitingReviewIntoOnesHands(_ state: ReviewState) throws {
        let claimed = try review(state, attempt: 4, held: false).applying(.claim, by: mei)
        #expect(claimed.state == .inReview && claimed.reviewer == mei.person && claimed.attempt == 5)
    }

    @Test(arguments: [ReviewState.assigned, .reassigned], [ReviewAction.claim, .start])
    func onlyTheAssigneeBegins(_ state: ReviewState, _ action: ReviewAction) throws {
        let assigned = review(state, attempt: 1)
        #expect(throws: ReviewRefusal.heldByAnother) { try assigned.applying(action, by: jun) }
        let begun = try assigned.applying(action, by: mei)
        #expect(begun.state == .inReview && begun.attempt == 2)
    }

    @Test func aStoppedReviewIsGivenToAnotherAndStaysStopped() throws {
        func stopped(by reviewer: UUID?) -> Review {
            Review(id: UUID(), discipline: .fire, body: body, state: .suspended, reviewer: reviewer, attempt: 2, resumesTo: .checked)
        }
        let action = ReviewAction.reassign(to: jun.person, reason: "离职")
        let given = try stopped(by: mei.person).applying(action, by: dispatcher)
        #expect(given.state == .suspended && given.reviewer == jun.person && given.attempt == 3)
        let going = try given.applying(.resume, by: ActingPerson(person: UUID(), organisation: body, role: .technicalHead))
        #expect(going.state == .reassigned && going.reviewer == jun.person, "what the other had proposed is not his")
        #expect(throws: ReviewRefusal.notAllowed(.reassign, from: .suspended)) { try stopped(by: nil).applying(action, by: dispatcher) }
    }

    @Test func aBodyClaimsFromItsOwnQueueOnly() {
        let stranger = ActingPerson(person: UUID(), organisation: UUID(), role: .reviewer)
        #expect(throws: ReviewRefusal.otherBody) { try review(.pending, held: false).applying(.claim, by: stranger) }
        let pool = Review(id: UUID(), discipline: .fire, state: .pending)
        #expect((try? pool.applying(.claim, by: stranger))?.state == .inReview)
    }

    @Test func whoeverMadeTheDrawingsDoesNotReviewThem() {
        let interested: (inout Review.Standing) -> Void = { [body] in $0.interests.organisations = [body] }
        #expect(throws: ReviewRefusal.conflictOfInterest) { try review(.pending, held: false, interested).applying(.claim, by: mei) }
        #expect(throws: ReviewRefusal.conflictOfInterest) { try review(.assigned, interested).applying(.start, by: mei) }
        #expect(throws: ReviewRefusal.conflictOfInterest) {
            try review(.pending, held: false, interested).applying(.assign(to: mei.person), by: dispatcher)
        }
        #expect(throws: ReviewRefusal.conflictOfInterest) {
            try review(.inReview, attempt: 1, interested).applying(.decide(.pass), by: mei, attempt: 1)
        }
    }

    @Test func whoRecusedHimselfDoesNotGetItBack() throws {
        let recused = try review(.inReview, attempt: 1).applying(.recuse(reason: "与设计单位有利害关系"), by: mei, attempt: 1)
        #expect(recused.state == .recused && recused.reviewer == nil)
        let queued = review(.returnedToQueue, held: false) { $0.interests.recused = [mei.person] }
        #expect(throws: ReviewRefusal.recusedEarlier) { try queued.applying(.claim, by: mei) }
        #expect(throws: ReviewRefusal.recusedEarlier) { try queued.applying(.assign(to: mei.person), by: dispatcher) }
        #expect(try queued.applying(.claim, by: jun).reviewer == jun.person)
    }

    @Test func aLateActIsRefused() throws {
        let first = try review(.pending, held: false).applying(.claim, by: mei)
        let queued = try first.applying(.release(reason: nil), by: mei, attempt: first.attempt)
        let second = try queued.applying(.claim, by: mei)
        #expect(second.attempt == first.attempt + 1)
        #expect(throws: ReviewRefusal.staleAttempt(current: second.attempt)) {
            try second.applying(.decide(.pass), by: mei, attempt: first.attempt)
        }
        #expect(throws: ReviewRefusal.attemptMissing) { try second.applying(.decide(.pass), by: mei) }
        #expect(throws: ReviewRefusal.heldByAnother) { try second.applying(.decide(.pass), by: jun, attempt: second.attempt) }
        #expect(try second.applying(.decide(.pass), by: mei, attempt: second.attempt).state == .issuedPass)
    }

    @Test func aDispatcherTakesAReviewFromOnePersonToAnother() throws {
        let held = review(.inReview, attempt: 2)
        let moved = try held.applying(.reassign(to: jun.person, reason: "请假"), by: dispatcher)
        #expect(moved.state == .reassigned && moved.reviewer == jun.person && moved.attempt == 3)
        #expect(throws: ReviewRefusal.alreadyHolds) { try held.applying(.reassign(to: mei.person, reason: "r"), by: dispatcher) }
        #expect(throws: ReviewRefusal.reasonMissing(.reassign)) { try held.applying(.reassign(to: jun.person, reason: ""), by: dispatcher) }
        #expect(throws: ReviewRefusal.heldByAnother) { try moved.applying(.release(reason: nil), by: mei, attempt: 3) }
    }

    // blocking, advice, information → what each decision comes to.
    @Test(
        arguments: [
            (0, 0, 0, nil, ReviewRefusal.noAdvice, ReviewRefusal.nothingToReturn), (0, 0, 1, nil, nil, .nothingToReturn),
            (0, 2, 0, .adviceStands(2), nil, .nothingToReturn), (3, 0, 0, .blockingComments(3), .blockingComments(3), nil),
            (1, 1, 1, .blockingComments(1), .blockingComments(1), nil),
        ] as [(Int, Int, Int, ReviewRefusal?, ReviewRefusal?, ReviewRefusal?)])
    func aDecisionRestsOnComments(
        _ blocking: Int, _ advice: Int, _ information: Int, _ pass: ReviewRefusal?, _ passWithAdvice: ReviewRefusal?, _ fail: ReviewRefusal?
    ) {
        for (decision, refusal) in [(Decision.pass, pass), (.passWithAdvice, passWithAdvice), (.fail, fail)] {
            let held = review(.inReview, attempt: 1) {
                $0.blockingComments = blocking
                $0.adviceComments = advice
                $0.informationComments = information
            }
            do throws(ReviewRefusal) {
                let after = try held.applying(.decide(decision), by: mei, attempt: 1)
                #expect(refusal == nil)
                #expect(after.decision == decision)
                #expect(after.state == (decision == .fail ? .issuedComments : .issuedPass))
            } catch {
                #expect(error == refusal)
            }
        }
    }

    @Test func whereARuleWantsACheckerNobodyDecidesAlone() throws {
        let checker = ActingPerson(person: UUID(), organisation: body, role: .checker)
        let held = review(.inReview, attempt: 1, needsChecker: true)
        #expect(throws: ReviewRefusal.checkNeeded) { try held.applying(.decide(.pass), by: mei, attempt: 1) }
        let drafted = try held.applying(.draftOpinion(.pass), by: mei, attempt: 1)
        #expect(drafted.state == .opinionDrafted && drafted.drafted == .pass)
        let himself = ActingPerson(person: mei.person, organisation: body, role: .checker)
        #expect(throws: ReviewRefusal.checkerIsReviewer) { try drafted.applying(.check, by: himself) }
        let checked = try drafted.applying(.check, by: checker)
        #expect(checked.checker == checker.person && checked.drafted == .pass)
        #expect(throws: ReviewRefusal.notTheCheckedDecision) { try checked.applying(.decide(.passWithAdvice), by: mei, attempt: 1) }
        let decided = try checked.applying(.decide(.pass), by: mei, attempt: 1)
        #expect(decided.state == .issuedPass && decided.decision == .pass && decided.drafted == nil)
        #expect(throws: ReviewRefusal.checkNotNeeded) { try review(.inReview, attempt: 1).applying(.draftOpinion(.pass), by: mei, attempt: 1) }
    }

    @Test(arguments: ReviewState.allCases.filter { $0.actions.contains(.suspend) })
    func aSuspendedReviewComesBackToWhereItWas(_ state: ReviewState) throws {
        let head = ActingPerson(person: UUID(), organisation: body, role: .technicalHead)
        let before = review(state, attempt: 2, drafted: state == .opinionDrafted || state == .checked ? .pass : nil, needsChecker: true)
        let back = try before.applying(.suspend(reason: "专家论证"), by: head).applying(.resume, by: head)
        #expect(back == before)
    }

    @Test func aDisciplineIsSetAsideOnlyWithItsLegalBasis() throws {
        let lead = ActingPerson(person: UUID(), organisation: UUID(), role: .lead)
        #expect(throws: ReviewRefusal.legalBasisMissing) {
            try review(.pending).applying(.makeNotApplicable(reason: "无危险品库", basis: " "), by: lead)
        }
        let aside = try review(.pending).applying(.makeNotApplicable(reason: "无危险品库", basis: "国发〔2016〕39号"), by: lead)
        #expect(aside.state == .notApplicable)
        #expect(try aside.applying(.reopen(reason: "项目内容变更"), by: lead).state == .pending)
    }
}
