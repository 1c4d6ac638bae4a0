import Foundation
import JointReview
import Testing

/// Seeded walks over the review machine: whatever is tried in whatever order, these stay true.
@Suite struct ReviewWalkTests {
    @Test(arguments: 0..<40)
    func aReviewNeverLeavesItsRules(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 99)
        let body = UUID()
        let people = (0..<4).map { _ in UUID() }
        var current = fresh(body, needsChecker: seed.isMultiple(of: 2))
        var seen: Set<ReviewState> = []
        for _ in 0..<1_500 {
            let before = with(
                current,
                Review.Standing(
                    blockingComments: Int.random(in: 0...1, using: &random), adviceComments: Int.random(in: 0...1, using: &random),
                    interests: Interests(recused: Bool.random(using: &random) ? [people[0]] : [])))
            let fitting = ReviewAction.samples.filter { before.state.actions.contains($0.kind) && $0.kind != .cancel }
            guard let action = fitting.randomElement(using: &random) else {
                current = fresh(body, needsChecker: current.needsChecker)
                continue
            }
            let role = try #require(action.kind.act.roles.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random))
            let person = try #require(people.randomElement(using: &random))
            let attempt = [nil, before.attempt, before.attempt - 1].randomElement(using: &random) ?? nil
            let actor = ActingPerson(person: person, organisation: body, role: role)
            guard let after = try? before.applying(action, by: actor, attempt: attempt) else { continue }
            seen.insert(after.state)

            #expect(after.attempt == before.attempt || after.attempt == before.attempt + 1)
            #expect((after.decision != nil) == after.state.isIssued)
            if ReviewState.queued.contains(after.state) || after.state == .recused { #expect(after.reviewer == nil) }
            if ReviewState.inHand.contains(after.state) { #expect(after.reviewer != nil) }
            if let holder = after.reviewer, holder != before.reviewer { #expect(after.attempt == before.attempt + 1) }
            #expect(attempt == nil || attempt == before.attempt)
            if after.state.isIssued { #expect(before.reviewer == person && (!before.needsChecker || before.state == .checked)) }
            if after.decision == .fail { #expect(before.standing.blockingComments > 0) }
            if after.state == .issuedPass { #expect(before.standing.blockingComments == 0) }
            current = after
        }
        #expect(seen.count >= 7, "the walk went nowhere: \(seen)")
    }

    private func fresh(_ body: UUID, needsChecker: Bool) -> Review {
        Review(id: UUID(), discipline: .structural, body: body, state: .pending, needsChecker: needsChecker)
    }

    private func with(_ review: Review, _ standing: Review.Standing) -> Review {
        Review(
            id: review.id, discipline: review.discipline, body: review.body, state: review.state, reviewer: review.reviewer,
            attempt: review.attempt, decision: review.decision, drafted: review.drafted, needsChecker: review.needsChecker,
            checker: review.checker, resumesTo: review.resumesTo, standing: standing)
    }
}
