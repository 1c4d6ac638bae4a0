import Crypto
import Locks
import NIOCore
import NIOPosix

/// The hashes of one upload, each advanced by its own lane.
final class RunningDigests: Sendable {
    // The locks are never contended: a lane runs one piece at a time. They carry the state from one thread to the next.
    private let sha256: Locked<SHA256>
    private let sm3: Locked<SM3?>

    init(sm3: Bool) throws(BlobError) {
        sha256 = Locked(SHA256())
        self.sm3 = Locked(sm3 ? try SM3() : nil)
    }

    /// The same state once more, to go on from after what comes next was thrown away.
    init(copyOf other: RunningDigests) throws(BlobError) {
        sha256 = Locked(other.sha256.withLock { $0 })
        sm3 = Locked(try Self.copy(other.sm3))
    }

    var hasSM3: Bool { sm3.withLock { $0 != nil } }

    func updateSHA256(_ piece: ByteBuffer) {
        sha256.withLock { hash in piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
    }

    func updateSM3(_ piece: ByteBuffer) {
        sm3.withLock { hash in piece.withUnsafeReadableBytes { hash?.update($0) } }
    }

    /// Lanes that advance the hashes side by side: SM3 has threads of its own.
    func lanes(on threads: BlobThreads) -> [Lane] {
        let first = Lane(threads.disk) { self.updateSHA256($0) }
        return hasSM3 ? [first, Lane(threads.sm3) { self.updateSM3($0) }] : [first]
    }

    /// The digests of the bytes so far; more may follow.
    func soFar(size: Int64) throws(BlobError) -> BlobDigests {
        let name = sha256.withLock { BlobID($0.finalize()) }
        return BlobDigests(sha256: name, sm3: try Self.copy(sm3)?.finish(), size: size)
    }

    private static func copy(_ sm3: Locked<SM3?>) throws(BlobError) -> SM3? {
        guard let twin = sm3.withLock({ $0?.twin() }) else { return nil }
        return try SM3(twin)
    }
}
