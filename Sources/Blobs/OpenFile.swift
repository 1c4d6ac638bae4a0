import Glibc

/// An open file or folder; closed when the last holder lets go.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String

    /// Opens without following a link in the last component, and without passing the descriptor on to child processes.
    init(_ path: String, _ flags: Int32, permissions: mode_t = 0o600) throws(BlobError) {
        let descriptor = retryingInterrupts { Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, permissions) }
        guard descriptor >= 0 else { throw BlobError("open", path) }
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens a file that an administrator named for reading; a link is followed, because secrets are often put in place by one.
    init(following path: String) throws(BlobError) {
        let descriptor = retryingInterrupts { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw BlobError("open", path) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Size, kind and time of the last change.
    func status() throws(BlobError) -> FileStatus {
        var buffer = stat()
        guard fstat(descriptor, &buffer) == 0 else { throw BlobError("fstat", path) }
        return FileStatus(buffer)
    }

    /// Writes all of the bytes at the file's present position.
    func write(_ bytes: UnsafeRawBufferPointer) throws(BlobError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let now = UnsafeRawBufferPointer(rebasing: rest)
            let written = retryingInterrupts { Glibc.write(descriptor, now.baseAddress, now.count) }
            guard written > 0 else { throw BlobError("write", path, code: written == 0 ? EIO : errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// Fills the buffer from `offset` on, as far as the file goes; the number of bytes read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = retryingInterrupts { pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + filled) }
            guard count >= 0 else { throw BlobError("read", path) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Asks the kernel to begin writing everything dirty in this file, and does not wait: the barrier that comes later then has little left to do.
    func beginWriteback() {
        LinuxCalls.beginWriteback(descriptor)
    }

    /// Tells the kernel that the file is read from front to back.
    func willReadSequentially() {
        _ = posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
    }

    /// Waits for the advisory lock (`LOCK_SH` or `LOCK_EX`), which is held until the file is closed.
    func lock(_ kind: Int32) throws(BlobError) {
        guard retryingInterrupts({ flock(descriptor, kind) }) == 0 else { throw BlobError("flock", path) }
    }

    /// Takes the exclusive advisory lock when nobody has it; whether it did.
    func tryLock() throws(BlobError) -> Bool {
        if retryingInterrupts({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw BlobError("flock", path) }
        return false
    }

    /// Gives the lock back now: a process that was being started at the same moment may still have the descriptor for an instant after `close`.
    func unlock() {
        _ = flock(descriptor, LOCK_UN)
    }

    /// Drops everything behind `size`, and goes on there.
    func cut(to size: Int64) throws(BlobError) {
        guard retryingInterrupts({ ftruncate(descriptor, off_t(size)) }) == 0 else { throw BlobError("ftruncate", path) }
        guard lseek(descriptor, off_t(size), SEEK_SET) == off_t(size) else { throw BlobError("lseek", path) }
    }

    /// Returns when the file's bytes, and what is needed to find them, are on the medium.
    func syncData() throws(BlobError) {
        guard retryingInterrupts({ fdatasync(descriptor) }) == 0 else { throw BlobError("fdatasync", path) }
    }

    /// Returns when the folder's entries are on the medium.
    func syncFolder() throws(BlobError) {
        guard retryingInterrupts({ fsync(descriptor) }) == 0 else { throw BlobError("fsync", path) }
    }

    /// Returns when everything written to this file system is on the medium.
    func syncFileSystem() throws(BlobError) {
        guard retryingInterrupts({ LinuxCalls.syncFileSystem(descriptor) }) == 0 else { throw BlobError("syncfs", path) }
    }
}

/// Repeats a call for as long as a signal interrupts it.
func retryingInterrupts<Number: BinaryInteger>(_ call: () -> Number) -> Number {
    while true {
        let result = call()
        if result == -1, errno == EINTR { continue }
        return result
    }
}
