import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Comments: published at once and for good; corrected by another that supersedes.
struct CommentRoutes: Sendable {
    let interface: HTTPInterface

    func ofCase(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("caseId")
        let reviews = try context.person.reviews
        let (record, found, closed) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            let found = try await tx.comments(of: id, after: after, limit: page.limit + 1)
            let closed = try await tx.closedSheets(of: id)
            if reviews { try await tx.recordSeen(found.prefix(page.limit).filter { !closed.contains($0.comment.sheet) }.map(\.id)) }
            return (record, found, closed)
        }
        // Disclosure stops at a restricted sheet: what is said of it is left out, and a page may be shorter for it.
        var body = page.page(found, { Cursor($0.comment.publishedAt, $0.comment.id) }, { CommentBody($0, in: record) })
        let left = Set(found.filter { closed.contains($0.comment.sheet) }.map(\.comment.id))
        body.items.removeAll { left.contains($0.id) }
        return try .json(body)
    }

    func comment(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("commentId")
        let reviews = try context.person.reviews
        let body = try await interface.read(.caseView, on: .comment(id), context) { tx in
            let found = try await tx.openComment(id)
            if reviews { try await tx.recordSeen([id]) }
            return CommentBody(found, in: try await tx.caseRecord(found.caseID))
        }
        return try .json(body)
    }

    func publish(_ request: Request, _ context: SignedIn) async throws -> Response {
        let review = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewCommentBody.read(bytes)
        let actor = try await interface.actor(for: .commentPublish, on: .review(review), context)
        return try await put(body.draft, attempt: body.attempt, reason: nil, request, actor, bytes) { _ in review }
    }

    func supersede(_ request: Request, _ context: SignedIn) async throws -> Response {
        let old = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SupersedeCommentBody.read(bytes)
        let actor = try await interface.actor(for: .commentSupersede, on: .comment(old), context)
        return try await put(body.draft(superseding: old), attempt: body.attempt, reason: body.reason, request, actor, bytes) { tx in
            try await tx.comment(old).comment.review
        }
    }

    private func put(
        _ draft: CommentDraft, attempt: Int, reason: String?, _ request: Request, _ actor: Actor, _ bytes: [UInt8],
        _ review: @escaping @Sendable (Tx) async throws -> UUID
    ) async throws -> Response {
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            let record = try await tx.review(try await review(tx))
            guard record.body != nil else { throw ReviewRefusal.unclaimed }
            guard record.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            let checked = try await tx.check(draft, in: record)
            guard checked.refused.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: checked.refused) }
            return try await tx.publish(checked, id: id, in: record, attempt: attempt, reason: reason, outbox)
        }
    }
}

extension SignedInPerson {
    /// Whether the person reviews: then it is kept which comments of the other bodies he has read.
    var reviews: Bool { person.roles.contains { [.reviewer, .checker, .technicalHead].contains($0.role) } }
}
