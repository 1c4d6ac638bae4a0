import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// `POST /v1/uploads`: an upload begins. Who, what for and how large is decided here, before a byte is taken.
struct UploadCreation: Sendable {
    let interface: HTTPInterface

    func create(_ request: Request, _ context: SignedIn) async throws -> Response {
        try Tus.require(request)
        _ = try QueryParameters(request, allowed: [])
        let concat = try UploadConcat(request)
        let metadata = try UploadMetadata(request, isNeeded: concat != .partial)
        let length = try length(request, concat)
        let key = try request.idempotencyKey.map { key in
            let words = [request.headers[.uploadLength], metadata.text, request.headers[.uploadConcat]].map { $0 ?? "" }
            return IdempotentRequest(key: key, route: request.routeForKeys, body: Array(words.joined(separator: "\n").utf8))
        }
        let actor = try await interface.actor(for: .packageUpload, on: metadata.caseID.map(ActObject.joint) ?? .nothing, context)
        if case .final(let parts) = concat {
            let response = try await UploadJoining(interface: interface, actor: actor, recheck: context.recheck(.packageUpload)).join(
                parts, metadata, key: key)
            return try await told(response, actor)
        }
        let announced = request.headers[.contentLength].flatMap(Int.init)
        let hasBytes = Tus.isPiece(request)
        if !hasBytes, announced ?? 0 > 0 { try Tus.requireMediaType(request) }
        if hasBytes, announced ?? 0 > length { throw BlobError.tooLarge(limit: Int64(length)) }
        let checksum = try Tus.checksum(request)
        let response = try await begin(length, concat, metadata, key, actor)
        let record = try await record(of: response, actor)
        // Begun under this key before, and ended since: there is no place to go on at.
        try record.requireNotEnded()
        guard hasBytes || length == 0, record.received == 0, record.isOpen, !record.isWhole || record.sha256 == nil else {
            return try await told(response, actor)
        }
        let receiving = UploadReceiving(interface: interface, actor: actor, id: record.id, recheck: context.recheck(.packageUpload))
        do {
            _ = try await receiving.receive(request.body, announced: hasBytes ? announced : 0, at: 0, checksum: checksum)
        } catch {
            return try await answer(error, of: record, response, isKeyed: key != nil, actor)
        }
        return try await told(response, actor)
    }

    /// What becomes of an upload whose first bytes did not all come.
    private func answer(_ error: any Error, of record: UploadRecord, _ response: Response, isKeyed: Bool, _ actor: Actor) async throws -> Response {
        // Another request is sending it: whatever comes of this one, it is not for this one to end it.
        if case BlobError.uploadBusy = error { throw error }
        guard isKeyed else {
            // The sender does not learn its address: nobody would come back for it.
            try? await interface.giveUp(record, .terminated, as: actor)
            throw error
        }
        // The same request under the same key finds it again, and what came of it. Came more in between than this one knew, that is its answer.
        if let problem = error as? Problem, problem.code == .offset { return try await told(response, actor) }
        throw error
    }

    private func begin(
        _ length: Int, _ concat: UploadConcat, _ metadata: UploadMetadata, _ key: IdempotentRequest?, _ actor: Actor
    ) async throws -> Response {
        guard let institute = actor.organisation else { throw Denial.signedOut }
        guard try interface.blobs.freeBytes() > Int64(length) else { throw BlobError.noSpace }
        let configuration = interface.configuration
        let new = NewUpload(
            id: UUID(), caseID: metadata.caseID, fileName: metadata.fileName, kind: concat == .partial ? .partial : .whole, length: length,
            declared: metadata.declared?.bytes, metadata: metadata.text)
        return try await interface.once(key, as: actor, status: .created, located: Tus.path) { tx, _ in
            if let caseID = metadata.caseID { try await PackageArrival.requireOpen(tx, caseID) }
            let open = try await tx.lockOpenUploads(of: institute)
            try PackageArrival.requireRoom(for: open.count + interface.uploads.count(0, for: institute) + 1, configuration)
            let charged = Int64(open.bytes) + Int64(try await tx.storedBytes(of: institute)) + interface.uploads.add(0, for: institute)
            guard Int64(length) <= configuration.instituteQuota - charged else { throw Problem(.insufficientStorage, .quota) }
            return UploadBody(try await tx.insertUpload(new, lifetime: configuration.uploadLifetime))
        }
    }

    /// The length that room is made for. It must be known: without it neither limit nor quota could be held before bytes are taken.
    private func length(_ request: Request, _ concat: UploadConcat) throws -> Int {
        let length = try Tus.number(.uploadLength, request)
        if case .final = concat {
            guard length == nil else {
                throw Tus.fault(
                    zh: "合并不需要 Upload-Length。", en: "An upload that is put together takes no Upload-Length.", zh: "请去掉。", en: "Leave it out.")
            }
            return 0
        }
        guard let length else {
            throw Tus.fault(
                zh: "缺少 Upload-Length;不支持延后声明长度。", en: "Upload-Length is missing; a length that is told later is not offered.",
                zh: "创建时即声明长度。", en: "Declare the length when the upload begins.")
        }
        let largest = interface.configuration.largestPackage
        guard Int64(length) <= largest else { throw BlobError.tooLarge(limit: largest) }
        return length
    }

    private func record(of response: Response, _ actor: Actor) async throws -> UploadRecord {
        guard let text = response.headers[.location]?.split(separator: "/").last, let id = UUID(uuidString: String(text)) else {
            throw StoreError.missing("upload")
        }
        return try await interface.store.transaction(as: actor) { try await $0.upload(id) }
    }

    /// The answer with where the upload is now; its place stays that of the upload.
    private func told(_ response: Response, _ actor: Actor) async throws -> Response {
        let place = response.headers[.location]
        var answer = response.telling(try await record(of: response, actor))
        answer.headers[.location] = place
        return answer
    }
}
