extension FolderBlobs {
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
