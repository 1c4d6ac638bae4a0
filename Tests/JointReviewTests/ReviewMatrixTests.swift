import Foundation
import JointReview
import Testing

/// The whole life of a review, written down a second time by hand: state → act → state after.
@Suite struct ReviewMatrixTests {
    typealias Kind = ReviewAction.Kind

    private static let waiting: [Kind: ReviewState] = [
        .assign: .assigned, .claim: .inReview, .replaceBody: .pending, .suspend: .suspended, .cancel: .cancelled, .makeNotApplicable: .notApplicable,
    ]
    private static let assigned: [Kind: ReviewState] = [
        .claim: .inReview, .start: .inReview, .release: .returnedToQueue, .reassign: .reassigned, .recuse: .recused, .replaceBody: .pending,
        .suspend: .suspended,
        .cancel: .cancelled, .makeNotApplicable: .notApplicable,
    ]

    // `decide` leads to two states, by its decision; `resume` to where the review was suspended.
    static let table: [ReviewState: [Kind: ReviewState]] = [
        .notApplicable: [.reopen: .pending],
        .pending: waiting,
        .returnedToQueue: waiting,
        .recused: [
            .assign: .assigned, .requeue: .returnedToQueue, .replaceBody: .pending, .suspend: .suspended, .cancel: .cancelled,
            .makeNotApplicable: .notApplicable,
        ],
        .assigned: assigned,
        .reassigned: assigned,
        .inReview: [
            .release: .returnedToQueue, .reassign: .reassigned, .recuse: .recused, .replaceBody: .pending, .draftOpinion: .opinionDrafted,
            .decide: .issuedPass,
            .suspend: .suspended, .cancel: .cancelled, .makeNotApplicable: .notApplicable,
        ],
        .opinionDrafted: [
            .check: .checked, .returnDraft: .inReview, .reassign: .reassigned, .recuse: .recused, .replaceBody: .pending, .suspend: .suspended,
            .cancel: .cancelled,
        ],
        .checked: [
            .decide: .issuedPass, .returnDraft: .inReview, .reassign: .reassigned, .recuse: .recused, .replaceBody: .pending, .suspend: .suspended,
            .cancel: .cancelled,
        ],
        .issuedPass: [.outdate: .outdated, .cancel: .cancelled],
        .issuedComments: [.verify: .verifying, .outdate: .outdated, .cancel: .cancelled],
        .verifying: [
            .draftOpinion: .opinionDrafted, .decide: .issuedPass, .reassign: .reassigned, .recuse: .recused, .replaceBody: .pending,
            .suspend: .suspended,
            .cancel: .cancelled, .outdate: .outdated,
        ],
        .suspended: [.resume: .verifying, .reassign: .suspended, .cancel: .cancelled],
        .outdated: [.reopen: .pending, .cancel: .cancelled],
        .cancelled: [:],
    ]

    @Test func theTableNamesEveryState() {
        #expect(Set(Self.table.keys) == Set(ReviewState.allCases))
        for state in ReviewState.allCases {
            #expect(state.actions == Set(Self.table[state].map { Array($0.keys) } ?? []), "\(state)")
        }
    }

    @Test(arguments: ReviewState.allCases, ReviewAction.samples)
    func onlyTheseMovesExist(from state: ReviewState, _ action: ReviewAction) {
        var reached: Set<ReviewState> = []
        for role in action.kind.act.roles {
            for trial in Trial.all(state, action, role) {
                if let after = trial.result { reached.insert(after.state) }
            }
        }
        guard let expected = Self.table[state]?[action.kind] else {
            #expect(reached.isEmpty)
            return
        }
        if case .decide(.fail) = action {
            #expect(reached == [.issuedComments])
        } else {
            #expect(reached == [expected])
        }
    }

    @Test(arguments: ReviewState.allCases, ReviewAction.samples)
    func whatDoesNotExistIsRefusedByName(from state: ReviewState, _ action: ReviewAction) throws {
        guard Self.table[state]?[action.kind] == nil else { return }
        let role = try #require(action.kind.act.roles.first)
        let somebody = ActingPerson(person: UUID(), organisation: UUID(), role: role)
        let review = Review(id: UUID(), discipline: .fire, state: state)
        #expect(throws: ReviewRefusal.notAllowed(action.kind, from: state)) { try review.applying(action, by: somebody) }
    }

    @Test(arguments: ReviewAction.samples, Role.allCases)
    func aRoleWithoutTheActIsRefusedWhateverTheState(_ action: ReviewAction, _ role: Role) {
        guard !Permission.allows(action.kind.act, to: role) else { return }
        let somebody = ActingPerson(person: UUID(), organisation: UUID(), role: role)
        for state in ReviewState.allCases {
            #expect(throws: ReviewRefusal.roleMayNot(action.kind, role)) {
                try Review(id: UUID(), discipline: .fire, state: state).applying(action, by: somebody)
            }
        }
    }

    @Test func statesOfTheQueueAndOfAHandDoNotOverlap() {
        #expect(ReviewState.queued.isDisjoint(with: ReviewState.inHand))
        #expect(ReviewState.queued.allSatisfy { $0.actions.contains(.claim) })
        for state in ReviewState.allCases where state.isIssued { #expect(!state.isOutstanding) }
    }
}

/// One way to try an act: by the holder or by somebody else, with or without comments, with or without a checker.
private struct Trial {
    let review: Review
    let action: ReviewAction
    let actor: ActingPerson

    var result: Review? { try? review.applying(action, by: actor, attempt: 3) }

    static func all(_ state: ReviewState, _ action: ReviewAction, _ role: Role) -> [Trial] {
        let holder = UUID()
        var trials: [Trial] = []
        for standing in [Review.Standing(blockingComments: 1), .init(adviceComments: 1), .init()] {
            for needsChecker in [true, false] {
                for person in [holder, UUID()] {
                    let review = Review(
                        id: UUID(), discipline: .fire, state: state, reviewer: holder, attempt: 3, drafted: action.decision,
                        needsChecker: needsChecker, checker: UUID(), resumesTo: .verifying, standing: standing)
                    trials.append(Trial(review: review, action: action, actor: ActingPerson(person: person, organisation: UUID(), role: role)))
                }
            }
        }
        return trials
    }
}
