import Crypto
import Glibc
import Locks
public import NIOCore

/// Bytes that only pass through: a package that is checked and then forgotten. They lie beside the blobs, under a name of their own, and never become one.
///
/// A blob of the same bytes may belong to somebody; taking it away again could take theirs. Files here have one owner, who removes them. They are not
/// forced to the medium: what a power cut takes can be sent again.
public struct Spool: Sendable {
    /// Absolute path of the folder; in it nothing but files that pass through, and scratch folders of those who read them.
    public let folder: String
    private let threads: BlobThreads

    init(_ folder: String, _ threads: BlobThreads) {
        (self.folder, self.threads) = (folder, threads)
    }

    /// Where the bytes with a name lie.
    public func path(of name: String) -> String { folder + "/" + name }

    /// Streams bytes into a new file named `name`, hashed on the way; of a sequence that throws nothing stays.
    ///
    /// Throws `tooLarge` at byte `limit` + 1, `noSpace`, and `digestMismatch` when the bytes are not the `expected` ones.
    /// - Parameter name: chosen by the caller and never by a sender; it must be free.
    public func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks, as name: String, limit: Int64, expected: BlobID? = nil
    ) async throws -> (sha256: BlobID, size: Int64) where Chunks.Element == ByteBuffer {
        let path = path(of: name)
        let file = try await threads.onDisk {
            try FolderCalls.make(folder)
            return try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
        }
        do {
            let hash = Locked(SHA256())
            var size: Int64 = 0
            for try await chunk in chunks {
                size += Int64(chunk.readableBytes)
                guard size <= limit else { throw BlobError.tooLarge(limit: limit) }
                try await threads.onDisk {
                    try chunk.withUnsafeReadableBytes { bytes in
                        hash.withLock { $0.update(bufferPointer: bytes) }
                        try file.write(bytes)
                    }
                }
            }
            // Some sequences just end when their task is cancelled: what came so far must not pass for the whole.
            try Task.checkCancellation()
            let digest = hash.withLock { BlobID($0.finalize()) }
            if let expected, expected != digest { throw BlobError.digestMismatch(expected: expected, actual: digest) }
            return (digest, size)
        } catch {
            try? await remove(name)
            throw error
        }
    }

    /// Removes the bytes with a name; that they are gone already is no error.
    public func remove(_ name: String) async throws {
        let path = path(of: name)
        try await threads.onDisk { try FolderCalls.remove(path) }
    }
}
