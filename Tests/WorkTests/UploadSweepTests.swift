import Blobs
import Foundation
import JointReview
import NIOCore
import Postgres
import Store
import TestStore
import Testing
import Work

/// Bytes of uploads that came to no good end are freed.
@Suite struct UploadSweepTests {
    @Test func uploadsThatLapsedOrEndedAreFreedAndTheOthersStay() async throws {
        try await Workshop.with { shop in
            let designer = try shop.cast.actor("designer")
            var ids: [UUID] = []
            for _ in 0..<3 {
                let id = UUID()
                ids.append(id)
                try await shop.kit.store.transaction(as: designer) { tx in
                    _ = try await tx.insertUpload(
                        NewUpload(id: id, caseID: nil, fileName: nil, kind: .partial, length: 100), lifetime: .seconds(3600))
                }
                let file = try await shop.blobs.unfinished(id.uuidString.lowercased(), isNew: true)
                let upload = try await file.receive(after: nil, limit: 100, sm3: false)
                try await upload.append(ByteBuffer(repeating: 7, count: 50))
                let mark = try await upload.mark()
                await upload.abandon()
                try await shop.kit.store.transaction(as: designer) { tx in
                    let record = try await tx.upload(id)
                    _ = try await tx.mark(record, received: Int(mark.size), sha256: mark.sha256.bytes, sm3: nil, lifetime: .seconds(3600))
                }
            }
            let (lapsed, ended, open) = (ids[0], ids[1], ids[2])
            _ = try await shop.kit.look("UPDATE lianshen.upload SET expires_at = now() - interval '1 second' WHERE upload_id = \(lapsed)")
            try await shop.kit.store.transaction(as: designer) { _ = try await $0.end(upload: ended, .terminated) }
            let worker = Worker(
                store: shop.kit.store, crafts: [], bell: Bell(), pace: Workshop.pace(), blobs: shop.blobs, logger: TestStore.quiet)
            let working = Task { try await worker.run() }
            try await shop.eventually("freed") {
                try await shop.kit.number("SELECT count(*) FROM lianshen.upload WHERE freed_at IS NOT NULL") == 2
            }
            working.cancel()
            _ = await working.result
            #expect(try await shop.blobs.unfinishedSize(lapsed.uuidString.lowercased()) == nil)
            #expect(try await shop.blobs.unfinishedSize(ended.uuidString.lowercased()) == nil)
            #expect(try await shop.blobs.unfinishedSize(open.uuidString.lowercased()) == 50)
            let states = try await shop.kit.store.transaction(as: designer) { tx in
                (try await tx.upload(lapsed).state, try await tx.upload(open).state)
            }
            #expect(states == (.expired, .receiving))
        }
    }

    @Test func endedUploadsAreForgottenAfterAWeek() async throws {
        try await Workshop.with { shop in
            let designer = try shop.cast.actor("designer")
            let ids = [UUID(), UUID()]
            for id in ids {
                try await shop.kit.store.transaction(as: designer) { tx in
                    _ = try await tx.insertUpload(NewUpload(id: id, caseID: nil, fileName: nil, kind: .partial, length: 1), lifetime: .seconds(60))
                    try await tx.end(upload: id, .terminated)
                    try await tx.freed(uploads: [id])
                }
            }
            _ = try await shop.kit.look("UPDATE lianshen.upload SET ended_at = now() - interval '8 days' WHERE upload_id = \(ids[0])")
            #expect(try await shop.kit.store.transaction(as: .system("upkeep")) { try await $0.forgetUploads() } == 1)
            #expect(try await shop.kit.number("SELECT count(*) FROM lianshen.upload") == 1)
        }
    }
}
