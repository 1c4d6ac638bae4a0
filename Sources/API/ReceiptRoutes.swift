import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import NIOCore
import Store
import Wire

/// Proofs that something stands in the log: by entry, by object, by place.
struct ReceiptRoutes: Sendable {
    let interface: HTTPInterface

    /// Acts whose receipts everybody gets who sees the object. A decision is its own body's until the opinion tells it.
    private static let told: Set<Act> = [
        .packageUpload, .packageContents, .packageSheets, .caseAccept, .caseAcceptWithDebts, .reviewDecide, .opinionIssue, .reportIssue,
        .caseCertify,
    ]
    private static let own: Set<Act> = [.reviewDecide]

    /// The receipt of an entry (`.tlog-proof` with the entry in it); 202 while it is not in the published log.
    func receipt(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("entryId")
        let entry = try await entry(id, context)
        let patience = ReceiptPatience(request)
        guard let found = try await interface.inclusion(of: entry.audit, within: patience.time) else {
            var response = try Response.json(ReceiptBody(entryId: id), status: .accepted)
            response.headers[.retryAfter] = "1"
            return response
        }
        return Self.answer(found.proof(withEntry: true), name: id.text)
    }

    /// Entries about an object, with their receipts' places.
    func receipts(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["object", "limit", "after"])
        let page = try PageRequest(query)
        guard let object = try query.id("object") else { throw Self.wanted }
        let after = try page.dateAndID()
        let regulator = try context.role(for: .auditQuery)
        let actor = try regulator.map { try context.person.actor(as: $0, requestID: context.requestID) } ?? context.anyActor
        let found = try await interface.store.transaction(as: actor) { tx in
            if regulator != nil {
                try await tx.record(.auditQuery, kind: "audit", object: object, detail: ["receipts": object.text])
            } else if try await !tx.isInSight(object) {
                throw StoreError.missing("object \(object)")
            }
            return try await tx.loggedEntries(
                about: object, acts: regulator == nil ? Self.told : nil, own: Self.own, after: after, limit: page.limit + 1)
        }
        return try .json(
            page.page(found, { Cursor($0.recordedAt, $0.id) }) { entry in
                LoggedActBody(
                    entryId: entry.id, recordedAt: entry.recordedAt, act: entry.act, objectKind: entry.objectKind, objectId: entry.object,
                    leafIndex: entry.index)
            })
    }

    /// The proof of a place of the log, without the entry: for everybody, as the hashes are.
    func proof(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        guard let index = context.parameters.get("index").flatMap(Int.init), index >= 0 else { throw StoreError.missing("leaf") }
        let folder = try interface.logFolder
        guard let found = try await OffPool.run({ try Inclusion(of: index, in: folder) }) else { throw StoreError.missing("leaf \(index)") }
        return Self.answer(found.proof(withEntry: false), name: String(index))
    }

    /// The entry, for whoever may have its receipt: who did it, his organisation, who sees what it was done to, and who may query the log. To everybody else
    /// there is no such entry.
    private func entry(_ id: UUID, _ context: SignedIn) async throws -> LoggedEntry {
        let (person, actor) = (try context.person, try context.anyActor)
        let entry = try await interface.store.transaction(as: actor) { try await $0.loggedEntry(id) }
        let act = Act(rawValue: entry.act)
        let isTold = act.map(Self.told.contains) ?? false
        if entry.person == person.person.id || isTold && entry.organisation == person.person.organisation { return entry }
        if let role = try context.role(for: .auditQuery) {
            try await interface.store.transaction(as: person.actor(as: role, requestID: context.requestID)) { tx in
                try await tx.record(.auditQuery, kind: "audit", object: entry.object, detail: ["receipt": id.text])
            }
            return entry
        }
        // What has no sight of its own, an opinion or a report, is seen with its case.
        let seen = entry.objectKind == "package" ? entry.object : entry.caseID
        guard isTold, act.map(Self.own.contains) == false, let seen,
            try await interface.store.transaction(as: actor, { try await $0.isInSight(seen) })
        else {
            throw StoreError.missing("entry \(id)")
        }
        return entry
    }

    private static func answer(_ proof: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8", .contentDisposition: ContentDisposition.attachment(name + ".tlog-proof"),
                .cacheControl: "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: proof)))
    }

    private static var wanted: Problem {
        QueryParameters.fault("object", Bilingual(zh: "对象的标识", en: "the identity of an object"))
    }
}
