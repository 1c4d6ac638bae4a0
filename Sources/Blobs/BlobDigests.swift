/// What is known of a blob once all of its bytes were seen.
public struct BlobDigests: Hashable, Codable, Sendable {
    /// The name of the blob.
    public let sha256: BlobID
    /// The SM3 digest of the same bytes; nil where it was not asked for.
    public let sm3: SM3Digest?
    /// The number of bytes.
    public let size: Int64

    /// Digests that were computed elsewhere, for example read back from the database.
    public init(sha256: BlobID, sm3: SM3Digest?, size: Int64) {
        self.sha256 = sha256
        self.sm3 = sm3
        self.size = size
    }
}
