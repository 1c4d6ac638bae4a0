/// What reading every blob found.
public struct ScrubReport: Hashable, Codable, Sendable {
    /// How many blobs were read.
    public var checked = 0
    /// How many bytes they hold by the file system's account.
    public var bytes: Int64 = 0
    /// The blobs whose bytes do not match their name, or cannot be read.
    public var damaged: [BlobID] = []
}

extension BlobStore {
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
}
