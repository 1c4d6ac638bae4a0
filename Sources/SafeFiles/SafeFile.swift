import Glibc

/// Files that are whole or not there, and durable once written.
public enum SafeFile {
    /// Writes a file in place of the one before it: temporary name, fsync, rename, fsync of the folder. Returns when it survives a power cut.
    public static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600) throws(FileFault) {
        let partial = "\(path).\(getpid()).partial"
        unlink(partial)
        try write(bytes, to: partial, mode: mode)
        guard rename(partial, path) == 0 else {
            let fault = fault(path)
            unlink(partial)
            throw fault
        }
        try syncFolder(of: path)
    }

    /// Writes a file that must not be there yet.
    public static func create(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o600) throws(FileFault) {
        let partial = "\(path).\(getpid()).partial"
        unlink(partial)
        try write(bytes, to: partial, mode: mode)
        // A link fails when the name is taken, and until then nobody sees half a key.
        let linked = link(partial, path)
        let reason = errno
        unlink(partial)
        guard linked == 0 else {
            if reason == EEXIST { throw .exists(path: path) }
            throw .system(path: path, reason: String(cString: strerror(reason)))
        }
        try syncFolder(of: path)
    }

    /// Reads a plain file of at most `limit` bytes. `isSecret` demands that it is ours and nobody else's.
    public static func read(_ path: String, limit: Int, isSecret: Bool = false) throws(FileFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw fault(path) }
        defer { close(descriptor) }
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { throw fault(path) }
        guard about.st_mode & S_IFMT == S_IFREG, about.st_size <= limit else { throw .form(path: path) }
        if isSecret {
            guard about.st_uid == geteuid() || about.st_uid == 0 else { throw .foreign(path: path) }
            guard about.st_mode & 0o077 == 0 else { throw .exposed(path: path, mode: about.st_mode) }
        }
        // One byte more than there is: a file that grows meanwhile is noticed.
        var bytes = [UInt8](repeating: 0, count: Int(about.st_size) + 1)
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw fault(path) }
            if got == 0 { break }
            done += got
        }
        guard done <= limit else { throw .form(path: path) }
        bytes.removeLast(bytes.count - done)
        return bytes
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(FileFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw fault(path) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw abandon(path) }
            done += wrote
        }
        guard fsync(descriptor) == 0 else { throw abandon(path) }
    }

    private static func abandon(_ path: String) -> FileFault {
        let fault = fault(path)
        unlink(path)
        return fault
    }

    private static func syncFolder(of path: String) throws(FileFault) {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(folder) }
    }

    private static func fault(_ path: String) -> FileFault {
        .system(path: path, reason: String(cString: strerror(errno)))
    }
}
