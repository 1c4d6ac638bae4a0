import Glibc

extension FolderBlobs {
    /// Opens a blob to be read in pieces, whole or in part. Throws `missing` and `outOfRange` here, before the first byte is given.
    public func read(_ id: BlobID, range: Range<Int64>?) async throws -> BlobBytes {
        let open = try await threads.onDisk { try self.open(id) }
        let range = range ?? 0..<open.size
        guard range.lowerBound >= 0, range.upperBound <= open.size else { throw BlobError.outOfRange(size: open.size) }
        return BlobBytes(size: open.size, range: range, id: id, source: .file(open.file, threads))
    }

    /// Opens a blob for somebody who reads by descriptor, for example a confined process that may not enter the folder. Nothing is verified.
    public func openForReading(_ id: BlobID) throws -> OpenBlob {
        try open(id)
    }

    /// Where the blob lies, or would lie. Only processes of the service's own user can open it.
    public func path(of id: BlobID) -> String {
        layout.path(of: id)
    }

    /// The blob where it lies.
    public func local(_ id: BlobID) async throws -> LocalBlob {
        LocalBlob(path: layout.path(of: id))
    }

    /// The blob's size in bytes; nil when it is not stored.
    public func size(_ id: BlobID) async throws -> Int64? {
        let path = layout.path(of: id)
        return try await threads.onDisk { try FileStatus.of(path) }?.size
    }

    private func open(_ id: BlobID) throws -> OpenBlob {
        let path = layout.path(of: id)
        guard let found = try FileStatus.of(path) else { throw BlobError.missing(id) }
        guard found.isRegular else { throw BlobError.damaged(id) }
        let file = try OpenFile(path, O_RDONLY)
        file.willReadSequentially()
        return OpenBlob(file: file, size: try file.status().size)
    }
}

/// A blob that is open for reading; its descriptor is closed with the last copy.
public struct OpenBlob: Sendable {
    let file: OpenFile
    /// The size in bytes.
    public let size: Int64

    /// The descriptor, valid for as long as this value lives. Its position is shared: read with `pread`, or hand it to one child process only.
    public var descriptor: Int32 { file.descriptor }
}
