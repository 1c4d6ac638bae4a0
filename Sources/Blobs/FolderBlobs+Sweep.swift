import Glibc

/// What a sweep removed.
public struct SweepReport: Hashable, Codable, Sendable {
    /// How many files were removed.
    public var removed = 0
    /// How many bytes they held.
    public var bytes: Int64 = 0
}

extension FolderBlobs {
    /// Removes every blob older than `grace` that `keeping` does not want.
    ///
    /// A blob's age counts from the last time its bytes were uploaded, also when they were stored already; so `grace` must be longer than the time
    /// between an upload and the commit of the row that refers to it. An upload of the same bytes during the sweep keeps the blob.
    public func sweep(keeping: (BlobID) async throws -> Bool, olderThan grace: Duration) async throws -> SweepReport {
        var report = SweepReport()
        try await walk { listed in
            for blob in listed where blob.status.isOlder(than: grace) {
                if try await keeping(blob.id) { continue }
                guard try await threads.onDisk({ try self.removeUnlessWanted(blob.id, grace) }) else { continue }
                report.removed += 1
                report.bytes += blob.status.size
            }
        }
        return report
    }

    /// Looks at the age once more, now that nobody can mark the blob as wanted, and removes it.
    private func removeUnlessWanted(_ id: BlobID, _ grace: Duration) throws -> Bool {
        let lock = try OpenFile(layout.lock, O_RDWR | O_CREAT)
        try lock.lock(LOCK_EX)
        return try withExtendedLifetime(lock) {
            guard let status = try FileStatus.of(layout.path(of: id)), status.isOlder(than: grace) else { return false }
            try FolderCalls.remove(layout.path(of: id))
            return true
        }
    }
}
