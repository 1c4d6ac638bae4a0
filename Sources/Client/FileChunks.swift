import Crypto
import Locks
import NIOCore

/// A SHA-256 that grows while bytes pass, and can begin again when they are sent again.
final class RunningDigest: Sendable {
    private let state = Locked((hash: SHA256(), seen: Int64(0)))

    func restart() {
        state.withLock { $0 = (SHA256(), 0) }
    }

    /// Takes bytes in and returns how many came so far.
    @discardableResult
    func append(_ buffer: ByteBuffer) -> Int64 {
        state.withLock { state in
            buffer.withUnsafeReadableBytes { state.hash.update(bufferPointer: $0) }
            state.seen += Int64(buffer.readableBytes)
            return state.seen
        }
    }

    /// The digest in hex once `size` bytes came; nil before.
    func finish(ifSeen size: Int64) -> String? {
        state.withLock { state in state.seen == size ? state.hash.finalize().hex : nil }
    }

    /// The digest of what came so far, in hex.
    var hex: String { state.withLock { $0.hash.finalize().hex } }
}

extension Sequence where Element == UInt8 {
    fileprivate var hex: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// The bytes of an open file from `start` on, a MiB at a time, read on another thread and only when they are wanted.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let file: LocalFile
    let size: Int64
    let digest: RunningDigest
    let progress: @Sendable (Int64, Int64) -> Void
    var start: Int64 = 0

    struct AsyncIterator: AsyncIteratorProtocol {
        let chunks: FileChunks
        var offset: Int64

        mutating func next() async throws -> ByteBuffer? {
            let wanted = Swift.min(1 << 20, chunks.size - offset)
            guard wanted > 0 else { return nil }
            let buffer = try await chunks.file.read(Int(wanted), at: offset)
            offset += wanted
            chunks.digest.append(buffer)
            chunks.progress(offset, chunks.size)
            return buffer
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(chunks: self, offset: start) }
}
