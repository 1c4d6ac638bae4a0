import Glibc

extension FolderBlobs {
    /// A blob that is stored already, as if it had just been received; nil when it is not stored. Keeps every sweep's hands off it, as `stage` does.
    public func recall(_ digests: BlobDigests) async throws -> StagedBlob? {
        try await threads.onDisk {
            try self.reuse(digests) ? StagedBlob(alreadyStored: digests, at: self.layout.path(of: digests.sha256)) : nil
        }
    }

    func reuse(_ digests: BlobDigests) throws -> Bool {
        try Self.reuse(digests, layout, failpoint)
    }

    /// Whether a blob with these digests is stored. If so its time is set to now, which keeps every sweep's hands off it until its new owner is recorded.
    static func reuse(_ digests: BlobDigests, _ layout: Layout, _ failpoint: Failpoint?) throws -> Bool {
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
