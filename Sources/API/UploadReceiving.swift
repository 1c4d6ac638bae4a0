import Blobs
import Foundation
import HTTPTypes
import HummingbirdCore
import JointReview
import NIOCore
import Store
import Wire

/// Takes one piece of an upload: bytes stream to the end of its file, and what the medium has is recorded as they come, so that neither a cut line nor a
/// killed server costs more than the last few seconds.
struct UploadReceiving: Sendable {
    /// Recorded after so many bytes, or so long.
    private static let stride = 64 << 20
    private static let pause = Duration.seconds(5)

    let interface: HTTPInterface
    let actor: Actor
    let id: UUID
    let recheck: Recheck

    /// Appends a body at `offset` and returns the upload as it is then: with its package when this was the last piece.
    func receive(_ body: HummingbirdCore.RequestBody, announced: Int?, at offset: Int, checksum: RunningChecksum?) async throws -> UploadRecord {
        guard let hold = try await interface.inHand.take(id, stalled: interface.configuration.stalledUpload) else { throw BlobError.uploadBusy }
        defer { interface.inHand.letGo(id) }
        let first = try await current()
        try first.requireReceiving(at: offset, announced: announced)
        let file = try await interface.unfinished(first, as: actor)
        // Another process may have held it until just now.
        let record = try await current()
        do { try record.requireReceiving(at: offset, announced: announced) } catch {
            await file.letGo()
            throw error
        }
        let upload: BlobUpload
        do {
            upload = try await file.receive(
                after: record.mark, limit: Int64(record.length), sm3: interface.configuration.makesSM3, checksum: checksum)
        } catch {
            await file.letGo()
            if case BlobError.uploadLost = error { try await interface.giveUp(record, .refused, as: actor) }
            throw error
        }
        // A task of its own: it can be stopped by whoever comes back for the upload, or ends it.
        let receiving = Task { try await take(body, announced, into: upload, record, checksum, hold) }
        hold.onStop { receiving.cancel() }
        let received = try await withTaskCancellationHandler {
            try await receiving.value
        } onCancel: {
            receiving.cancel()
        }
        guard received.isWhole, received.kind == .whole else {
            await upload.abandon()
            if received.isWhole, let declared = received.declared, declared != received.sha256 { try await interface.refuse(received, as: actor) }
            return received
        }
        return try await interface.finish(received, upload, as: actor, recheck)
    }

    private func take(
        _ body: HummingbirdCore.RequestBody, _ announced: Int?, into upload: BlobUpload, _ record: UploadRecord, _ checksum: RunningChecksum?,
        _ hold: UploadsInHand.Hold
    ) async throws -> UploadRecord {
        var record = record
        var (arrived, marked, markedAt) = (0, 0, ContinuousClock.now)
        do {
            hold.waits()
            defer { hold.works() }
            for try await chunk in body {
                guard !interface.draining.isOn else { throw Problem(.serviceUnavailable, .draining, retryAfter: 2) }
                hold.works()
                defer { hold.waits() }
                try await upload.append(chunk)
                arrived += chunk.readableBytes
                let isDue = arrived - marked >= Self.stride || ContinuousClock.now - markedAt >= Self.pause
                // What a checksum speaks of is nobody's before the checksum was compared.
                guard checksum == nil, isDue, record.received + arrived - marked < record.length else { continue }
                record = try await mark(upload, record)
                (marked, markedAt) = (arrived, .now)
            }
            try Task.checkCancellation()
            // The connection ended early.
            if let announced, arrived < announced { throw Problem(.badRequest, .request) }
        } catch {
            // All that came before the line was cut is kept, but for what is more than the whole.
            var isKept = checksum == nil
            if case BlobError.tooLarge = error { isKept = false }
            if isKept, arrived > marked { _ = try? await mark(upload, record) }
            await upload.abandon()
            // Whoever came back for it, or ended it, has it now.
            if hold.isStopped { throw BlobError.uploadBusy }
            throw error
        }
        do {
            let isNew = arrived > marked || record.sha256 == nil && record.length == 0
            return isNew ? try await mark(upload, record) : record
        } catch {
            await upload.abandon()
            if case StoreError.stale = error { try await interface.requireOpen(id, as: actor) }
            throw error
        }
    }

    /// Forces what came to the medium and records it; also when the request is over already.
    private func mark(_ upload: BlobUpload, _ record: UploadRecord) async throws -> UploadRecord {
        let (interface, actor) = (interface, actor)
        return try await Task {
            let digests = try await upload.mark()
            return try await interface.store.transaction(as: actor) { tx in
                try await tx.last.mark(
                    record, received: Int(digests.size), sha256: digests.sha256.bytes, sm3: digests.sm3?.bytes,
                    lifetime: interface.configuration.uploadLifetime)
            }
        }.value
    }

    private func current() async throws -> UploadRecord {
        try await interface.store.transaction(as: actor) { try await $0.upload(id) }
    }
}

extension UploadRecord {
    /// The digests of what is on the medium; nil as long as nothing was recorded.
    var mark: BlobDigests? {
        guard let id = sha256.flatMap({ BlobID(bytes: $0) }) else { return nil }
        return BlobDigests(sha256: id, sm3: sm3.flatMap { SM3Digest(bytes: $0) }, size: Int64(received))
    }

    /// Refuses a piece that does not go on where the upload is, or goes on beyond its end.
    func requireReceiving(at offset: Int, announced: Int?) throws {
        try requireNotEnded()
        if kind == .final {
            throw Problem(
                .forbidden, .notAllowed,
                explanation: Explanation(
                    message: Bilingual(zh: "合并而成的上传不接收内容。", en: "An upload that was put together takes no bytes."),
                    remedy: Bilingual(zh: "内容发往各分段。", en: "Send bytes to the partial uploads.")))
        }
        guard offset == received else {
            var problem = Problem(.conflict, .offset)
            problem.fields[.uploadOffset] = String(received)
            throw problem
        }
        guard announced ?? 0 <= length - received else { throw BlobError.tooLarge(limit: Int64(length)) }
    }

    /// Refuses an upload that came to an end other than a package.
    func requireNotEnded() throws {
        switch state {
        case .finished: break
        case .receiving, .received: if isLapsed { throw Problem(.gone, .gone) }
        case .used, .terminated, .expired, .refused: throw Problem(.gone, .gone)
        }
    }
}
