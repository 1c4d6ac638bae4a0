import Glibc
import Locks

/// Blobs in a folder: bytes kept under the SHA-256 digest of their content, in `blobs/ab/cd/<hex>`.
///
/// Any number of processes may use one folder at once. Bytes are on the medium before `commit` returns, a stored blob never changes, and reading
/// one checks it. Folders have permission 0700, files 0600: a confined parser gets a descriptor (`openForReading`), not a path.
public final class FolderBlobs: Sendable {
    let layout: Layout
    let root: OpenFile
    let threads = BlobThreads()
    let live = LiveFiles()
    let failpoint: Failpoint?
    let continued = ContinuedDigests()
    /// Held during `syncfs`, so that of two at once none can hear a failure that concerns the other and keep it to itself.
    let syncing = Locked(())
    /// Folders whose own entry is known to be on the medium, so that their parents need not be forced again.
    let settled = Locked(Set<Folder>())

    /// Opens the folder at `path` for the database named `owner` (its system identifier and UUID, one line of text).
    ///
    /// A folder that is missing or empty is made and marked as that database's. Throws `foreignFolder` when the marker names another one and
    /// `unmarkedFolder` when there is content but no marker. May be called by several processes at once.
    public static func open(_ path: String, belongsTo owner: String, failpoint: Failpoint? = nil) throws -> FolderBlobs {
        let layout = Layout(root: try FolderCalls.makeAll(path))
        try Marker(layout).claim(for: owner)
        try FolderCalls.make(layout.top)
        try FolderCalls.make(layout.incoming)
        try FolderCalls.sync(layout.top)
        return try FolderBlobs(layout, failpoint)
    }

    private init(_ layout: Layout, _ failpoint: Failpoint?) throws {
        self.layout = layout
        self.failpoint = failpoint
        // Kept open for good: `syncfs` then also reports a failed write of a file that was closed in between.
        root = try OpenFile(layout.root, O_RDONLY | O_DIRECTORY)
        try root.syncFolder()
    }

    /// The number of bytes that the file system still has room for.
    public func freeBytes() throws -> Int64 {
        var status = statvfs()
        guard fstatvfs(root.descriptor, &status) == 0 else { throw BlobError("fstatvfs", layout.root) }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
