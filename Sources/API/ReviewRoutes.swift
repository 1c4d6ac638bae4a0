import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Reviews as they are read: of a case, in a queue, in one's hands.
struct ReviewRoutes: Sendable {
    let interface: HTTPInterface

    func ofCase(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let id = try context.id("caseId")
        let found = try await interface.read(.caseView, on: .joint(id), context, outline: true) { tx in
            _ = try await tx.caseRecord(id)
            let (veil, isAside) = (try await tx.veil(of: id), try await tx.hasSteppedAside(from: .joint(id)))
            return try await tx.reviews(of: id).map { ReviewBody($0, behind: veil).inOutline(isAside) }
        }
        return try .json(page.slice(Array(found.enumerated()), \.offset, { $0.element }))
    }

    func review(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("reviewId")
        let body = try await interface.read(.caseView, on: .review(id), context, outline: true) { tx in
            let review = try await tx.review(id)
            let isAside = try await tx.hasSteppedAside(from: .review(id))
            return ReviewBody(review, behind: try await tx.veil(of: review.caseID)).inOutline(isAside)
        }
        let bytes = Array(try WireJSON.encode(body))
        return .json(bytes: bytes).tagged(bytes)
    }

    func queue(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let discipline = try context.discipline()
        let actor = try Self.bodyMember(context)
        guard try context.person.functions.contains(where: { $0.function == .reviewBody && $0.discipline == discipline }) else {
            throw Denial.seat(.reviewClaim)
        }
        let found = try await interface.store.transaction(as: actor) { tx in
            try await tx.queue(discipline, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor($0.dueAt, $0.id) }, ReviewBody.init))
    }

    func inHand(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let actor = try Self.bodyMember(context)
        let after = try page.dateAndID()
        // A person holds a handful; the place is found in memory.
        let found = try await interface.store.transaction(as: actor) { tx in try await tx.reviewsInHand(limit: 1000) }
        let rest = found.filter { review in after.map { (review.dueAt, review.id.text) > ($0.0, $0.1.text) } ?? true }
        return try .json(page.page(rest, { Cursor($0.dueAt, $0.id) }, ReviewBody.init))
    }

    /// Whoever works inside a review body may look at its queue.
    private static func bodyMember(_ context: SignedIn) throws -> Actor {
        let person = try context.person
        guard let role = person.person.roles.map(\.role).first(where: Role.reviewBody.contains) else { throw Denial.role(.reviewClaim) }
        return person.actor(as: role, requestID: context.requestID)
    }
}

extension ReviewBody {
    /// The review without what its reviewer says, for whoever stepped aside from the case.
    fileprivate func inOutline(_ isAside: Bool) -> ReviewBody {
        var body = self
        if isAside { body.summary = nil }
        return body
    }
}
