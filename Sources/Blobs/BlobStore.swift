public import NIOCore

/// Where the bytes of the service are kept, by their SHA-256: in a folder, or in a bucket of an S3-compatible server.
///
/// What arrives lies on the disk of this machine first (`staging`), in every store: it is hashed while it is written, and only `commit` makes
/// blobs of it. A blob never changes. What is read whole is verified on the way.
public protocol BlobStore: Sendable {
    /// Where bytes lie until they are committed.
    var staging: Staging { get }

    /// Makes staged bytes blobs, all of one package in one batch. On return each is durable and readable under its name.
    ///
    /// When it throws, some may be in place already: each of those is whole, nobody refers to it yet, and committing the same batch again carries on.
    /// Throws `missing` when a blob that `wasStored` has been swept since.
    @discardableResult
    func commit(_ staged: [StagedBlob]) async throws -> [BlobDigests]

    /// A blob that is stored already, as if it had just been received; nil when it is not stored.
    func recall(_ digests: BlobDigests) async throws -> StagedBlob?

    /// Opens a blob to be read in pieces, whole or in part. Throws `missing` and `outOfRange` here, before the first byte is given.
    func read(_ id: BlobID, range: Range<Int64>?) async throws -> BlobBytes

    /// The blob as a file of this machine.
    func local(_ id: BlobID) async throws -> LocalBlob

    /// The blob's size in bytes; nil when it is not stored.
    func size(_ id: BlobID) async throws -> Int64?

    /// Calls `body` for every stored blob with its size in bytes, in the order of their names. Blobs that come or go meanwhile may be seen or not.
    func forEachBlob(_ body: (_ id: BlobID, _ size: Int64) async throws -> Void) async throws

    /// Removes every blob older than `grace` that `keeping` does not want.
    ///
    /// A blob's age counts from the last time its bytes were uploaded, also when they were stored already; so `grace` must be longer than the time
    /// between an upload and the commit of the row that refers to it. An upload of the same bytes during the sweep keeps the blob.
    func sweep(keeping: (BlobID) async throws -> Bool, olderThan grace: Duration) async throws -> SweepReport

    /// Removes what a crash left behind and what never was a blob; see `Staging.sweepIncoming`.
    func sweepIncoming(olderThan grace: Duration) async throws -> SweepReport

    /// Throws when bytes could be neither taken nor given now.
    func requireReady() async throws
}

extension BlobStore {
    /// Opens a whole blob to be read in pieces, verified on the way.
    public func read(_ id: BlobID) async throws -> BlobBytes {
        try await read(id, range: nil)
    }

    /// Whether the blob is stored.
    public func exists(_ id: BlobID) async throws -> Bool {
        try await size(id) != nil
    }

    /// Reads the whole blob and compares it with its name; throws `damaged` or `missing`.
    public func verify(_ id: BlobID) async throws {
        for try await _ in try await read(id) {}
    }

    /// Removes what a crash left of single requests.
    public func sweepIncoming(olderThan grace: Duration) async throws -> SweepReport {
        try await staging.sweepIncoming(olderThan: grace)
    }

    /// The number of bytes for which there is room where they arrive.
    public func freeBytes() throws -> Int64 { try staging.freeBytes() }

    /// Where bytes lie that pass through.
    public var spool: Spool { staging.spool }

    /// Begins an upload; see `Staging.incoming`.
    public func incoming(limit: Int64, sm3: Bool = false, reserve: BlobUpload.Reserve? = nil) async throws -> BlobUpload {
        try await staging.incoming(limit: limit, sm3: sm3, reserve: reserve)
    }

    /// Streams a whole upload into a staged blob; see `Staging.receive`.
    public func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks, limit: Int64, sm3: Bool = false, expected: BlobID? = nil, reserve: BlobUpload.Reserve? = nil
    ) async throws -> StagedBlob where Chunks.Element == ByteBuffer {
        try await staging.receive(chunks, limit: limit, sm3: sm3, expected: expected, reserve: reserve)
    }

    /// Writes one blob from the calling thread, which may block; see `Staging.stage`.
    public func stage(
        limit: Int64 = .max, sm3: Bool = false, expected: BlobID? = nil, write: (inout BlobWriter) throws -> Void
    ) throws -> StagedBlob {
        try staging.stage(limit: limit, sm3: sm3, expected: expected, write: write)
    }

    /// The file of an unfinished upload; see `Staging.unfinished`.
    public func unfinished(_ name: String, isNew: Bool) async throws -> UnfinishedUpload {
        try await staging.unfinished(name, isNew: isNew)
    }

    /// Bytes that the file of an unfinished upload has; nil when there is none.
    public func unfinishedSize(_ name: String) async throws -> Int64? {
        try await staging.unfinishedSize(name)
    }

    /// Frees the bytes of an unfinished upload.
    public func freeUnfinished(_ name: String) async throws {
        try await staging.freeUnfinished(name)
    }

    /// Removes files of unfinished uploads to which nothing was added for `grace`.
    public func sweepUnfinished(olderThan grace: Duration) async throws -> SweepReport {
        try await staging.sweepUnfinished(olderThan: grace)
    }
}
