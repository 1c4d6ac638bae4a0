import Crypto
import Locks
import NIOCore

/// A checksum that grows while the bytes of one piece of an upload pass, to be compared with the one that its sender gave.
public final class RunningChecksum: Sendable {
    /// The algorithms that a sender may choose from, by the names that tus gives them.
    public enum Algorithm: String, CaseIterable, Sendable {
        case sha1, sha256

        /// Bytes of a checksum.
        public var size: Int {
            switch self {
            case .sha1: Insecure.SHA1.byteCount
            case .sha256: SHA256.byteCount
            }
        }
    }

    private enum Hash {
        case sha1(Insecure.SHA1)
        case sha256(SHA256)

        mutating func update(_ bytes: UnsafeRawBufferPointer) {
            switch self {
            case .sha1(var running):
                running.update(bufferPointer: bytes)
                self = .sha1(running)
            case .sha256(var running):
                running.update(bufferPointer: bytes)
                self = .sha256(running)
            }
        }

        var value: [UInt8] {
            switch self {
            case .sha1(let running): Array(running.finalize())
            case .sha256(let running): Array(running.finalize())
            }
        }
    }

    private let expected: [UInt8]
    private let hash: Locked<Hash>

    /// Nothing seen yet; nil when `expected` has not the algorithm's size.
    public init?(_ algorithm: Algorithm, expected: [UInt8]) {
        guard expected.count == algorithm.size else { return nil }
        self.expected = expected
        switch algorithm {
        case .sha1: hash = Locked(.sha1(Insecure.SHA1()))
        case .sha256: hash = Locked(.sha256(SHA256()))
        }
    }

    func update(_ piece: ByteBuffer) {
        hash.withLock { hash in piece.withUnsafeReadableBytes { hash.update($0) } }
    }

    /// Whether what was seen is what the sender meant.
    var isMatched: Bool { hash.withLock { $0.value } == expected }
}
