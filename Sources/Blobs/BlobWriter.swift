import Crypto

/// Takes the bytes of one blob on a worker's thread; see `BlobStore.stage`.
public struct BlobWriter: ~Copyable {
    private let file: IncomingFile
    private let limit: Int64
    private var sha256 = SHA256()
    private let sm3: SM3?

    init(_ file: IncomingFile, limit: Int64, sm3: Bool) throws(BlobError) {
        self.file = file
        self.limit = limit
        self.sm3 = sm3 ? try SM3() : nil
    }

    /// The number of bytes taken so far.
    public var size: Int64 { file.size }

    /// Appends bytes, hashing them on the way. Throws `tooLarge` at the first byte beyond the limit, `noSpace` when the disk is full.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard Int64(bytes.count) <= limit - size else { throw BlobError.tooLarge(limit: limit) }
        sha256.update(bufferPointer: bytes)
        sm3?.update(bytes)
        try file.write(bytes)
    }

    func digests() throws(BlobError) -> BlobDigests {
        BlobDigests(sha256: BlobID(sha256.finalize()), sm3: try sm3?.finish(), size: size)
    }
}
