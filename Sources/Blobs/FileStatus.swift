import Glibc

/// What the file system says of one file.
struct FileStatus: Hashable, Sendable {
    let isRegular: Bool
    /// Which file it is, whatever its name.
    let inode: UInt64
    let size: Int64
    /// Seconds since 1970 of the last change of the bytes, or of the last time somebody said that the blob is still wanted.
    let modified: Int64

    init(_ raw: stat) {
        isRegular = raw.st_mode & S_IFMT == S_IFREG
        inode = UInt64(raw.st_ino)
        size = Int64(raw.st_size)
        modified = Int64(raw.st_mtim.tv_sec)
    }

    /// The status of the file at `path` itself (a link is not followed); nil when there is none.
    static func of(_ path: String) throws(BlobError) -> FileStatus? {
        var buffer = stat()
        if lstat(path, &buffer) == 0 { return FileStatus(buffer) }
        guard errno == ENOENT || errno == ENOTDIR else { throw BlobError("lstat", path) }
        return nil
    }

    /// Whether the last change lies at least `grace` before now.
    func isOlder(than grace: Duration) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) - modified >= grace.components.seconds
    }
}
