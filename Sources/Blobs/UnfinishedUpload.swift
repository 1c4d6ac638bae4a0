import Glibc
public import NIOCore

/// The file of an upload that outlives its requests and the server: nobody else writes to it until it is let go of.
///
/// The lock belongs to the open file, so it goes with a process that dies, and holds between processes, too.
public final class UnfinishedUpload: Sendable {
    let store: Staging
    let name: String
    let file: IncomingFile

    init(_ store: Staging, _ name: String, _ file: IncomingFile) {
        (self.store, self.name, self.file) = (store, name, file)
    }

    /// Goes on behind the bytes whose digests are `mark`, and drops what lies behind them: of that nobody knows whether the medium has it.
    ///
    /// The bytes are hashed again from the disk unless this process still has their hash. Throws `uploadLost` when they are not there or not the same.
    /// - Parameters:
    ///   - mark: nil where nothing was recorded yet.
    ///   - checksum: compared by the next `mark()`, which fails and keeps nothing when it does not match.
    public func receive(after mark: BlobDigests?, limit: Int64, sm3: Bool, checksum: RunningChecksum? = nil) async throws -> BlobUpload {
        let (file, size) = (file, mark?.size ?? 0)
        try await store.threads.onDisk { try file.cut(to: size) }
        let digests: RunningDigests
        if let mark, mark.size > 0 {
            if let known = store.continued.take(name, at: mark, sm3: sm3) { digests = known } else { digests = try await hashed(mark, sm3: sm3) }
        } else {
            digests = try RunningDigests(sm3: sm3)
        }
        return try BlobUpload(store, file, digests, limit: limit, keptAs: name, after: try digests.soFar(size: size), checksum: checksum)
    }

    /// Lets go of the file and keeps its bytes.
    public func letGo() async {
        let file = file
        try? await store.threads.onDisk { file.letGo() }
    }

    private func hashed(_ mark: BlobDigests, sm3: Bool) async throws -> RunningDigests {
        let digests = try RunningDigests(sm3: sm3)
        let lanes = digests.lanes(on: store.threads)
        do {
            for try await piece in UnfinishedBytes(parts: [(self, mark)], checks: false) {
                for lane in lanes { try await lane.send(piece) }
            }
        } catch {
            // No lane may still run when its hashes are let go of.
            for lane in lanes { try? await lane.finish() }
            throw error
        }
        for lane in lanes { try await lane.finish() }
        guard try digests.soFar(size: mark.size).sha256 == mark.sha256 else { throw BlobError.uploadLost }
        return digests
    }
}

/// The bytes of unfinished uploads one behind the other, each compared with its digest at its end: what a crash damaged does not become a package.
public struct UnfinishedBytes: AsyncSequence, Sendable {
    /// One piece of at most a MiB.
    public typealias Element = ByteBuffer

    let parts: [(upload: UnfinishedUpload, mark: BlobDigests)]
    let checks: Bool

    /// The bytes of parts that the caller holds.
    public init(_ parts: [(upload: UnfinishedUpload, mark: BlobDigests)]) {
        self.init(parts: parts, checks: true)
    }

    init(parts: [(upload: UnfinishedUpload, mark: BlobDigests)], checks: Bool) {
        (self.parts, self.checks) = (parts, checks)
    }

    /// Begins at the first byte.
    public func makeAsyncIterator() -> Iterator { Iterator(bytes: self) }

    /// Reads one piece after another.
    public struct Iterator: AsyncIteratorProtocol {
        let bytes: UnfinishedBytes
        var part = 0
        var offset: Int64 = 0
        var digests: RunningDigests?

        init(bytes: UnfinishedBytes) { self.bytes = bytes }

        /// The next piece; nil after the last. Throws `uploadLost` when bytes are missing or not those that were received.
        public mutating func next() async throws -> ByteBuffer? {
            while part < bytes.parts.count {
                let (upload, mark) = bytes.parts[part]
                if offset < mark.size { return try await read(upload, mark) }
                if let digests, try digests.soFar(size: offset).sha256 != mark.sha256 { throw BlobError.uploadLost }
                (part, offset, digests) = (part + 1, 0, nil)
            }
            return nil
        }

        private mutating func read(_ upload: UnfinishedUpload, _ mark: BlobDigests) async throws -> ByteBuffer {
            try Task.checkCancellation()
            if bytes.checks, digests == nil { digests = try RunningDigests(sm3: false) }
            let (file, start, running) = (upload.file, offset, digests)
            let count = Int(Swift.min(mark.size - offset, Int64(BlobBytes.pieceSize)))
            let piece = try await upload.store.threads.onDisk { try Self.readPiece(of: file, at: start, count, running) }
            guard piece.readableBytes == count else { throw BlobError.uploadLost }
            offset += Int64(count)
            return piece
        }

        private static func readPiece(of file: IncomingFile, at offset: Int64, _ count: Int, _ running: RunningDigests?) throws -> ByteBuffer {
            var piece = ByteBufferAllocator().buffer(capacity: count)
            try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { buffer in
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count)), at: offset)
            }
            running?.updateSHA256(piece)
            return piece
        }
    }
}
