public import NIOCore

extension Staging {
    /// Begins an upload of at most `limit` bytes; with `sm3` the SM3 digest is computed too, on threads of its own.
    public func incoming(limit: Int64, sm3: Bool = false, reserve: BlobUpload.Reserve? = nil) async throws -> BlobUpload {
        let file = try await threads.onDisk { try self.newFile() }
        return try BlobUpload(self, file, limit: limit, sm3: sm3, reserve: reserve)
    }

    /// Streams a whole upload into a staged blob, asking for more bytes only when there is room for them.
    ///
    /// Throws `tooLarge` at byte `limit` + 1, `noSpace`, `digestMismatch` when the bytes are not the `expected` ones, what `reserve` throws and
    /// what the sequence throws (a broken connection, a cancelled request); all bytes are freed before it throws.
    public func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks,
        limit: Int64,
        sm3: Bool = false,
        expected: BlobID? = nil,
        reserve: BlobUpload.Reserve? = nil
    ) async throws -> StagedBlob where Chunks.Element == ByteBuffer {
        let upload = try await incoming(limit: limit, sm3: sm3, reserve: reserve)
        do {
            for try await chunk in chunks { try await upload.append(chunk) }
            // Some sequences just end when their task is cancelled: what came so far must not pass for the whole.
            try Task.checkCancellation()
            return try await upload.finish(expected: expected)
        } catch {
            await upload.abandon()
            throw error
        }
    }
}
