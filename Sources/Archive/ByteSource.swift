import Glibc

/// Bytes with random access: a file that is never read whole, or a small archive held in memory.
///
/// Reads go through `pread`, which has no file position, so any number of threads may read at once. Not `mmap`: a file that is cut short
/// under a mapping kills the process with SIGBUS, while a short `pread` is a fault that names the archive.
final class ByteSource: Sendable {
    private enum Kept: Sendable {
        case file(Int32)
        case memory([UInt8])
    }

    /// Number of bytes at the time of opening.
    let count: UInt64
    private let kept: Kept

    /// Takes bytes that are in memory already.
    init(_ bytes: [UInt8]) {
        kept = .memory(bytes)
        count = UInt64(bytes.count)
    }

    /// Opens a plain file for reading; throws the system's error number if that is not possible.
    init(path: String) throws(ZipFault) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ZipFault(.unreadable, facts: ["errno": "\(errno)"]) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ZipFault(.unreadable, facts: ["errno": "\(EISDIR)"])
        }
        kept = .file(descriptor)
        count = UInt64(status.st_size)
    }

    deinit {
        if case .file(let descriptor) = kept { close(descriptor) }
    }

    /// Fills `buffer` from `offset` on and returns how many bytes there were: fewer than asked at the end, or where the system could not read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) -> Int {
        guard offset < count else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), count - offset))
        switch kept {
        case .memory(let bytes):
            bytes.withUnsafeBytes { all in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[Int(offset)..<(Int(offset) + wanted)]))
            }
            return wanted
        case .file(let descriptor):
            var done = 0
            while done < wanted, let start = buffer.baseAddress {
                let got = pread(descriptor, start + done, wanted - done, off_t(offset) + off_t(done))
                if got > 0 {
                    done += got
                } else if got == 0 || errno != EINTR {
                    break
                }
            }
            return done
        }
    }

    /// The `length` bytes from `offset` on, or nil when they are not all there. The caller bounds `length`.
    func bytes(at offset: UInt64, count length: Int) -> [UInt8]? {
        guard length >= 0, offset <= count, UInt64(length) <= count - offset else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
            initialized = read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
        return bytes.count == length ? bytes : nil
    }
}
