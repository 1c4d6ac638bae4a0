import Glibc

/// Why an archive could not be written: the system's error number, such as 28 for a full disk.
public struct ZipWriteError: Error, Sendable, Hashable {
    /// `errno` of the call that failed.
    public let errno: Int32
}

/// Where an archive is written to: a file, or memory.
final class ByteSink {
    /// Bytes written so far.
    private(set) var count: UInt64 = 0
    /// What was written, when it was to memory.
    private(set) var bytes: [UInt8] = []
    private var descriptor: Int32 = -1
    private let path: String?
    /// How much of what was written to memory was taken away.
    private var taken: UInt64 = 0

    /// A sink in memory.
    init() {
        path = nil
    }

    /// A sink that empties or makes the file at `path`.
    init(path: String) throws(ZipWriteError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ZipWriteError(errno: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func write(_ more: [UInt8]) throws(ZipWriteError) {
        try put(more, at: count)
        count += UInt64(more.count)
    }

    func write(_ more: UnsafeRawBufferPointer) throws(ZipWriteError) {
        if path == nil { bytes.append(contentsOf: more) } else { try putFile(more, at: count) }
        count += UInt64(more.count)
    }

    /// Replaces bytes that were written before.
    func overwrite(_ new: [UInt8], at offset: UInt64) throws(ZipWriteError) {
        try put(new, at: offset)
    }

    /// Takes what was written to memory since the last time; it cannot be overwritten any more.
    func take() -> [UInt8] {
        defer { (taken, bytes) = (count, []) }
        return bytes
    }

    /// Closes the file; an error that the system kept until now comes out here.
    func finish() throws(ZipWriteError) {
        guard descriptor >= 0 else { return }
        let result = close(descriptor)
        descriptor = -1
        guard result == 0 else { throw ZipWriteError(errno: errno) }
    }

    /// Removes what was written.
    func discard() {
        if let path { unlink(path) }
    }

    private func put(_ new: [UInt8], at offset: UInt64) throws(ZipWriteError) {
        if path == nil {
            let start = Int(offset - taken)
            bytes.replaceSubrange(start..<min(start + new.count, bytes.count), with: new)
        } else {
            let failure = new.withUnsafeBytes { buffer -> ZipWriteError? in
                do throws(ZipWriteError) {
                    try putFile(buffer, at: offset)
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
        }
    }

    private func putFile(_ more: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipWriteError) {
        var done = 0
        while done < more.count, let start = more.baseAddress {
            let put = pwrite(descriptor, start + done, more.count - done, off_t(offset) + off_t(done))
            if put > 0 {
                done += put
            } else if put == 0 || errno != EINTR {
                throw ZipWriteError(errno: errno)
            }
        }
    }
}
