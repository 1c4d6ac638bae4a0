import Blobs
import Crypto
import Foundation

/// Digest and size of a file.
enum FileIdentity {
    static func read(_ path: String, known: BlobID?) throws -> (BlobID, Int64) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw IntakeError.unreadable(path) }
        defer { try? file.close() }
        if let known { return (known, Int64(try file.seekToEnd())) }
        var hasher = SHA256()
        var size: Int64 = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hasher.update(data: piece)
            size += Int64(piece.count)
        }
        guard let digest = BlobID(bytes: hasher.finalize()) else { throw IntakeError.unreadable(path) }
        return (digest, size)
    }
}
