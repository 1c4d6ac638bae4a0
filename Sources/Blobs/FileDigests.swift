import Crypto
import Glibc

extension BlobDigests {
    /// The digests of a file on this machine, read once, piece by piece. Blocks on the disk.
    public init(ofFile path: String) throws(BlobError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(operation: "open", path: path, code: errno) }
        defer { close(descriptor) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { room.deallocate() }
        var (sha256, size) = (SHA256(), Int64(0))
        let sm3 = try SM3()
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(operation: "read", path: path, code: errno) }
            guard count > 0 else { break }
            let piece = UnsafeRawBufferPointer(rebasing: room[..<count])
            sha256.update(bufferPointer: piece)
            sm3.update(piece)
            size += Int64(count)
        }
        self.init(sha256: BlobID(sha256.finalize()), sm3: try sm3.finish(), size: size)
    }
}
