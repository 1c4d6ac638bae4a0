import Glibc
import NIOCore
import NIOPosix

/// An open file whose calls run on a thread that may block; closed when nobody holds it any more.
final class LocalFile: Sendable {
    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Opens a file that is there for reading.
    static func reading(_ path: String) async throws -> LocalFile {
        try await opened(path, O_RDONLY | O_CLOEXEC)
    }

    /// Opens a file for writing, empty.
    static func writing(_ path: String) async throws -> LocalFile {
        try await opened(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
    }

    private static func opened(_ path: String, _ flags: Int32) async throws -> LocalFile {
        try await NIOThreadPool.singleton.runIfActive {
            let descriptor = open(path, flags, 0o600)
            guard descriptor >= 0 else { throw ClientError.file(path: path, errno) }
            return LocalFile(path: path, descriptor: descriptor)
        }
    }

    /// Size in bytes now.
    func size() throws -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ClientError.file(path: path, errno) }
        return Int64(status.st_size)
    }

    /// Exactly `count` bytes from `offset`.
    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            var buffer = ByteBufferAllocator().buffer(capacity: count)
            while case let missing = count - buffer.readableBytes, missing > 0 {
                let place = off_t(offset) + off_t(buffer.readableBytes)
                try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { bytes in
                    let got = pread(descriptor, bytes.baseAddress, missing, place)
                    guard got >= 0 || errno == EINTR else { throw ClientError.file(path: path, errno) }
                    // Nothing where the size promised bytes: somebody shortened it.
                    guard got != 0 else { throw ClientError.file(path: path, cause: "it became shorter while it was read") }
                    return max(got, 0)
                }
            }
            return buffer
        }
    }

    /// Writes all of a buffer at `offset`.
    func write(_ buffer: ByteBuffer, at offset: Int64) async throws {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            try buffer.withUnsafeReadableBytes { bytes in
                var done = 0
                while done < bytes.count {
                    let wrote = pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset) + off_t(done))
                    guard wrote > 0 || (wrote < 0 && errno == EINTR) else { throw ClientError.file(path: path, errno) }
                    done += max(wrote, 0)
                }
            }
        }
    }

    /// Makes the bytes durable and gives the file its final name.
    func keep(as name: String) async throws {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            guard fsync(descriptor) == 0, rename(path, name) == 0 else { throw ClientError.file(path: name, errno) }
        }
    }

    /// Takes the file's name away.
    func discard() {
        unlink(path)
    }
}

extension ClientError {
    fileprivate static func file(path: String, _ code: Int32) -> ClientError {
        .file(path: path, cause: String(cString: strerror(code)))
    }
}
