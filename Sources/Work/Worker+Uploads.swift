import Blobs
import Foundation
import Logging
import Store

extension Worker {
    /// Files that no request and no row speaks for are a crash's: no upload is sent for two days without a break, and none is kept unfinished for eight.
    private static let longestRequest = Duration.seconds(2 * 86_400)
    private static let longestUpload = Duration.seconds(8 * 86_400)

    /// Gives up uploads to which nothing came for too long, and frees the bytes of all that came to an end.
    func freeUploads() async throws {
        guard let blobs else { return }
        let lapsed = try await store.transaction(as: .system("sweep")) { try await $0.last.expireUploads() }
        let ended = try await store.transaction(as: .system("sweep")) { try await $0.uploadsToFree(limit: 500) }
        guard !ended.isEmpty else { return }
        for id in ended { try await blobs.freeUnfinished(id.uuidString.lowercased()) }
        try await store.transaction(as: .system("sweep")) { try await $0.freed(uploads: ended) }
        logger.info("Uploads freed", metadata: ["uploads": "\(ended.count)", "lapsed": "\(lapsed)"])
    }

    /// Removes what crashed requests left in the folder.
    func sweepLeftOvers() async throws {
        guard let blobs else { return }
        let requests = try await blobs.sweepIncoming(olderThan: Self.longestRequest)
        let uploads = try await blobs.sweepUnfinished(olderThan: Self.longestUpload)
        guard requests.removed + uploads.removed > 0 else { return }
        logger.notice(
            "Left-over files removed",
            metadata: ["files": "\(requests.removed + uploads.removed)", "bytes": "\(requests.bytes + uploads.bytes)"])
    }
}
