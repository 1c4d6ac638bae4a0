import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Stops a review for a listed cause and lets it go on, one or all of a case: `/v1/reviews/{id}/suspend`, `…/resume`, `/v1/cases/{id}/suspend`, `…/resume`,
/// and what that did to its limits: `/v1/cases/{id}/clock`.
struct SuspensionRoutes: Sendable {
    let interface: HTTPInterface

    func suspend(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SuspendBody.read(bytes)
        return try await one(request, context, .reviewSuspend, bytes) { tx, record, value in
            try await tx.suspend(record, value, cause: body.cause, reason: body.reason, as: try tx.actor.acting)
        }
    }

    func resume(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.noBody(interface.configuration)
        return try await one(request, context, .reviewResume, bytes) { tx, record, value in
            try await tx.resume(record, value, as: try tx.actor.acting)
        }
    }

    /// A review from which somebody stepped aside goes back to the queue, where the next one claims it.
    func requeue(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.noBody(interface.configuration)
        return try await one(request, context, .reviewRequeue, bytes) { tx, record, value in
            try await tx.move(record, to: try value.applying(.requeue, by: try tx.actor.acting), by: .requeue)
        }
    }

    /// The coordinator stops every review of the case that is not decided.
    func suspendAll(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SuspendBody.read(bytes)
        return try await all(request, context, .reviewSuspend, .suspend, bytes) { tx, record, value in
            try await tx.suspend(record, value, cause: body.cause, reason: body.reason, as: try tx.actor.acting)
        }
    }

    /// The coordinator lets every stopped review of the case go on.
    func resumeAll(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.noBody(interface.configuration)
        return try await all(request, context, .reviewResume, .resume, bytes) { tx, record, value in
            try await tx.resume(record, value, as: try tx.actor.acting)
        }
    }

    func clock(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return ClockBody(
                suspensions: try await tx.suspensions(of: id).map(ClockBody.Suspension.init),
                dueChanges: try await tx.dueChanges(of: id).map(ClockBody.DueChange.init))
        }
        return try .json(body)
    }

    private typealias Move = @Sendable (Tx, ReviewRecord, Review) async throws -> ReviewRecord

    private func one(_ request: Request, _ context: SignedIn, _ act: Act, _ bytes: [UInt8], _ move: @escaping Move) async throws -> Response {
        let id = try context.id("reviewId")
        let asking = try await interface.actor(for: act, on: .review(id), context)
        let discipline = try await interface.store.transaction(as: asking) { try await $0.review(id).discipline }
        let actor = try await interface.actor(for: act, on: .review(id), context, in: discipline)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, value) = try await tx.lockReview(id)
            if tx.actor.role == .lead, try await tx.caseRecord(record.caseID).lead != tx.actor.organisation { throw Denial.seat(act) }
            try request.requireMatch(record.version)
            let moved = try await move(tx, record, value)
            outbox.add(.review, case: moved.caseID, object: moved.id)
            return ReviewBody(moved)
        }
    }

    private func all(
        _ request: Request, _ context: SignedIn, _ act: Act, _ kind: ReviewAction.Kind, _ bytes: [UInt8], _ move: @escaping Move
    ) async throws -> Response {
        let id = try context.id("caseId")
        let actor = try await interface.actor(for: act, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let record = try await tx.caseRecord(id)
            guard tx.actor.role == .lead, record.lead == tx.actor.organisation else { throw Denial.seat(act) }
            // In the order in which everybody locks them; what somebody decides meanwhile is left alone.
            let there = try await tx.reviews(of: id).filter { $0.state.actions.contains(kind) }.sorted { $0.id.text < $1.id.text }
            guard !there.isEmpty else { throw SuspensionRefusal.nothingThere(kind) }
            var moved: [ReviewRecord] = []
            for review in there {
                let (record, value) = try await tx.lockReview(review.id)
                guard record.state.actions.contains(kind) else { continue }
                moved.append(try await move(tx, record, value))
                outbox.add(.review, case: id, object: record.id)
            }
            return ReviewsMovedBody(items: moved.map(ReviewBody.init))
        }
    }
}

extension ClockBody.Suspension {
    fileprivate init(_ record: SuspensionRecord) {
        self.init(
            reviewId: record.review, cause: record.cause, reason: record.reason, suspendedBy: record.suspendedBy, suspendedAt: record.suspendedAt,
            resumedBy: record.resumedBy, resumedAt: record.resumedAt)
    }
}

extension ClockBody.DueChange {
    fileprivate init(_ record: DueChangeRecord) {
        self.init(
            reviewId: record.review, cause: record.cause, source: record.source, before: record.before, after: record.after, changedAt: record.at)
    }
}
