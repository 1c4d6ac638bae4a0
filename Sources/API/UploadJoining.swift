import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Puts a package together from partial uploads, in the order in which they are named. The pieces are used up by it.
struct UploadJoining: Sendable {
    let interface: HTTPInterface
    let actor: Actor
    let recheck: Recheck

    func join(_ parts: [UUID], _ metadata: UploadMetadata, key: IdempotentRequest?) async throws -> Response {
        guard let caseID = metadata.caseID, let name = metadata.fileName, let institute = actor.organisation else { throw Denial.signedOut }
        let isKept = try await interface.store.transaction(as: actor) { tx in
            if let key, try await tx.isKept(key.key, route: key.route) { return true }
            try await PackageArrival.requireOpen(tx, caseID)
            return false
        }
        if isKept {
            return try await interface.once(key, as: actor, status: .created, located: Tus.path) { _, _ -> UploadBody? in throw StoreError.keyInFlight
            }
        }
        var held: [UUID] = []
        defer { for id in held { interface.inHand.letGo(id) } }
        for id in parts {
            let part = try await interface.settled(id, as: actor)
            guard part.kind == .partial, part.state == .received || part.isWhole else { throw Self.unfinished(part) }
            guard try await interface.inHand.take(id, stalled: .seconds(3600)) != nil else { throw BlobError.uploadBusy }
            held.append(id)
        }
        let files = try await open(parts)
        let size = files.reduce(0) { $0 + $1.mark.size }
        let largest = interface.configuration.largestPackage
        do {
            guard size <= largest else { throw BlobError.tooLarge(limit: largest) }
            guard try interface.blobs.freeBytes() > size else { throw BlobError.noSpace }
            let staged = try await interface.blobs.receive(
                UnfinishedBytes(files), limit: size, sm3: interface.configuration.makesSM3, expected: metadata.declared)
            let response = try await record(staged, parts, metadata, caseID, name, institute, key)
            for file in files { await file.upload.letGo() }
            await free(parts)
            return response
        } catch {
            for file in files { await file.upload.letGo() }
            throw error
        }
    }

    private func open(_ parts: [UUID]) async throws -> [(upload: UnfinishedUpload, mark: BlobDigests)] {
        var files: [(upload: UnfinishedUpload, mark: BlobDigests)] = []
        for id in parts {
            let part = try await interface.store.transaction(as: actor) { try await $0.upload(id) }
            guard part.length > 0 else { continue }
            guard let mark = part.mark, part.state == .received else { throw Self.unfinished(part) }
            files.append((try await interface.unfinished(part, as: actor), mark))
        }
        return files
    }

    private func record(
        _ staged: StagedBlob, _ parts: [UUID], _ metadata: UploadMetadata, _ caseID: UUID, _ name: String, _ institute: UUID,
        _ key: IdempotentRequest?
    ) async throws -> Response {
        guard let digests = try await interface.blobs.commit([staged]).first else { throw BlobError.uploadClosed }
        let (upload, package) = (UUID(), UUID())
        interface.metrics.add(Double(digests.size), to: "lianshen_upload_bytes_total")
        let (lifetime, recheck) = (interface.configuration.uploadLifetime, recheck)
        return try await interface.once(key, as: actor, status: .created, located: Tus.path) { tx, outbox in
            try await recheck(tx)
            let made = try await PackageArrival.record(digests, as: name, in: caseID, of: institute, id: package, tx, outbox)
            try await tx.useParts(parts)
            _ = try await tx.insertUpload(
                NewUpload(
                    id: upload, caseID: caseID, fileName: name, kind: .final, length: Int(digests.size), declared: metadata.declared?.bytes,
                    metadata: metadata.text, parts: parts), lifetime: lifetime)
            try await tx.finish(upload, as: made)
            var body = UploadBody(try await tx.upload(upload))
            body.receipt = try await tx.receipt(of: .packageUpload, on: made.id)
            return body
        }
    }

    /// What cannot be freed now is freed by the workers.
    private func free(_ parts: [UUID]) async {
        for id in parts { try? await interface.blobs.freeUnfinished(id.text) }
        try? await interface.store.transaction(as: actor) { try await $0.freed(uploads: parts) }
    }

    private static func unfinished(_ part: UploadRecord) -> Problem {
        Problem(
            .conflict, .notAllowed, refusal: "upload.part_unfinished",
            explanation: Explanation(
                message: Bilingual(zh: "\(part.id.text) 不是已收齐的分段。", en: "\(part.id.text) is not a partial upload whose bytes are all here."),
                remedy: Bilingual(zh: "先把各分段传完。", en: "Send the rest of the partial uploads first.")))
    }
}
