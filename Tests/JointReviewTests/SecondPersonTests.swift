import Foundation
import JointReview
import Testing

/// Four eyes are four eyes under a mandate, too: judged by both persons on both sides.
@Suite struct SecondPersonTests {
    private static let reviewer = UUID()
    private static let colleague = UUID()
    private static let third = UUID()
    private static let body = UUID()

    private func drafted(bound: Set<UUID> = []) -> Review {
        Review(
            id: UUID(), discipline: .fire, body: Self.body, state: .opinionDrafted, reviewer: Self.reviewer, attempt: 1, drafted: .pass,
            needsChecker: true, standing: Review.Standing(boundPersons: bound))
    }

    /// Every pair of a person and whom he stands for, with and without a mandate that binds the reviewer.
    @Test(arguments: [reviewer, colleague, third], [nil, reviewer, colleague, third])
    func aCheckIsBySomebodyElseAltogether(_ person: UUID, _ standingFor: UUID?) {
        for bound in [[], [Self.colleague]] as [Set<UUID>] {
            for action in [ReviewAction.check, .returnDraft(reason: "r")] {
                let actor = ActingPerson(person: person, organisation: Self.body, role: .checker, standingFor: standingFor)
                let clash: ReviewRefusal? =
                    actor.persons.contains(Self.reviewer)
                    ? .checkerIsReviewer : bound.isDisjoint(with: actor.persons) ? nil : .checkerTookPart
                var refusal: ReviewRefusal?
                do throws(ReviewRefusal) { _ = try drafted(bound: bound).applying(action, by: actor) } catch { refusal = error }
                #expect(refusal == clash, "\(action.kind)")
            }
        }
    }

    @Test(arguments: [reviewer, colleague, third], [nil, reviewer, colleague, third])
    func whatWasAssignedIsTakenUpByTheAssigneeOrWhoStandsForHim(_ person: UUID, _ standingFor: UUID?) throws {
        let assigned = Review(id: UUID(), discipline: .fire, body: Self.body, state: .assigned, reviewer: Self.reviewer, attempt: 1)
        let actor = ActingPerson(person: person, organisation: Self.body, role: .reviewer, standingFor: standingFor)
        guard actor.persons.contains(Self.reviewer) else {
            #expect(throws: ReviewRefusal.heldByAnother) { try assigned.applying(.claim, by: actor) }
            return
        }
        // In his own name: the review is his from then on, and late acts of the other are fenced off.
        let taken = try assigned.applying(.claim, by: actor)
        #expect(taken.reviewer == person && taken.attempt == 2 && taken.state == .inReview)
    }

    @Test func whoRecusedHimselfDoesNotComeBackInAnothersName() {
        let assigned = Review(
            id: UUID(), discipline: .fire, body: Self.body, state: .assigned, reviewer: Self.reviewer, attempt: 1,
            standing: Review.Standing(interests: Interests(recused: [Self.colleague])))
        let actor = ActingPerson(person: Self.colleague, organisation: Self.body, role: .reviewer, standingFor: Self.reviewer)
        #expect(throws: ReviewRefusal.recusedEarlier) { try assigned.applying(.claim, by: actor) }
    }
}
