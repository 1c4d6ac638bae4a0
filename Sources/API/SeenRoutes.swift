import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Who has read which comment of the other bodies before deciding: for the lead and the regulator.
struct SeenRoutes: Sendable {
    let interface: HTTPInterface

    func seen(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after: (Date, UUID, UUID)? = try page.place { cursor in
            guard cursor.parts.count == 3, let at = Cursor.instant(cursor.parts[0]), let comment = UUID(uuidString: cursor.parts[1]),
                let person = UUID(uuidString: cursor.parts[2])
            else { return nil }
            return (at, comment, person)
        }
        let id = try context.id("caseId")
        let found = try await interface.read(.seenRead, on: .joint(id), context) { tx in
            try await tx.requireSeat(for: .seenRead, in: try await tx.caseRecord(id))
            return try await tx.seenComments(of: id, after: after, limit: page.limit + 1)
        }
        return try .json(
            page.page(found, { Cursor(parts: [Cursor.text($0.seenAt), $0.comment.text, $0.person.text]) }) {
                SeenBody(commentId: $0.comment, discipline: $0.discipline, personId: $0.person, organisationId: $0.organisation, seenAt: $0.seenAt)
            })
    }

    func unseen(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("caseId")
        let found = try await interface.read(.seenRead, on: .joint(id), context) { tx in
            try await tx.requireSeat(for: .seenRead, in: try await tx.caseRecord(id))
            return try await tx.unseenComments(of: id, after: after, limit: page.limit + 1)
        }
        return try .json(
            page.page(found, { Cursor($0.decidedAt, $0.decision) }) {
                UnseenBody(
                    reviewId: $0.review, discipline: $0.discipline, round: $0.round, reviewerId: $0.reviewer, decidedAt: $0.decidedAt,
                    commentIds: $0.comments)
            })
    }
}
