import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// A discipline that is added when reviewing has begun, or set aside: `/v1/reviews/{id}/reopen`, `…/set-aside`.
struct LateDisciplineRoutes: Sendable {
    let interface: HTTPInterface

    func add(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DisciplineGroundsBody.read(bytes)
        let actor = try await interface.actor(for: .reviewReopen, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let before = try await tx.review(id)
            try await tx.requireSeat(for: .reviewReopen, in: try await tx.caseRecord(before.caseID))
            let opened = try await tx.addDiscipline(id, reason: body.reason, basis: body.legalBasis, as: try tx.actor.acting)
            outbox.add(.review, case: opened.caseID, object: id)
            outbox.add(.case, case: opened.caseID, object: opened.caseID)
            return ReviewBody(try await tx.review(id))
        }
    }

    func setAside(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DisciplineGroundsBody.read(bytes)
        let actor = try await interface.actor(for: .reviewSetAside, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let before = try await tx.review(id)
            try await tx.requireSeat(for: .reviewSetAside, in: try await tx.caseRecord(before.caseID))
            let (review, opinion) = try await tx.setAside(id, reason: body.reason, basis: body.legalBasis, as: try tx.actor.acting)
            outbox.add(.review, case: review.caseID, object: id)
            if let opinion { outbox.add(.opinion, case: review.caseID, object: opinion) }
            return ReviewBody(try await tx.review(id))
        }
    }
}

extension DisciplineGroundsBody {
    fileprivate var legalBasis: LegalBasis { LegalBasis(text: basis, article: article, status: .toBeChecked) }
}
