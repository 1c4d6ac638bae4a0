extension Staging {
    /// Writes one blob from the calling thread, which may block: for members that a worker unpacks.
    ///
    /// Bytes that are already stored are dropped again, so nothing is kept twice. Throws what `write` throws, `tooLarge`, `noSpace` and, when the
    /// bytes are not the `expected` ones, `digestMismatch`; the bytes are freed then.
    public func stage(
        limit: Int64 = .max,
        sm3: Bool = false,
        expected: BlobID? = nil,
        write: (inout BlobWriter) throws -> Void
    ) throws -> StagedBlob {
        let file = try newFile()
        var writer = try BlobWriter(file, limit: limit, sm3: sm3)
        try write(&writer)
        let digests = try writer.digests()
        if let expected, expected != digests.sha256 { throw BlobError.digestMismatch(expected: expected, actual: digests.sha256) }
        return try stage(file, digests, closing: true)
    }
}
