import Foundation
import JointReview
import Testing

/// Seeded walks over the case machine: whatever is tried in whatever order, these stay true.
@Suite struct CaseWalkTests {
    // A walk that ends begins again, not always at the beginning: late states are many acts away from a draft.
    private static let starts: [CaseState] = [.draft, .submitted, .inFirstReview, .revising, .passed]

    @Test(arguments: 0..<40)
    func aCaseNeverLeavesItsRules(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var current = Case(id: UUID(), state: .draft)
        var wasCertified = false
        var seen: Set<CaseState> = []
        for _ in 0..<1_000 {
            let standing = Case.Standing(
                unsealedParts: Int.random(in: 0...2, using: &random), packageIsAcceptable: Bool.random(using: &random),
                undecidedReviews: Int.random(in: 0...1, using: &random), failedReviews: Int.random(in: 0...1, using: &random),
                blockingComments: Int.random(in: 0...1, using: &random), openConflicts: Int.random(in: 0...1, using: &random),
                openDebts: Int.random(in: 0...1, using: &random))
            let before = Case(id: current.id, state: current.state, round: current.round, isConfirmed: current.isConfirmed, standing: standing)
            // Mostly what the state has and the role may, so that the walk gets somewhere; now and then anything at all.
            let isWild = Int.random(in: 0..<5, using: &random) == 0
            let fitting = CaseAction.samples.filter { isWild || before.state.actions.contains($0.kind) }
            let action = try #require(fitting.randomElement(using: &random))
            let roles = isWild ? Role.allCases : Role.allCases.filter(action.kind.act.roles.contains)
            let role = try #require(roles.randomElement(using: &random))
            guard let after = try? before.applying(action, by: role) else { continue }
            seen.insert(after.state)

            #expect(!before.state.isTerminal)
            #expect(after.id == before.id && after.standing == standing)
            #expect(after.round == before.round || after.round == before.round + 1)
            #expect(CaseMatrixTests.table[before.state]?[action.kind]?.contains(after.state) == true)
            if after.state == .submitted && before.state != .submitted { #expect(before.isConfirmed && standing.unsealedParts == 0) }
            if after.state == .passed { #expect(standing.openConflicts == 0 && standing.openDebts == 0) }
            if after.state == .certified, action == .certify { #expect(standing.blockingComments + standing.failedReviews + standing.openDebts == 0) }
            wasCertified = wasCertified || after.state == .certified
            // Nothing takes a certified case back into an unapproved state without revoking or superseding it.
            if wasCertified {
                #expect([.certified, .changeRequested, .changeInReview, .revoked, .superseded, .archived].contains(after.state))
            }
            current = after.state.isTerminal ? Case(id: UUID(), state: Self.starts.randomElement(using: &random) ?? .draft) : after
            if after.state.isTerminal { wasCertified = false }
        }
        #expect(seen.count >= 5, "the walk went nowhere: \(seen)")
    }
}
