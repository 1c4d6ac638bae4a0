import Blobs
import Foundation
import NIOCore
import Testing

/// Uploads that outlive their request and the process.
@Suite struct UnfinishedTests {
    private let name = "0123-abcd"

    private func receive(
        _ bytes: some Collection<UInt8>, after mark: BlobDigests?, in store: FolderBlobs, checksum: RunningChecksum? = nil
    ) async throws -> BlobDigests {
        let file = try await store.unfinished(name, isNew: mark == nil)
        let upload = try await file.receive(after: mark, limit: .max, sm3: true, checksum: checksum)
        for try await chunk in chunks(Array(bytes)) { try await upload.append(chunk) }
        do {
            let mark = try await upload.mark()
            await upload.abandon()
            return mark
        } catch {
            await upload.abandon()
            throw error
        }
    }

    @Test(arguments: [false, true]) func piecesInSeveralRequestsAreTheBlobOfOne(_ restarting: Bool) async throws {
        try await withFolder { folder in
            let bytes = sampleBytes(5_000_000)
            var store = try FolderBlobs.open(folder, belongsTo: "7 sample")
            var mark: BlobDigests?
            for range in [0..<1_500_000, 1_500_000..<1_500_001, 1_500_001..<4_000_000] {
                mark = try await receive(bytes[range], after: mark, in: store)
                #expect(mark?.size == Int64(range.upperBound) && mark?.sha256 == idOf(Array(bytes[..<range.upperBound])))
                if restarting { store = try FolderBlobs.open(folder, belongsTo: "7 sample") }
            }
            let upload = try await store.unfinished(name, isNew: false).receive(after: mark, limit: .max, sm3: true)
            for try await chunk in chunks(Array(bytes[4_000_000...])) { try await upload.append(chunk) }
            let whole = try await store.receive(chunks(bytes), limit: .max, sm3: true)
            let staged = try await upload.finish(expected: idOf(bytes))
            #expect(staged.digests == whole.digests)
            try await store.commit([staged])
            #expect(try await store.readAll(idOf(bytes)) == bytes)
            #expect(try await store.unfinishedSize(name) == nil)
        }
    }

    @Test func nobodyElseWritesToAnUploadInHand() async throws {
        try await withFolder { folder in
            let (one, other) = (try FolderBlobs.open(folder, belongsTo: "7 sample"), try FolderBlobs.open(folder, belongsTo: "7 sample"))
            let held = try await one.unfinished(name, isNew: true)
            await #expect(throws: BlobError.uploadBusy) { _ = try await other.unfinished(name, isNew: true) }
            await #expect(throws: BlobError.uploadBusy) { _ = try await one.unfinished(name, isNew: false) }
            await held.letGo()
            try await other.unfinished(name, isNew: false).letGo()
            await #expect(throws: BlobError.uploadLost) { _ = try await one.unfinished("ffff", isNew: false) }
            for bad in ["", "../x", "A", "a/b", String(repeating: "a", count: 65)] {
                await #expect(throws: BlobError.self) { _ = try await one.unfinished(bad, isNew: true) }
            }
        }
    }

    @Test func aPieceThatIsNotTheOneMeantLeavesNothing() async throws {
        try await withStore { store in
            let bytes = sampleBytes(3_000_000)
            let mark = try await receive(bytes[..<1_000_000], after: nil, in: store)
            let wrong = try #require(RunningChecksum(.sha1, expected: [UInt8](repeating: 0, count: 20)))
            await #expect(throws: BlobError.checksumMismatch) { _ = try await receive(bytes[1_000_000...], after: mark, in: store, checksum: wrong) }
            #expect(try await store.unfinishedSize(name) == 1_000_000)
            let right = try #require(RunningChecksum(.sha256, expected: idOf(Array(bytes[1_000_000...])).bytes))
            let last = try await receive(bytes[1_000_000...], after: mark, in: store, checksum: right)
            #expect(last.sha256 == idOf(bytes))
            #expect(RunningChecksum(.sha1, expected: [1, 2]) == nil)
        }
    }

    @Test func whatLiesBehindTheMarkIsDroppedAndDamageIsNoticed() async throws {
        try await withFolder { folder in
            let bytes = sampleBytes(2_000_000)
            let mark = try await receive(bytes[..<1_000_000], after: nil, in: try FolderBlobs.open(folder, belongsTo: "7 sample"))
            let path = folder + "/blobs/incoming/upload-" + name
            try (try Data(contentsOf: URL(fileURLWithPath: path)) + Data(repeating: 9, count: 77)).write(to: URL(fileURLWithPath: path))
            let store = try FolderBlobs.open(folder, belongsTo: "7 sample")
            #expect(try await receive(bytes[1_000_000...], after: mark, in: store).sha256 == idOf(bytes))
            try flipByte(at: 10, of: path)
            let again = try FolderBlobs.open(folder, belongsTo: "7 sample")
            await #expect(throws: BlobError.uploadLost) { _ = try await receive([1], after: mark, in: again) }
            let parts = [(upload: try await again.unfinished(name, isNew: false), mark: mark)]
            await #expect(throws: BlobError.uploadLost) { for try await _ in UnfinishedBytes(parts) {} }
        }
    }

    /// Who lets go of an upload may be let go himself long after the next one has taken it up.
    @Test func theNextHolderOfAnUploadIsSafeFromTheSweepWhenTheLastOneEndsLate() async throws {
        try await withStore { store in
            var last: UnfinishedUpload? = try await store.unfinished(name, isNew: true)
            await last?.letGo()
            let next = try await store.unfinished(name, isNew: false)
            last = nil
            #expect(last == nil)
            #expect(try await store.sweepUnfinished(olderThan: .zero).removed == 0)
            await next.letGo()
        }
    }

    @Test func aSweepOfLeftOversLeavesUnfinishedUploadsToTheirOwn() async throws {
        try await withStore { store in
            _ = try await receive(sampleBytes(1000), after: nil, in: store)
            #expect(try await store.sweepIncoming(olderThan: .zero).removed == 0)
            #expect(try await store.sweepUnfinished(olderThan: .seconds(3600)).removed == 0)
            let held = try await store.unfinished(name, isNew: false)
            #expect(try await store.sweepUnfinished(olderThan: .zero).removed == 0)
            await held.letGo()
            try await store.freeUnfinished(name)
            try await store.freeUnfinished(name)
            #expect(try await store.unfinishedSize(name) == nil)
        }
    }
}
