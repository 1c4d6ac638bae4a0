import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Comments that a review body makes often: `/v1/standard-comments/{discipline}`.
struct StandardRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after: (title: String, id: UUID)? = try page.place { cursor in
            guard cursor.parts.count == 2, let id = UUID(uuidString: cursor.parts[1]) else { return nil }
            return (cursor.parts[0], id)
        }
        let discipline = try context.discipline()
        let actor = try context.actor(for: .draftRead, in: discipline)
        let found = try await interface.store.transaction(as: actor) {
            try await $0.standardComments(discipline, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor(parts: [$0.content.title, $0.id.text]) }, StandardCommentBody.init))
    }

    func add(_ request: Request, _ context: SignedIn) async throws -> Response {
        let discipline = try context.discipline()
        let bytes = try await request.jsonBytes(interface.configuration)
        let content = try NewStandardCommentBody.read(bytes).content
        let actor = try context.actor(for: .standardChange, in: discipline)
        guard content.findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: content.findings) }
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            StandardCommentBody(try await tx.add(content, id: id, in: discipline))
        }
    }

    func retire(_ request: Request, _ context: SignedIn) async throws -> Response {
        let discipline = try context.discipline()
        let id = try context.id("standardId")
        let actor = try context.actor(for: .standardChange, in: discipline)
        return try await interface.once(request, as: actor, bytes: []) { tx, _ -> StandardCommentBody? in
            guard try await tx.standardComment(id).discipline == discipline else { throw StoreError.missing("standard comment \(id)") }
            try await tx.retireStandardComment(id)
            return nil
        }
    }
}

extension StandardCommentBody {
    init(_ record: StandardRecord) {
        self.init(id: record.id, discipline: record.discipline, content: record.content, authorId: record.author, createdAt: record.createdAt)
    }
}
