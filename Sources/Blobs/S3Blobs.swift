public import Logging
import NIOCore

/// Blobs in a bucket of an S3-compatible server: bytes kept under the SHA-256 digest of their content, in `<prefix>blobs/<hex>`.
///
/// Any number of processes on any number of machines may use one bucket at once, each with a staging folder on its own disk. A blob appears under its
/// name whole, in one step of the server; before `commit` returns it was read back and hashed here, because not every server compares what it got with
/// what was signed (one that we test with does not).
public final class S3Blobs: BlobStore {
    /// Where bytes lie until they are in the bucket.
    public let staging: Staging
    let client: S3Client
    let copies: LocalCopies

    /// Opens the bucket for the database named `owner`, and the folder in which bytes arrive.
    ///
    /// - Parameter mayClaim: whether a bucket without a marker is marked as that database's; otherwise that throws `emptyStore`.
    /// - Throws: `foreignFolder` when the marker names another database, `unmarkedFolder` when there is content but no marker; `unreachable` and `refused`
    ///   when the server cannot be had, or does not let us.
    public static func open(
        _ options: S3Options, staging path: String, belongsTo owner: String, mayClaim: Bool = true, logger: Logger, failpoint: Failpoint? = nil
    ) async throws -> S3Blobs {
        let client = S3Client(options, logger: logger)
        try await S3Marker(client: client).claim(for: owner, mayClaim: mayClaim)
        let staging = try Staging(path, belongsTo: owner, failpoint: failpoint)
        return S3Blobs(staging, client, try LocalCopies(staging, limit: options.copies))
    }

    private init(_ staging: Staging, _ client: S3Client, _ copies: LocalCopies) {
        (self.staging, self.client, self.copies) = (staging, client, copies)
    }

    static let folder = "blobs/"

    static func key(of id: BlobID) -> String { folder + id.hex }

    /// Throws when the bucket or the staging folder does not answer.
    public func requireReady() async throws {
        _ = try staging.freeBytes()
        guard try await client.head(S3Marker.key, patience: .seconds(2)) != nil else { throw BlobError.emptyStore(client.options.name) }
    }

    /// Calls `body` for every stored blob with its size in bytes, in the order of their names.
    public func forEachBlob(_ body: (_ id: BlobID, _ size: Int64) async throws -> Void) async throws {
        try await list { blob, id in try await body(id, blob.size) }
    }

    /// The objects that are blobs; others are nobody's business.
    func list(_ body: (S3Object, BlobID) async throws -> Void) async throws {
        try await client.list(Self.folder) { page in
            for object in page {
                try Task.checkCancellation()
                guard let id = BlobID(String(object.key.dropFirst(Self.folder.count))) else { continue }
                try await body(object, id)
            }
        }
    }

    /// The blob's size in bytes; nil when it is not stored.
    public func size(_ id: BlobID) async throws -> Int64? {
        try await client.head(Self.key(of: id))?.size
    }

    /// Opens a blob to be read as it arrives. A lost connection is taken up again where it ended.
    public func read(_ id: BlobID, range: Range<Int64>?) async throws -> BlobBytes {
        guard let size = try await size(id) else { throw BlobError.missing(id) }
        let range = range ?? 0..<size
        guard range.lowerBound >= 0, range.upperBound <= size else { throw BlobError.outOfRange(size: size) }
        return BlobBytes(size: size, range: range, id: id, source: .object(StoredObject(client: client, key: Self.key(of: id), id: id)))
    }

    /// A copy on this machine's disk, verified, gone with its last holder.
    public func local(_ id: BlobID) async throws -> LocalBlob {
        let (staging, copies) = (staging, copies)
        // The bucket is asked in any case: what was lost there must not look as if it were still stored.
        let bytes = try await read(id)
        if let copy = try await staging.threads.onDisk({ try copies.take(id, size: bytes.size) }) { return LocalBlob(copy) }
        guard try staging.freeBytes() > bytes.size else { throw BlobError.noSpace }
        let file = try await staging.threads.onDisk { try staging.newFile() }
        for try await piece in bytes {
            try await staging.threads.onDisk { try piece.withUnsafeReadableBytes { try file.write($0) } }
        }
        file.endWriting(closing: true)
        try await staging.threads.onDisk { copies.keep(file, id, size: bytes.size) }
        return LocalBlob(file)
    }
}
