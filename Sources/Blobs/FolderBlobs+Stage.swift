import Glibc

extension FolderBlobs {
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

    func newFile() throws -> IncomingFile {
        try IncomingFile(in: layout.incoming, live: live, failpoint: failpoint)
    }

    /// Keeps a finished temporary file, unless its bytes are stored already.
    func stage(_ file: IncomingFile, _ digests: BlobDigests, closing: Bool) throws -> StagedBlob {
        if try reuse(digests) {
            try step(.drop, failpoint) { file.discard() }
            return StagedBlob(alreadyStored: digests)
        }
        file.endWriting(closing: closing)
        return StagedBlob(digests, in: file)
    }

    /// Whether a blob with these digests is stored. If so its time is set to now, which keeps every sweep's hands off it until its new owner is recorded.
    func reuse(_ digests: BlobDigests) throws -> Bool {
        let path = layout.path(of: digests.sha256)
        // Cheap first look: most blobs are new, and the lock is only for the others.
        guard try FileStatus.of(path) != nil else { return false }
        // Held by descriptor, so that it goes with a process that dies. A sweep that looks at the age does so before or after this, never in between.
        let lock = try OpenFile(layout.lock, O_RDWR | O_CREAT)
        try lock.lock(LOCK_SH)
        defer { withExtendedLifetime(lock) {} }
        guard let status = try FileStatus.of(path) else { return false }
        guard status.isRegular, status.size == digests.size else { throw BlobError.damaged(digests.sha256) }
        return try step(.reuse, failpoint) { try FolderCalls.touch(path) }
    }
}
