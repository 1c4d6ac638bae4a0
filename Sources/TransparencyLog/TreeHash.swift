import Crypto

/// A hash of the tree: 32 bytes of SHA-256, kept inline so that a million of them need one allocation.
public struct TreeHash: Hashable, Sendable {
    /// The bytes as they stand in memory.
    let words: SIMD4<UInt64>

    /// Bytes of a hash.
    public static let length = 32

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = digest(UnsafeRawBufferPointer(start: nil, count: 0))

    init(words: SIMD4<UInt64>) { self.words = words }

    /// A hash from its 32 bytes; nil when there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        if let hash = bytes.withContiguousStorageIfAvailable({ Self(raw: UnsafeRawBufferPointer($0)) }) {
            self = hash
        } else {
            self = Array(bytes).withUnsafeBytes { Self(raw: $0) }
        }
    }

    /// A hash from base64, as it stands in proofs and checkpoints.
    public init?(base64 text: some Collection<UInt8>) {
        guard text.count == 44, let bytes = Base64.decode(text) else { return nil }
        self.init(bytes)
    }

    /// 32 bytes, which the caller counted.
    init(raw: UnsafeRawBufferPointer) {
        words = raw.loadUnaligned(as: SIMD4<UInt64>.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Standard base64 with padding, 44 characters.
    public var base64: String { withUnsafeBytes { Base64.encode($0) } }

    /// Lower-case hexadecimal, 64 characters.
    public var hex: String { withUnsafeBytes { Hex.encode($0) } }

    /// Lends the bytes where they are.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The hash of an entry: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1).
    public static func leaf(_ entry: some Collection<UInt8>) -> TreeHash {
        entry.withContiguousStorageIfAvailable { leaf(UnsafeRawBufferPointer($0)) } ?? Array(entry).withUnsafeBytes { leaf($0) }
    }

    /// The hash of an entry whose bytes lie in `entry`.
    public static func leaf(_ entry: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        Swift.withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return TreeHash(hasher.finalize())
    }

    /// The hash of two subtrees side by side: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
            buffer.storeBytes(of: right.words, toByteOffset: 33, as: SIMD4<UInt64>.self)
            return digest(UnsafeRawBufferPointer(buffer))
        }
    }

    static func digest(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return TreeHash(hasher.finalize())
    }

    private init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { TreeHash(raw: $0) }
    }
}

extension TreeHash: CustomStringConvertible {
    /// Base64, as in a checkpoint.
    public var description: String { base64 }
}
