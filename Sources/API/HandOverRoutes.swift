import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// When somebody leaves: what he has in hand goes to another person of the review body (交接), `/v1/people/{id}/hand-over`.
struct HandOverRoutes: Sendable {
    let interface: HTTPInterface

    /// Re-assigns every review in a person's hands, all or none: each by the rule of one re-assignment, so that due dates stay, late acts of the
    /// former reviewer are fenced off, and the body is told. A disabled account can still be handed over from.
    func handOver(_ request: Request, _ context: SignedIn) async throws -> Response {
        let from = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try HandOverBody.read(bytes)
        let signedIn = try context.person
        // To everybody but those who dispatch in the same body, another person's account does not exist.
        guard let role = try context.role(for: .reviewReassign), role != .lead else { throw StoreError.missing("person") }
        let actor = signedIn.actor(as: role, requestID: context.requestID)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            guard try await tx.person(from).organisation == tx.actor.organisation else { throw StoreError.missing("person") }
            guard from != body.toPersonId else { throw ReviewRefusal.alreadyHolds }
            // All reviews first, then the counters of the log, as everywhere.
            var held: [(record: ReviewRecord, value: Review)] = []
            for id in try await tx.reviewsInHand(of: from) { held.append(try await tx.lockReview(id)) }
            var moved: [ReviewRecord] = []
            for (record, value) in held {
                // Decided, or passed on, while we waited for the row.
                guard record.reviewer == from, ReviewState.inHand.contains(record.state) else { continue }
                guard signedIn.holds(role, discipline: record.discipline) else { throw Denial.role(.reviewReassign) }
                try await tx.requireReviewer(body.toPersonId, for: record, at: "/toPersonId")
                let action = ReviewAction.reassign(to: body.toPersonId, reason: body.reason)
                moved.append(try await tx.move(record, to: try value.applying(action, by: try tx.actor.acting), by: action))
                if let office = record.body {
                    try await tx.notify(office, .reassigned, case: record.caseID, body: ["review": record.id.text, "reason": body.reason])
                }
                outbox.add(.review, case: record.caseID, object: record.id)
            }
            return HandedOverBody(reviews: moved.sorted { ($0.dueAt, $0.id.text) < ($1.dueAt, $1.id.text) }.map(ReviewBody.init))
        }
    }
}
