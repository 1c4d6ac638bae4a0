import Foundation
import JointReview
import Store

extension Tx {
    /// Refuses whoever does not review: neither the review as a whole, nor the specialty that is named, nor, where none is, any of its specialties.
    func requireWriting(in review: ReviewRecord, _ specialty: String?) async throws {
        try requireClaimed(review)
        if review.reviewer == actor.person { return }
        let own = try await specialtiesInHand(of: review)
        guard specialty.map({ name in own.contains { $0.value.specialty == name } }) ?? !own.isEmpty else { throw ReviewRefusal.heldByAnother }
    }

    /// Says why a comment cannot be published now, where it cannot: the statement that publishes it asks the same and only knows that it did not.
    func requireSpeaking(in review: ReviewRecord, _ specialty: String?, attempt: Int) async throws {
        try requireClaimed(review)
        guard [.inReview, .verifying].contains(review.state) else { throw ReviewRefusal.notInHand(review.state) }
        guard review.specialties > 0 else {
            guard review.reviewer == actor.person else { throw ReviewRefusal.heldByAnother }
            guard review.attempt == attempt else { throw ReviewRefusal.staleAttempt(current: review.attempt) }
            return
        }
        let all = try await specialties(of: review)
        guard let specialty else { throw ReviewRefusal.specialty(.unnamed(of: all.map(\.value.specialty))) }
        let value = try await self.specialty(specialty, of: review).value
        guard value.reviewer == actor.person else { throw ReviewRefusal.heldByAnother }
        guard value.attempt == attempt else { throw ReviewRefusal.staleAttempt(current: value.attempt) }
        guard value.state == .inReview else { throw ReviewRefusal.specialty(.notInReview(value.state)) }
    }

    private func requireClaimed(_ review: ReviewRecord) throws {
        guard review.body != nil else { throw ReviewRefusal.unclaimed }
        guard review.body == actor.organisation else { throw ReviewRefusal.otherBody }
        guard review.reviewer != nil || !ReviewState.queued.contains(review.state) else { throw ReviewRefusal.unclaimed }
    }

    private func specialtiesInHand(of review: ReviewRecord) async throws -> [SpecialtyRecord] {
        guard review.specialties > 0 else { return [] }
        return try await specialties(of: review).filter { $0.value.reviewer == actor.person }
    }
}
