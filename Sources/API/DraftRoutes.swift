import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Private drafts of comments: until they are published, seen by their author and by those of his body who check: checkers and technical head.
struct DraftRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("reviewId")
        let person = try context.person
        let found = try await interface.read(.draftRead, on: .review(id), context) { tx in
            let review = try await tx.review(id)
            let checks = [Role.checker, .technicalHead].contains { person.holds($0, discipline: review.discipline) }
            return try await tx.drafts(of: id, asChecker: checks, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.id) }, CommentDraftBody.init))
    }

    func begin(_ request: Request, _ context: SignedIn) async throws -> Response {
        let review = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DraftContentBody.read(bytes)
        let actor = try await interface.actor(for: .draftWrite, on: .review(review), context)
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            let record = try await tx.review(review)
            guard record.decision == nil else { throw ReviewRefusal.notInHand(record.state) }
            var content = body.draft
            if let standard = body.standardId {
                let found = try await tx.standardComment(standard)
                guard found.discipline == record.discipline else { throw StoreError.missing("standard comment \(standard)") }
                content = content.filled(from: found.content)
            }
            try await tx.requireWriting(in: record, content.specialty)
            return CommentDraftBody(try await tx.begin(content, id: id, in: record))
        }
    }

    /// Writes the whole draft anew.
    func rewrite(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("draftId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DraftContentBody.read(bytes)
        let actor = try await interface.actor(for: .draftWrite, on: .draft(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let before = try await tx.lockDraft(id)
            try request.requireMatch(before.version)
            return CommentDraftBody(try await tx.rewrite(before, body.draft))
        }
    }

    func discard(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("draftId")
        let actor = try await interface.actor(for: .draftWrite, on: .draft(id), context)
        return try await interface.once(request, as: actor, bytes: []) { tx, _ -> CommentDraftBody? in
            let draft = try await tx.lockDraft(id)
            try request.requireMatch(draft.version)
            try await tx.discard([draft])
            return nil
        }
    }

    func publish(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("draftId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try PublishDraftsBody.read(bytes)
        let actor = try await interface.actor(for: .commentPublish, on: .draft(id), context)
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            let draft = try await tx.lockDraft(id)
            let record = try await tx.review(draft.review)
            try await tx.requireWriting(in: record, draft.content.specialty)
            return try await tx.publish([draft], in: record, attempt: body.attempt, at: { _ in "" }, outbox).first
        }
    }

    /// All own drafts of a review, or none and everything that is wrong with any of them.
    func publishAll(_ request: Request, _ context: SignedIn) async throws -> Response {
        let review = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try PublishDraftsBody.read(bytes)
        let actor = try await interface.actor(for: .commentPublish, on: .review(review), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let record = try await tx.review(review)
            try await tx.requireWriting(in: record, nil)
            let drafts = try await tx.lockDrafts(of: review)
            return PublishedDraftsBody(
                items: try await tx.publish(drafts, in: record, attempt: body.attempt, at: { "/drafts/\($0.id.text)" }, outbox))
        }
    }
}

extension Tx {
    /// Publishes drafts that are locked together: every one of them, or none and every finding below the place of its draft.
    fileprivate func publish(
        _ drafts: [DraftRecord], in review: ReviewRecord, attempt: Int, at place: (DraftRecord) -> String, _ outbox: Outbox
    ) async throws -> [CommentBody] {
        var checked: [(UUID, CheckedComment)] = []
        var findings: [Finding] = []
        for draft in drafts {
            guard let comment = draft.content.comment else {
                findings += draft.content.missing.map { $0.below(place(draft)) }
                continue
            }
            let one = try await check(comment, in: review)
            findings += one.refused.map { $0.below(place(draft)) }
            checked.append((draft.id, one))
        }
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
        var published: [CommentBody] = []
        for (id, comment) in checked {
            published.append(try await publish(comment, id: id, in: review, attempt: attempt, reason: nil, outbox))
        }
        try await discard(drafts)
        return published
    }
}

extension CommentDraftBody {
    init(_ record: DraftRecord) {
        self.init(
            id: record.id, reviewId: record.review, caseId: record.caseID, authorId: record.author, content: DraftContentBody(record.content),
            version: record.version, createdAt: record.createdAt, changedAt: record.changedAt)
    }
}
