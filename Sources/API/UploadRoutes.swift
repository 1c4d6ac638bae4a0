import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Uploads that go on after the line was cut: `/v1/uploads`, by tus 1.0.0 (https://tus.io/protocols/resumable-upload).
struct UploadRoutes: Sendable {
    let interface: HTTPInterface

    /// What the server can do; for everybody who asks.
    func options(_ request: Request, _ context: SignedIn) async throws -> Response {
        Response(
            status: .noContent,
            headers: [
                .tusVersion: Tus.version, .tusExtension: Tus.extensions, .tusMaxSize: String(interface.configuration.largestPackage),
                .tusChecksumAlgorithm: RunningChecksum.Algorithm.allCases.map(\.rawValue).joined(separator: ","),
            ])
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let found = try await interface.read(.packageUpload, context) { tx in try await tx.uploads(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.id) }, UploadBody.init))
    }

    /// An upload as JSON, for those who do not speak tus.
    func upload(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("uploadId")
        let actor = try await interface.actor(for: .packageUpload, on: .upload(id), context)
        let record = try await interface.settled(id, as: actor)
        return try await interface.linked(.json(UploadBody(record)).telling(record), to: .packageUpload, on: record.package)
    }

    /// How far an upload is. What it answers is on the medium.
    func offset(_ request: Request, _ context: SignedIn) async throws -> Response {
        try Tus.require(request)
        let id = try context.id("uploadId")
        let actor = try await interface.actor(for: .packageUpload, on: .upload(id), context)
        let record = try await interface.settled(id, as: actor)
        var response = Response(status: .ok).telling(record)
        response.headers[.uploadLength] = String(record.length)
        if !record.metadata.isEmpty { response.headers[.uploadMetadata] = record.metadata }
        switch record.kind {
        case .whole: break
        case .partial: response.headers[.uploadConcat] = "partial"
        case .final: response.headers[.uploadConcat] = "final;" + record.parts.map { "\(Tus.path)/\($0.text)" }.joined(separator: " ")
        }
        return response
    }

    /// Takes the next bytes.
    func append(_ request: Request, _ context: SignedIn) async throws -> Response {
        try Tus.require(request)
        let id = try context.id("uploadId")
        let actor = try await interface.actor(for: .packageUpload, on: .upload(id), context)
        let record = try await interface.store.transaction(as: actor) { try await $0.upload(id) }
        try Tus.requireMediaType(request)
        let (offset, checksum) = (try Tus.offset(request), try Tus.checksum(request))
        let announced = request.headers[.contentLength].flatMap(Int.init)
        try record.requireReceiving(at: offset, announced: announced)
        guard record.isOpen, !record.isWhole || record.sha256 == nil else {
            let settled = try await interface.settled(id, as: actor)
            return try await interface.linked(Response(status: .noContent).telling(settled), to: .packageUpload, on: settled.package)
        }
        let received = try await UploadReceiving(interface: interface, actor: actor, id: id, recheck: context.recheck(.packageUpload))
            .receive(request.body, announced: announced, at: offset, checksum: checksum)
        return try await interface.linked(Response(status: .noContent).telling(received), to: .packageUpload, on: received.package)
    }

    /// Ends an upload and frees its bytes at once, also while they arrive. What is a package already stays one.
    func terminate(_ request: Request, _ context: SignedIn) async throws -> Response {
        try Tus.require(request)
        let id = try context.id("uploadId")
        let actor = try await interface.actor(for: .packageUpload, on: .upload(id), context)
        let record = try await interface.store.transaction(as: actor) { try await $0.upload(id) }
        try record.requireNotEnded()
        let isEnded = try await interface.store.transaction(as: actor) { try await $0.end(upload: id, .terminated) }
        guard isEnded else {
            throw Problem(
                .conflict, .notAllowed, refusal: "upload.finished",
                explanation: Explanation(
                    message: Bilingual(zh: "该上传已成为图纸包。", en: "The upload is a package already."),
                    remedy: Bilingual(zh: "不封存该图纸包即可。", en: "Leave the package unsealed.")))
        }
        if try await interface.inHand.take(id, stalled: .zero, isEnding: true) != nil { interface.inHand.letGo(id) }
        try await interface.blobs.freeUnfinished(id.text)
        try await interface.store.transaction(as: actor) { try await $0.freed(uploads: [id]) }
        return Response(status: .noContent)
    }
}

extension Response {
    /// The same answer with what tus says of an upload in every answer; once it is a package, with the package's place.
    func telling(_ record: UploadRecord) -> Response {
        var answer = self
        answer.headers[.uploadOffset] = String(record.received)
        if record.isOpen { answer.headers[.uploadExpires] = Tus.date(record.expiresAt) }
        if let package = record.package { answer.headers[.location] = "/v1/packages/\(package.text)" }
        return answer
    }
}
