import Crypto
public import NIOCore

/// The bytes of a stored blob, read as the reader asks for them.
///
/// A whole blob is hashed on the way, and its last piece is given only when the digest is right: a damaged blob ends in `damaged` with bytes missing,
/// never in wrong bytes that look complete. A range cannot be hashed; of it only the number of bytes is checked.
public struct BlobBytes: AsyncSequence, Sendable {
    /// One piece of the blob.
    public typealias Element = ByteBuffer

    /// The pieces of a file are this large, in bytes, but for the last; those of an object are as they arrive.
    public static let pieceSize = 1 << 20

    /// The size of the whole blob, in bytes.
    public let size: Int64
    /// The bytes that will be given.
    public let range: Range<Int64>
    let id: BlobID
    let source: Source

    /// Where the bytes come from.
    enum Source: Sendable {
        case file(OpenFile, BlobThreads)
        case object(StoredObject)
    }

    /// Begins to read; several readers may read at once.
    public func makeAsyncIterator() -> Iterator {
        Iterator(bytes: self, position: range.lowerBound, sha256: range == 0..<size ? SHA256() : nil)
    }

    /// Reads one piece after another.
    public struct Iterator: AsyncIteratorProtocol {
        let bytes: BlobBytes
        var position: Int64
        var sha256: SHA256?
        /// The connection over which an object arrives.
        var stream: StoredObject.Stream?

        init(bytes: BlobBytes, position: Int64, sha256: SHA256?) {
            (self.bytes, self.position, self.sha256) = (bytes, position, sha256)
        }

        /// The next piece; nil after the last. Throws `damaged` when the stored bytes are not the blob's.
        public mutating func next() async throws -> ByteBuffer? {
            let rest = bytes.range.upperBound - position
            // The empty blob has no last piece to hold back, but its name must be right all the same.
            guard rest > 0 else { return try endEmpty() }
            try Task.checkCancellation()
            let piece: ByteBuffer
            switch bytes.source {
            case .file(let file, let threads): piece = try await readPiece(file, threads, Int(Swift.min(rest, Int64(BlobBytes.pieceSize))))
            case .object(let object): piece = try await receivePiece(object, rest)
            }
            position += Int64(piece.readableBytes)
            if position == bytes.range.upperBound { try checkDigest() }
            return piece
        }

        private mutating func endEmpty() throws -> ByteBuffer? {
            if bytes.size == 0 { try checkDigest() }
            return nil
        }

        private mutating func checkDigest() throws {
            guard let whole = sha256 else { return }
            guard BlobID(whole.finalize()) == bytes.id else { throw BlobError.damaged(bytes.id) }
            sha256 = nil
        }

        private mutating func readPiece(_ file: OpenFile, _ threads: BlobThreads, _ count: Int) async throws -> ByteBuffer {
            let (offset, running) = (position, sha256)
            let (piece, hash) = try await threads.onDisk { try Self.readPiece(of: file, at: offset, count, running) }
            guard piece.readableBytes == count else { throw BlobError.damaged(bytes.id) }
            sha256 = hash
            return piece
        }

        private mutating func receivePiece(_ object: StoredObject, _ rest: Int64) async throws -> ByteBuffer {
            let stream = self.stream ?? object.stream(of: bytes.range)
            self.stream = stream
            guard let piece = try await stream.next(), Int64(piece.readableBytes) <= rest else { throw BlobError.damaged(bytes.id) }
            piece.withUnsafeReadableBytes { sha256?.update(bufferPointer: $0) }
            return piece
        }

        private static func readPiece(of file: OpenFile, at offset: Int64, _ count: Int, _ running: SHA256?) throws -> (ByteBuffer, SHA256?) {
            var piece = ByteBufferAllocator().buffer(capacity: count)
            var running = running
            try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { buffer in
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count)), at: offset)
            }
            piece.withUnsafeReadableBytes { running?.update(bufferPointer: $0) }
            return (piece, running)
        }
    }
}
