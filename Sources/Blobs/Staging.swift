import Glibc

/// The folder of this machine in which bytes arrive: what is not yet a blob, whatever store it is for.
///
/// Temporary files lie in `blobs/incoming/`, bytes that only pass through in `passing/`. Folders have permission 0700, files 0600.
public final class Staging: Sendable {
    let layout: Layout
    let threads = BlobThreads()
    let live = LiveFiles()
    let failpoint: Failpoint?
    let continued = ContinuedDigests()
    /// The root, kept open for good: `syncfs` then also reports a failed write of a file that was closed in between.
    let root: OpenFile
    /// Whether the same bytes lie in their place on this disk already, so that they need not be kept twice; nil where blobs lie elsewhere.
    let isStored: (@Sendable (BlobDigests) throws -> Bool)?

    /// Opens the folder at `path` for the database named `owner`; see `FolderBlobs.open`.
    init(
        _ path: String, belongsTo owner: String, failpoint: Failpoint?,
        isStored: (@Sendable (Layout) -> @Sendable (BlobDigests) throws -> Bool)? = nil
    ) throws {
        layout = Layout(root: try FolderCalls.makeAll(path))
        try Marker(layout).claim(for: owner)
        try FolderCalls.make(layout.top)
        try FolderCalls.make(layout.incoming)
        try FolderCalls.sync(layout.top)
        self.failpoint = failpoint
        self.isStored = isStored?(layout)
        root = try OpenFile(layout.root, O_RDONLY | O_DIRECTORY)
        try root.syncFolder()
    }

    /// The number of bytes that the file system still has room for.
    public func freeBytes() throws -> Int64 {
        var status = statvfs()
        guard fstatvfs(root.descriptor, &status) == 0 else { throw BlobError("fstatvfs", layout.root) }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// Where bytes lie that pass through.
    public var spool: Spool { Spool(layout.root + "/passing", threads) }

    func newFile() throws -> IncomingFile {
        try IncomingFile(in: layout.incoming, live: live, failpoint: failpoint)
    }

    /// Keeps a finished temporary file, unless its bytes are stored already.
    func stage(_ file: IncomingFile, _ digests: BlobDigests, closing: Bool) throws -> StagedBlob {
        if try isStored?(digests) == true {
            try step(.drop, failpoint) { file.discard() }
            return StagedBlob(alreadyStored: digests, at: layout.path(of: digests.sha256))
        }
        file.endWriting(closing: closing)
        return StagedBlob(digests, in: file)
    }
}
