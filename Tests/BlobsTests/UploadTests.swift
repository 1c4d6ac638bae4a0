import Blobs
import Foundation
import Locks
import NIOCore
import Testing

@Suite struct UploadTests {
    /// Around every border: nothing, one byte, a piece less, even and more one byte, several pieces.
    @Test(arguments: [0, 1, 65_536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20], [false, true])
    func anUploadIsReadBackAsItWas(of count: Int, withSM3 sm3: Bool) async throws {
        try await withStore { store in
            let bytes = sampleBytes(count)
            let staged = try await store.receive(chunks(bytes), limit: Int64(count), sm3: sm3)
            let digests = try await store.commit([staged])[0]

            #expect(digests.sha256 == idOf(bytes))
            #expect(digests.size == Int64(count))
            #expect(digests.sm3 == (sm3 ? try bytes.withUnsafeBytes { try SM3Digest(hashing: $0) } : nil))
            #expect(try await store.readAll(digests.sha256) == bytes)
            #expect(store.incomingNames.isEmpty)
        }
    }

    @Test func anUploadIsInvisibleUntilItIsCommitted() async throws {
        try await withStore { store in
            let bytes = sampleBytes(100_000)
            let staged = try await store.receive(chunks(bytes), limit: .max)

            #expect(try await !store.exists(idOf(bytes)))
            #expect(try await store.ids.isEmpty)
            await #expect(throws: BlobError.missing(idOf(bytes))) { try await store.read(idOf(bytes)) }
            try await store.commit([staged])
            #expect(try await store.ids == [idOf(bytes)])
        }
    }

    @Test func aBrokenConnectionLeavesNothing() async throws {
        struct Gone: Error {}
        try await withStore { store in
            let half = AsyncThrowingStream<ByteBuffer, any Error> { stream in
                stream.yield(ByteBuffer(bytes: sampleBytes(3 << 20)))
                stream.finish(throwing: Gone())
            }

            await #expect(throws: Gone.self) { try await store.receive(half, limit: .max, sm3: true) }
            #expect(store.incomingNames.isEmpty)
            let ids = try await store.ids
            #expect(ids.isEmpty)
        }
    }

    /// A stream that belongs to a cancelled task ends as if it were complete.
    @Test func aCancelledUploadIsNotTakenForAShorterOne() async throws {
        try await withStore { store in
            let (stream, source) = AsyncStream.makeStream(of: ByteBuffer.self)
            source.yield(ByteBuffer(bytes: sampleBytes(100)))
            let upload = Task { try await store.receive(stream, limit: .max) }
            upload.cancel()

            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(store.incomingNames.isEmpty)
        }
    }

    @Test func theByteAfterTheLimitStopsTheUploadAndFreesItsBytes() async throws {
        try await withStore { store in
            let pulled = Locked(0)
            let endless = AsyncStream<ByteBuffer> {
                pulled.withLock { $0 += 1 }
                return ByteBuffer(repeating: 7, count: 65_536)
            }
            let limit: Int64 = 3 << 20

            await #expect(throws: BlobError.tooLarge(limit: limit)) { try await store.receive(endless, limit: limit) }
            #expect(pulled.withLock { $0 } == 49)
            #expect(store.incomingNames.isEmpty)
            await #expect(throws: BlobError.tooLarge(limit: 99)) { try await store.receive(chunks(sampleBytes(100)), limit: 99) }
            let largest = try await store.receive(chunks(sampleBytes(100)), limit: 100)
            #expect(largest.digests.size == 100)
        }
    }

    @Test func bytesThatWereNotAnnouncedAreRefusedAndFreed() async throws {
        try await withStore { store in
            let (bytes, other) = (sampleBytes(1000), idOf(sampleBytes(1000, seed: 2)))
            let refusal = BlobError.digestMismatch(expected: other, actual: idOf(bytes))

            await #expect(throws: refusal) { try await store.receive(chunks(bytes), limit: .max, expected: other) }
            #expect(throws: refusal) {
                _ = try store.stage(expected: other) { writer in try bytes.withUnsafeBytes { try writer.write($0) } }
            }
            #expect(store.incomingNames.isEmpty)
            let announced = try await store.receive(chunks(bytes), limit: .max, expected: idOf(bytes))
            #expect(announced.digests.sha256 == idOf(bytes))
        }
    }

    @Test func theReserveHearsEveryMebibyteAndMayEndTheUpload() async throws {
        struct QuotaReached: Error {}
        try await withStore { store in
            let heard = Locked<[Int64]>([])

            await #expect(throws: QuotaReached.self) {
                try await store.receive(chunks(sampleBytes(8 << 20)), limit: .max) { received in
                    heard.withLock { $0.append(received) }
                    if received > 3 << 20 { throw QuotaReached() }
                }
            }
            #expect(heard.withLock { $0 } == [1 << 20, 2 << 20, 3 << 20, 4 << 20])
            #expect(store.incomingNames.isEmpty)
        }
    }

    @Test func anUploadThatHasEndedTakesNothingMore() async throws {
        try await withStore { store in
            let upload = try await store.incoming(limit: .max)
            try await upload.append(ByteBuffer(string: "abc"))
            await upload.abandon()

            await #expect(throws: BlobError.uploadClosed) { try await upload.append(ByteBuffer(string: "d")) }
            await #expect(throws: BlobError.uploadClosed) { try await upload.finish() }
            #expect(store.incomingNames.isEmpty)
        }
    }
}
