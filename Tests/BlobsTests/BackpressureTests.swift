import Blobs
import Dispatch
import Foundation
import NIOCore
import Synchronization
import Testing

/// How much of an upload is held in memory when the disk does not keep up.
@Suite struct BackpressureTests {
    private static let chunk = 65_536
    private static let total = 32 << 20
    /// Two waiting pieces, one being written, one being filled, one for good measure, and what the sender has just made.
    private static let bound = (5 << 20) + chunk

    private final class Progress: Sendable {
        let made = Atomic(0)
        let written = Atomic(0)
        let most = Atomic(0)
        let ranAway = DispatchSemaphore(value: 0)

        func makeChunk() -> ByteBuffer? {
            let made = made.add(chunk, ordering: .relaxed).newValue
            guard made <= total else { return nil }
            if made > bound { ranAway.signal() }
            return ByteBuffer(repeating: UInt8(truncatingIfNeeded: made >> 16), count: chunk)
        }

        /// The first write stands until the sender has run away, which it must not, or for long enough to have done so.
        func beforeWrite() {
            let written = written.load(ordering: .relaxed)
            if written == 0 { _ = ranAway.wait(timeout: .now() + .milliseconds(300)) }
            most.max(made.load(ordering: .relaxed) - written, ordering: .relaxed)
            self.written.add(1 << 20, ordering: .relaxed)
        }
    }

    @Test func aSlowDiskHoldsTheSenderBack() async throws {
        let progress = Progress()
        let failpoint: Failpoint = { step, moment in
            if step == .write, moment == .before { progress.beforeWrite() }
        }

        try await withStore(failpoint: failpoint) { store in
            let staged = try await store.receive(AsyncStream { progress.makeChunk() }, limit: .max, sm3: true)

            #expect(staged.digests.size == Int64(Self.total))
            let most = progress.most.load(ordering: .relaxed)
            #expect(most > 1 << 20, "the sender was never ahead, so nothing was tested")
            #expect(most <= Self.bound)
        }
    }
}
