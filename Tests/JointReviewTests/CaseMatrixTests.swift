import Foundation
import JointReview
import Testing

/// The whole life of a case, written down a second time by hand: state → act → state after.
@Suite struct CaseMatrixTests {
    typealias Kind = CaseAction.Kind

    // `settle_dispute` leads to three states, by its conclusion.
    static let table: [CaseState: [Kind: Set<CaseState>]] = [
        .draft: [.sealPart: [.draft, .awaitingOwnerConfirm], .withdraw: [.withdrawn]],
        .awaitingOwnerConfirm: [
            .confirm: [.awaitingOwnerConfirm], .sendBack: [.draft], .submit: [.submitted], .withdraw: [.withdrawn],
        ],
        .submitted: [
            .accept: [.accepted], .acceptWithDebts: [.acceptedWithDebts], .return: [.deficient], .refuse: [.refused], .withdraw: [.withdrawn],
        ],
        .deficient: [
            .sealPart: [.deficient], .confirm: [.deficient], .sendBack: [.deficient], .resubmit: [.submitted], .withdraw: [.withdrawn],
            .close: [.closed],
        ],
        .accepted: [.openReviews: [.inFirstReview], .withdraw: [.withdrawn]],
        .acceptedWithDebts: [.openReviews: [.inFirstReview], .withdraw: [.withdrawn]],
        .inFirstReview: [.reconcile: [.reconciling], .issueOpinion: [.opinionsIssued], .withdraw: [.withdrawn]],
        .reconciling: [.issueOpinion: [.opinionsIssued], .withdraw: [.withdrawn]],
        .opinionsIssued: [
            .startRevision: [.revising], .escalate: [.opinionsIssued], .pass: [.passed], .fail: [.failed], .withdraw: [.withdrawn],
            .supersede: [.superseded],
        ],
        .revising: [
            .sealPart: [.revising], .confirm: [.revising], .sendBack: [.revising], .resubmit: [.inReReview], .escalate: [.revising],
            .withdraw: [.withdrawn], .supersede: [.superseded], .close: [.closed],
        ],
        .inReReview: [
            .reconcile: [.reconciling], .issueOpinion: [.opinionsIssued], .pass: [.passed], .fail: [.failed], .withdraw: [.withdrawn],
        ],
        .passed: [.certify: [.certified], .withdraw: [.withdrawn], .supersede: [.superseded]],
        .certified: [.requestChange: [.changeRequested], .revoke: [.revoked], .supersede: [.superseded], .archive: [.archived]],
        .failed: [.dispute: [.disputed], .withdraw: [.withdrawn], .supersede: [.superseded], .close: [.closed]],
        .disputed: [.settleDispute: [.inReReview, .passed, .failed], .withdraw: [.withdrawn]],
        .changeRequested: [
            .sealPart: [.changeRequested], .confirm: [.changeRequested], .sendBack: [.changeRequested], .openChange: [.changeInReview],
            .dropChange: [.certified], .revoke: [.revoked], .supersede: [.superseded],
        ],
        .changeInReview: [
            .reconcile: [.changeInReview], .issueOpinion: [.changeInReview], .startRevision: [.changeRequested], .certify: [.certified],
            .dropChange: [.certified], .revoke: [.revoked], .supersede: [.superseded],
        ],
        .refused: [:], .withdrawn: [:], .superseded: [:], .revoked: [:], .archived: [:], .closed: [:],
    ]

    @Test func theTableNamesEveryState() {
        #expect(Set(Self.table.keys) == Set(CaseState.allCases))
    }

    @Test(arguments: CaseState.allCases, CaseAction.samples)
    func onlyTheseMovesExist(from state: CaseState, _ action: CaseAction) {
        var reached: Set<CaseState> = []
        for standing in [
            Case.Standing(packageIsAcceptable: true), .init(unsealedParts: 1, packageIsAcceptable: true, openConflicts: 1),
            .init(unsealedParts: 2, packageIsAcceptable: true), .init(packageIsAcceptable: true, roundLimit: 1),
            .init(packageIsAcceptable: true, blockingComments: 1),
        ] {
            let before = Case(id: UUID(), state: state, isConfirmed: action.kind != .confirm, standing: standing)
            for role in action.kind.act.roles {
                if let after = try? before.applying(action, by: role) { reached.insert(after.state) }
            }
        }
        let expected = Self.table[state]?[action.kind] ?? []
        if case .settleDispute = action {
            #expect(reached.isSubset(of: expected) && reached.count == min(1, expected.count))
        } else {
            #expect(reached == expected)
        }
    }

    @Test(arguments: CaseState.allCases, CaseAction.samples)
    func whatDoesNotExistIsRefusedByName(from state: CaseState, _ action: CaseAction) throws {
        guard Self.table[state]?[action.kind] == nil else { return }
        let role = try #require(action.kind.act.roles.first)
        #expect(throws: CaseRefusal.notAllowed(action.kind, from: state)) { try Case(id: UUID(), state: state).applying(action, by: role) }
    }

    @Test(arguments: CaseAction.samples, Role.allCases)
    func aRoleWithoutTheActIsRefusedWhateverTheState(_ action: CaseAction, _ role: Role) {
        guard !Permission.allows(action.kind.act, to: role) else { return }
        for state in CaseState.allCases {
            #expect(throws: CaseRefusal.roleMayNot(action.kind, role)) { try Case(id: UUID(), state: state).applying(action, by: role) }
        }
    }

    @Test func actionsOfAStateAreThoseOfTheTable() {
        for state in CaseState.allCases {
            #expect(state.actions == Set(Self.table[state].map { Array($0.keys) } ?? []), "\(state)")
        }
    }

    @Test func everyStateCanBeReachedFromADraft() {
        var reached: Set<CaseState> = [.draft]
        var frontier: [CaseState] = [.draft]
        while let state = frontier.popLast() {
            for next in (Self.table[state] ?? [:]).values.joined() where reached.insert(next).inserted { frontier.append(next) }
        }
        #expect(reached == Set(CaseState.allCases))
    }
}
