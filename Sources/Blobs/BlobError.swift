/// Why bytes could not be taken, kept or given.
public enum BlobError: Error, Hashable, Sendable {
    /// More than `limit` bytes came; everything received was freed.
    case tooLarge(limit: Int64)
    /// The file system (or its quota) is full; everything received was freed.
    case noSpace
    /// The bytes are not those that the sender announced; they were freed.
    case digestMismatch(expected: BlobID, actual: BlobID)
    /// The stored bytes no longer match their name.
    case damaged(BlobID)
    /// No such blob is stored.
    case missing(BlobID)
    /// The wanted bytes do not lie within the blob's `size`.
    case outOfRange(size: Int64)
    /// The folder belongs to the database `found`, not to `expected`.
    case foreignFolder(path: String, expected: String, found: String)
    /// The folder has content but no marker, so nobody knows whose it is.
    case unmarkedFolder(path: String)
    /// The marker is there but is not one that this version understands.
    case unreadableMarker(path: String)
    /// This libcrypto offers no SM3.
    case noSM3
    /// The upload was already finished or abandoned, or two calls used it at once.
    case uploadClosed
    /// Somebody else is writing to this unfinished upload.
    case uploadBusy
    /// Bytes of an unfinished upload that were received are not there any more, or are not the same.
    case uploadLost
    /// A piece of an upload is not the one whose checksum was given; it was dropped.
    case checksumMismatch
    /// The store is shutting down.
    case shuttingDown
    /// The bucket `store` carries no marker and is not to get one: the database names blobs that would not be in it.
    case emptyStore(String)
    /// The server of the bucket `store` did not answer, or not as it should, for as long as `operation` was tried.
    case unreachable(store: String, operation: String, cause: String)
    /// The server of the bucket `store` refused; `code` is S3's word for why. Trying again would not help.
    case refused(store: String, operation: String, status: Int, code: String)
    /// The operating system refused; `code` is its errno.
    case system(operation: String, path: String, code: Int32)
}
