import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Clarification about a comment, and when the applicant sees comments at all.
struct ThreadRoutes: Sendable {
    let interface: HTTPInterface

    func messages(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("commentId")
        let found = try await interface.read(.caseView, on: .comment(id), context) { tx in
            _ = try await tx.openComment(id)
            return try await tx.messages(about: id, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor($0.writtenAt, $0.id) }, MessageBody.init))
    }

    func write(_ request: Request, _ context: SignedIn) async throws -> Response {
        let comment = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewMessageBody.read(bytes)
        let actor = try await interface.actor(for: .threadWrite, on: .comment(comment), context)
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            let found = try await tx.openComment(comment)
            let record = try await tx.caseRecord(found.caseID)
            guard !record.state.isOver else { throw ThreadRefusal.over(record.state) }
            let parts = Set(try await tx.partyRoles(in: record.id).compactMap(OrganisationFunction.init(rawValue:)))
            let isOwn = try await tx.review(found.comment.review).body == tx.actor.organisation
            guard body.visibility.isWritten(by: tx.actor.role, parts: parts, isOwnBody: isOwn) else {
                throw ThreadRefusal.notHisToWrite(body.visibility)
            }
            let written = try await tx.write(body.text, body.visibility, about: found, id: id)
            outbox.add(.thread, case: record.id, object: id)
            return MessageBody(written)
        }
    }

    /// The lead says when the applicant sees comments; what was seen is not unseen by it.
    func setOpenness(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try OpennessBody.read(bytes)
        let actor = try await interface.actor(for: .opennessChange, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let record = try await tx.lockCase(id).record
            try await tx.requireSeat(for: .opennessChange, in: record)
            guard !record.state.isOver else { throw ThreadRefusal.over(record.state) }
            guard record.state != .certified else { throw ThreadRefusal.allOpen }
            try request.requireMatch(record.version)
            let changed = try await tx.setOpenness(body.openness, of: record, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            return CaseBody(changed)
        }
    }
}

extension Tx {
    /// A comment that the actor's organisation may read.
    /// - Throws: `StoreError.missing` while it is not out for it; `Denial.restricted` for one on a sheet that is closed to it.
    func openComment(_ id: UUID) async throws -> CommentRecord {
        let found = try await comment(id)
        try await ActObject.joint(found.caseID).requireNotAside(self)
        guard try await !closedSheets(of: found.caseID).contains(found.comment.sheet) else { throw Denial.restricted }
        return found
    }
}

extension MessageBody {
    init(_ message: ThreadMessage) {
        self.init(
            id: message.id, commentId: message.comment, organisationId: message.organisation, personId: message.person, role: message.role,
            visibility: message.visibility, text: message.text, writtenAt: message.writtenAt)
    }
}
