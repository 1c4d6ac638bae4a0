import Crypto
import Locks
import NIOCore

/// The hashes of one upload, each advanced by its own lane.
final class RunningDigests: Sendable {
    // The locks are never contended: a lane runs one piece at a time. They carry the state from one thread to the next.
    private let sha256 = Locked(SHA256())
    private let sm3: Locked<SM3?>

    init(sm3: Bool) throws(BlobError) {
        self.sm3 = Locked(sm3 ? try SM3() : nil)
    }

    func updateSHA256(_ piece: ByteBuffer) {
        sha256.withLock { hash in piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
    }

    func updateSM3(_ piece: ByteBuffer) {
        sm3.withLock { hash in piece.withUnsafeReadableBytes { hash?.update($0) } }
    }

    func finish(size: Int64) throws -> BlobDigests {
        let name = sha256.withLock { BlobID($0.finalize()) }
        let second = try sm3.withLock { try $0?.finish() }
        return BlobDigests(sha256: name, sm3: second, size: size)
    }
}
