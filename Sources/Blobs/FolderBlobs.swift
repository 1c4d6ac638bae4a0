import Locks

/// Blobs in a folder: bytes kept under the SHA-256 digest of their content, in `blobs/ab/cd/<hex>`.
///
/// Any number of processes may use one folder at once. Bytes are on the medium before `commit` returns, a stored blob never changes, and reading
/// one checks it. A confined parser gets a descriptor (`openForReading`), not a path.
public final class FolderBlobs: BlobStore {
    /// The same folder: what arrives is renamed into its place.
    public let staging: Staging
    /// Held during `syncfs`, so that of two at once none can hear a failure that concerns the other and keep it to itself.
    let syncing = Locked(())
    /// Folders whose own entry is known to be on the medium, so that their parents need not be forced again.
    let settled = Locked(Set<Folder>())

    /// Opens the folder at `path` for the database named `owner` (its system identifier and UUID, one line of text).
    ///
    /// A folder that is missing or empty is made and marked as that database's. Throws `foreignFolder` when the marker names another one and
    /// `unmarkedFolder` when there is content but no marker. May be called by several processes at once.
    public static func open(_ path: String, belongsTo owner: String, failpoint: Failpoint? = nil) throws -> FolderBlobs {
        let staging = try Staging(path, belongsTo: owner, failpoint: failpoint) { layout in
            { digests in try Self.reuse(digests, layout, failpoint) }
        }
        return FolderBlobs(staging)
    }

    private init(_ staging: Staging) {
        self.staging = staging
    }

    var layout: Layout { staging.layout }
    var threads: BlobThreads { staging.threads }
    var failpoint: Failpoint? { staging.failpoint }

    /// Throws when the folder does not answer.
    public func requireReady() async throws {
        _ = try staging.freeBytes()
    }
}
