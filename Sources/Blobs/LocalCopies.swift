import Crypto
import Glibc
import Locks

/// Copies of blobs that lie on another machine, kept on this one's disk up to a bound, so that what was just uploaded, or is read again and again, is
/// not fetched each time. Any number of processes may share the folder.
///
/// A copy is handed out by a name of its own (a hard link): whoever reads it is not disturbed when it is dropped meanwhile. It is hashed each time,
/// because nothing forces it to the medium: after a power cut it may be anything.
final class LocalCopies: Sendable {
    private let folder: String
    private let staging: Staging
    /// Bytes that all copies together may have.
    private let limit: Int64
    /// Bytes that came since the folder was last looked through.
    private let added: Locked<Int64>

    init(_ staging: Staging, limit: Int64) throws {
        (folder, self.staging, self.limit) = (staging.layout.root + "/copies", staging, limit)
        // Looked through with the first copy: an earlier process may have left more than this one may.
        added = Locked(limit)
        try FolderCalls.make(folder)
    }

    /// Keeps a file that holds a verified blob. What cannot be kept is fetched another time.
    func keep(_ file: IncomingFile, _ id: BlobID, size: Int64) {
        guard size > 0, size <= limit / 2, link(file.path, path(of: id)) == 0 else { return }
        let isDue = added.withLock { added in
            added += size
            guard added > limit / 10 else { return false }
            added = 0
            return true
        }
        if isDue { try? drop() }
    }

    /// A verified copy, for the caller to read and to let go of; nil when there is none.
    func take(_ id: BlobID, size: Int64) throws -> IncomingFile? {
        guard let file = try IncomingFile(linking: path(of: id), in: staging.layout.incoming, live: staging.live) else { return nil }
        let isSound = try file.size == size && digest(of: file) == id
        // Also one that is wrong: who finds it again would only hash it again.
        if isSound { _ = try FolderCalls.touch(path(of: id)) } else { try FolderCalls.remove(path(of: id)) }
        return isSound ? file : nil
    }

    /// Drops the copies that were not asked for longest, until there is room for a tenth more.
    private func drop() throws {
        var found = try FolderCalls.names(in: folder).compactMap { name in try FileStatus.of(folder + "/" + name).map { (name, $0) } }
        var total = found.reduce(0) { $0 + $1.1.size }
        found.sort { $0.1.modified < $1.1.modified }
        for (name, status) in found where total > limit - limit / 5 {
            try FolderCalls.remove(folder + "/" + name)
            total -= status.size
        }
    }

    private func path(of id: BlobID) -> String { folder + "/" + id.hex }

    private func digest(of file: IncomingFile) throws -> BlobID {
        var (hash, offset) = (SHA256(), Int64(0))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try file.read(into: buffer, at: offset), count > 0 {
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
        return BlobID(hash.finalize())
    }
}
