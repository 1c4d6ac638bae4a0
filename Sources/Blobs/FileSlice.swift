import Crypto
import NIOCore

/// A part of a file on its way out, read a MiB at a time as it is sent, and from its beginning again when it is sent again.
struct FileSlice: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private static let piece: Int64 = 1 << 20

    let file: OpenFile
    let range: Range<Int64>
    let threads: BlobThreads

    /// Hexadecimal SHA-256 of the part; reading it twice costs less than holding it.
    func sha256() async throws -> String {
        try await threads.onDisk {
            var hash = SHA256()
            for start in stride(from: range.lowerBound, to: range.upperBound, by: Int(Self.piece)) {
                let bytes = try file.bytes(start..<Swift.min(start + Self.piece, range.upperBound))
                bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
            }
            return S3Signature.hex(hash.finalize())
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(slice: self, rest: range) }

    struct Iterator: AsyncIteratorProtocol {
        let slice: FileSlice
        var rest: Range<Int64>

        mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            let (file, now) = (slice.file, rest.lowerBound..<Swift.min(rest.lowerBound + FileSlice.piece, rest.upperBound))
            rest = now.upperBound..<rest.upperBound
            return try await slice.threads.onDisk { try file.bytes(now) }
        }
    }
}
