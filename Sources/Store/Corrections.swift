public import Foundation
public import JointReview

extension Tx {
    /// Corrects a comment whose review has decided, while the case is being reconciled: the body ends a conflict by its own word.
    ///
    /// The merge is made again at once: conflicts that are gone lapse, new ones are opened, and with none left the opinion is issued. Locks as everywhere:
    /// review, case, counter.
    /// - Throws: `ConflictRefusal.noSide` for a comment that is no side of an open conflict, `StoreError.stale` when the case has moved on or the actor
    ///   does not hold the review under this attempt.
    public func correctWhileReconciling(
        _ draft: CommentDraft, id: UUID, of old: CommentRecord, attempt: Int, reason: String?
    ) async throws -> (comment: CommentRecord, opinion: UUID?) {
        let review = try await lockReview(old.comment.review).record
        let record = try await lockCase(review.caseID).record
        let isChange = try await isHeldUp(record)
        guard record.state == .reconciling || isChange else { throw StoreError.stale("case \(record.id)") }
        let isSide = try await conflicts(of: record.id).contains { conflict in
            conflict.state == .open && conflict.members.contains { $0.comment == old.id }
        }
        guard isSide else { throw ConflictRefusal.noSide }
        let corrected = try await publish(draft, id: id, in: review.id, attempt: attempt, reason: reason, afterDecision: true)
        return (corrected, try await conclude(record.id, again: isChange).0)
    }
}
