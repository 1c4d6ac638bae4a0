public import NIOCore

/// One upload on its way in: bytes are appended as they arrive, hashed and written on other threads, never held by more than a few MiB.
///
/// One call at a time. Until `finish` returned and its result is committed nobody sees a blob; after any thrown error the bytes are freed and
/// the upload is over. An upload that is let go of unfinished frees its bytes as well.
public actor BlobUpload {
    /// Called with the number of bytes received so far, about once per MiB and before those bytes are written; what it throws ends the upload.
    public typealias Reserve = @Sendable (_ received: Int64) async throws -> Void

    /// The size of the pieces that are hashed and written at once, in bytes.
    static let pieceSize = 1 << 20

    private let store: FolderBlobs
    private let limit: Int64
    private let reserve: Reserve?
    private let digests: RunningDigests
    private var lanes: [Lane]
    private var file: IncomingFile?
    private var isBusy = false
    private var isAbandoned = false
    private var received: Int64 = 0
    /// One more than can be on their way, so that the piece that comes round again is free and its memory is used again.
    private var pieces = [ByteBuffer](repeating: ByteBuffer(), count: Lane.depth + 2)
    private var filling = 0

    init(_ store: FolderBlobs, _ file: IncomingFile, limit: Int64, sm3: Bool, reserve: Reserve?) throws {
        let digests = try RunningDigests(sm3: sm3)
        (self.store, self.file, self.limit, self.reserve, self.digests) = (store, file, limit, reserve, digests)
        // Side by side, because with a warm cache the hash costs as much as the write.
        lanes = [
            Lane(store.threads.disk) { digests.updateSHA256($0) },
            Lane(store.threads.disk) { piece in try piece.withUnsafeReadableBytes { try file.write($0) } },
        ]
        if sm3 {
            lanes.append(Lane(store.threads.sm3) { digests.updateSM3($0) })
        }
    }

    /// Takes the next bytes and returns when there is room for more. Throws `tooLarge` at the first byte beyond the limit, `noSpace` when the
    /// disk is full, and what `reserve` throws.
    public func append(_ chunk: ByteBuffer) async throws {
        try begin()
        defer { isBusy = false }
        do {
            guard Int64(chunk.readableBytes) <= limit - received else { throw BlobError.tooLarge(limit: limit) }
            received += Int64(chunk.readableBytes)
            var rest = chunk
            while rest.readableBytes > 0 {
                let room = Self.pieceSize - pieces[filling].readableBytes
                if var part = rest.readSlice(length: min(room, rest.readableBytes)) { pieces[filling].writeBuffer(&part) }
                if pieces[filling].readableBytes == Self.pieceSize { try await passOn() }
            }
        } catch {
            await free()
            throw error
        }
    }

    /// All bytes came: waits until they are hashed and written. Throws `digestMismatch` when they are not the `expected` ones.
    public func finish(expected: BlobID? = nil) async throws -> StagedBlob {
        try begin()
        defer { isBusy = false }
        do {
            if pieces[filling].readableBytes > 0 { try await passOn() }
            for lane in lanes { try await lane.finish() }
            let digests = try digests.finish(size: received)
            if let expected, expected != digests.sha256 { throw BlobError.digestMismatch(expected: expected, actual: digests.sha256) }
            guard let file else { throw BlobError.uploadClosed }
            let store = store
            let staged = try await store.threads.onDisk { try store.stage(file, digests, closing: false) }
            (self.file, lanes, pieces) = (nil, [], [])
            return staged
        } catch {
            await free()
            throw error
        }
    }

    /// Ends the upload and frees its bytes. An `append` that is under way ends with `uploadClosed`.
    public func abandon() async {
        isAbandoned = true
        if !isBusy { await free() }
    }

    private func begin() throws {
        guard !isBusy, !isAbandoned, file != nil else { throw BlobError.uploadClosed }
        isBusy = true
    }

    private func passOn() async throws {
        try await reserve?(received)
        for lane in lanes {
            guard !isAbandoned else { throw BlobError.uploadClosed }
            try await lane.send(pieces[filling])
        }
        filling = (filling + 1) % pieces.count
        pieces[filling].clear()
    }

    private func free() async {
        isAbandoned = true
        // The lanes first: a piece that is still being written must not meet a closed descriptor.
        for lane in lanes { try? await lane.finish() }
        let file = file
        (self.file, lanes, pieces) = (nil, [], [])
        try? await store.threads.onDisk { file?.discard() }
    }
}
