public import NIOCore

/// One upload on its way in: bytes are appended as they arrive, hashed and written on other threads, never held by more than a few MiB.
///
/// One call at a time. Until `finish` returned and its result is committed nobody sees a blob; after any thrown error the bytes are freed and
/// the upload is over. An upload that is let go of unfinished frees its bytes as well, but for one that may be continued (`UnfinishedUpload`).
public actor BlobUpload {
    /// Called with the number of bytes received so far, about once per MiB and before those bytes are written; what it throws ends the upload.
    public typealias Reserve = @Sendable (_ received: Int64) async throws -> Void

    /// The size of the pieces that are hashed and written at once, in bytes.
    static let pieceSize = 1 << 20

    private let store: Staging
    private let limit: Int64
    private let reserve: Reserve?
    private let digests: RunningDigests
    private var lanes: [Lane]
    private var file: IncomingFile?
    /// What makes the upload one that may be continued; nil for one that is over with its request.
    private var kept: Kept?
    private var isBusy = false
    private var isAbandoned = false
    private var received: Int64 = 0
    /// One more than can be on their way, so that the piece that comes round again is free and its memory is used again.
    private var pieces = [ByteBuffer](repeating: ByteBuffer(), count: Lane.depth + 2)
    private var filling = 0

    /// Where an upload that may be continued stands.
    private struct Kept {
        let name: String
        let checksum: RunningChecksum?
        /// The last place that the medium has, and the hashes there.
        var mark: BlobDigests
        var digests: RunningDigests
    }

    init(_ store: Staging, _ file: IncomingFile, limit: Int64, sm3: Bool, reserve: Reserve?) throws {
        let digests = try RunningDigests(sm3: sm3)
        (self.store, self.file, self.limit, self.reserve, self.digests) = (store, file, limit, reserve, digests)
        lanes = Self.lanes(store.threads, file, digests)
    }

    /// Goes on with an upload behind `mark`.
    init(
        _ store: Staging, _ file: IncomingFile, _ digests: RunningDigests, limit: Int64, keptAs name: String, after mark: BlobDigests,
        checksum: RunningChecksum?
    ) throws {
        (self.store, self.file, self.limit, self.digests, reserve, received) = (store, file, limit, digests, nil, mark.size)
        lanes = Self.lanes(store.threads, file, digests)
        if let checksum { lanes.append(Lane(store.threads.disk) { checksum.update($0) }) }
        kept = Kept(name: name, checksum: checksum, mark: mark, digests: try RunningDigests(copyOf: digests))
    }

    /// Side by side, because with a warm cache the hash costs as much as the write.
    private static func lanes(_ threads: BlobThreads, _ file: IncomingFile, _ digests: RunningDigests) -> [Lane] {
        digests.lanes(on: threads) + [Lane(threads.disk) { piece in try piece.withUnsafeReadableBytes { try file.write($0) } }]
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

    /// Returns when everything appended so far is on the medium, with its digests; more may follow. Only for an upload that may be continued.
    ///
    /// Throws `checksumMismatch` when the bytes since the upload was continued are not those whose checksum was given: they are dropped.
    public func mark() async throws -> BlobDigests {
        try begin()
        defer { isBusy = false }
        do {
            try await flush()
            guard let file, kept?.checksum?.isMatched ?? true else { throw BlobError.checksumMismatch }
            try await store.threads.onDisk { try file.syncData() }
            let mark = try digests.soFar(size: received)
            let copy = try RunningDigests(copyOf: digests)
            kept?.mark = mark
            kept?.digests = copy
            return mark
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
            try await flush()
            let digests = try digests.soFar(size: received)
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

    /// Ends the upload and frees its bytes; of one that may be continued those up to the last `mark` stay. An `append` that is under way ends with `uploadClosed`.
    public func abandon() async {
        isAbandoned = true
        if !isBusy { await free() }
    }

    private func begin() throws {
        guard !isBusy, !isAbandoned, file != nil else { throw BlobError.uploadClosed }
        isBusy = true
    }

    private func flush() async throws {
        if pieces[filling].readableBytes > 0 { try await passOn() }
        for lane in lanes { try await lane.finish() }
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
        let (file, kept) = (file, kept)
        (self.file, self.kept, lanes, pieces) = (nil, nil, [], [])
        guard let kept else { return (try? await store.threads.onDisk { file?.discard() }) ?? () }
        store.continued.keep(kept.name, kept.mark, kept.digests)
        try? await store.threads.onDisk {
            // What lies behind the mark is dropped now, or by whoever goes on.
            try? file?.cut(to: kept.mark.size)
            file?.letGo()
        }
    }
}
