/// What reading every blob found.
public struct ScrubReport: Hashable, Codable, Sendable {
    /// How many blobs were read.
    public var checked = 0
    /// How many bytes they hold by the file system's account.
    public var bytes: Int64 = 0
    /// The blobs whose bytes do not match their name, or cannot be read.
    public var damaged: [BlobID] = []
}

extension FolderBlobs {
    /// Reads every blob and names the damaged ones. `progress` is called after each blob.
    public func scrub(progress: (ScrubReport) -> Void = { _ in }) async throws -> ScrubReport {
        var report = ScrubReport()
        try await forEachBlob { id, size in
            do {
                try await verify(id)
            } catch BlobError.missing {
                // Swept since it was listed.
                return
            } catch BlobError.damaged, BlobError.system {
                report.damaged.append(id)
            }
            report.checked += 1
            report.bytes += size
            progress(report)
        }
        return report
    }

    /// Takes a damaged blob out of the way, into `blobs/damaged/`, so that the same bytes can be uploaded or restored again.
    ///
    /// Throws `missing` when it is not stored. Until it is restored, whoever refers to the blob gets `missing` instead of `damaged`.
    public func setAside(_ id: BlobID) async throws {
        try await threads.onDisk {
            guard try FileStatus.of(self.layout.path(of: id)) != nil else { throw BlobError.missing(id) }
            try FolderCalls.make(self.layout.damaged)
            let target = self.layout.damaged + "/" + id.hex + "-" + String(UInt64.random(in: .min ... .max), radix: 16)
            guard try FolderCalls.moveWithoutReplacing(self.layout.path(of: id), to: target) else { return }
            try FolderCalls.sync(self.layout.damaged)
            try FolderCalls.sync(self.layout.path(of: .second(id.octets.shard)))
        }
    }
}
