import Blobs
import Foundation
import HTTPTypes
import HummingbirdCore
import JointReview
import Store
import Wire

extension HTTPInterface {
    /// The file of an upload for this request alone.
    /// - Throws: `BlobError.uploadBusy`; when the file is gone the upload is given up.
    func unfinished(_ record: UploadRecord, as actor: Actor) async throws -> UnfinishedUpload {
        do {
            return try await blobs.unfinished(record.id.text, isNew: record.received == 0)
        } catch BlobError.uploadLost {
            // Of one that is whole another process may be making the package: its file is a blob by now.
            guard !record.isWhole else { throw BlobError.uploadBusy }
            try await giveUp(record, .refused, as: actor)
            throw BlobError.uploadLost
        }
    }

    /// Makes the package of an upload that is whole; its bytes are in hand.
    func finish(_ record: UploadRecord, _ upload: BlobUpload, as actor: Actor, _ recheck: @escaping Recheck) async throws -> UploadRecord {
        let staged: StagedBlob
        do {
            staged = try await upload.finish(expected: record.declared.flatMap { BlobID(bytes: $0) })
        } catch {
            // Not the bytes that were declared: nothing of them is kept.
            if case BlobError.digestMismatch = error { try await giveUp(record, .refused, as: actor) }
            throw error
        }
        return try await finish(record, staged, as: actor, recheck)
    }

    /// The same for bytes that are hashed. Runs to its end also when the sender is gone: he will ask.
    ///
    /// The case may have moved on since the upload began, or its sender have been shut out: then the bytes stay what they are until somebody or time ends
    /// the upload.
    func finish(_ record: UploadRecord, _ staged: StagedBlob, as actor: Actor, _ recheck: @escaping Recheck) async throws -> UploadRecord {
        guard let caseID = record.caseID, let name = record.fileName else { throw StoreError.missing("case of upload \(record.id)") }
        return try await Task {
            try await store.transaction(as: actor) { tx in
                try await recheck(tx)
                try await PackageArrival.requireOpen(tx, caseID)
            }
            guard let digests = try await blobs.commit([staged]).first else { throw BlobError.uploadClosed }
            let outbox = Outbox()
            let finished: UploadRecord
            do {
                finished = try await store.transaction(as: actor) { tx in
                    outbox.restart()
                    try await recheck(tx)
                    let package = try await PackageArrival.record(digests, as: name, in: caseID, of: record.organisation, id: UUID(), tx, outbox)
                    try await tx.finish(record.id, as: package)
                    return try await tx.upload(record.id)
                }
            } catch StoreError.stale {
                // Another process finished it, or its sender ended it, at the same moment.
                let now = try await store.transaction(as: actor) { try await $0.upload(record.id) }
                try now.requireNotEnded()
                return now
            }
            metrics.add(Double(digests.size), to: "lianshen_upload_bytes_total")
            await hub.publish(outbox.take())
            return finished
        }.value
    }

    /// An upload as it is now. One whose bytes were all here when the server was killed becomes its package now, and one whose file is gone is given up.
    func settled(_ id: UUID, as actor: Actor) async throws -> UploadRecord {
        let record = try await store.transaction(as: actor) { try await $0.upload(id) }
        try record.requireNotEnded()
        guard record.state == .receiving, record.kind == .whole, record.isWhole, record.sha256 != nil else {
            guard record.isOpen, record.received > 0 else { return record }
            let size = try await blobs.unfinishedSize(id.text)
            guard size ?? 0 < Int64(record.received) else { return record }
            let again = try await store.transaction(as: actor) { try await $0.upload(id) }
            guard again.state == record.state, again.received == record.received else { return try await settled(id, as: actor) }
            try await giveUp(record, .refused, as: actor)
            throw BlobError.uploadLost
        }
        guard try await inHand.takePatiently(id, stalled: .seconds(3600)) != nil else { throw BlobError.uploadBusy }
        defer { inHand.letGo(id) }
        let now = try await store.transaction(as: actor) { try await $0.upload(id) }
        guard now.state == .receiving, let mark = now.mark else { return now }
        guard try await blobs.unfinishedSize(id.text) != nil else {
            // Its bytes were a blob already when the server was killed.
            guard let staged = try await blobs.recall(mark) else {
                try await giveUp(now, .refused, as: actor)
                throw BlobError.uploadLost
            }
            return try await finish(now, staged, as: actor) { _ in }
        }
        let file = try await unfinished(now, as: actor)
        let upload = try await file.receive(after: mark, limit: Int64(now.length), sm3: configuration.makesSM3)
        // Whoever asks how far it is signed in for this very question.
        return try await finish(now, upload, as: actor) { _ in }
    }

    /// Ends an upload and frees its bytes. What cannot be freed now is freed by the workers.
    func giveUp(_ record: UploadRecord, _ state: UploadRecord.State, as actor: Actor) async throws {
        guard try await store.transaction(as: actor, { try await $0.end(upload: record.id, state) }) else { return }
        try await blobs.freeUnfinished(record.id.text)
        try await store.transaction(as: actor) { try await $0.freed(uploads: [record.id]) }
    }

    /// Ends a piece whose bytes are not those that were declared.
    func refuse(_ record: UploadRecord, as actor: Actor) async throws {
        try await giveUp(record, .refused, as: actor)
        let (expected, actual) = (record.declared.flatMap { BlobID(bytes: $0) }, record.sha256.flatMap { BlobID(bytes: $0) })
        guard let expected, let actual else { throw BlobError.uploadLost }
        throw BlobError.digestMismatch(expected: expected, actual: actual)
    }

    /// Says why an upload cannot be written to any more.
    func requireOpen(_ id: UUID, as actor: Actor) async throws {
        try await store.transaction(as: actor) { try await $0.upload(id).requireNotEnded() }
    }
}
