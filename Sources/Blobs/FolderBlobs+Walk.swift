extension FolderBlobs {
    /// A stored blob as the file system lists it.
    struct Listed: Sendable {
        let id: BlobID
        let status: FileStatus
    }

    /// Calls `body` for every stored blob with its size in bytes, in the order of their names. Blobs that come or go meanwhile may be seen or not.
    public func forEachBlob(_ body: (_ id: BlobID, _ size: Int64) async throws -> Void) async throws {
        try await walk { listed in
            for blob in listed { try await body(blob.id, blob.status.size) }
        }
    }

    /// Calls `body` with the blobs of one folder after another, so that a store of any size is walked in little memory.
    func walk(_ body: ([Listed]) async throws -> Void) async throws {
        for first in UInt8.min ... .max {
            let middle = layout.path(of: .first(first))
            // One listing tells which of the 256 folders below exist; most of a small store's do not.
            let present = try await threads.onDisk { Set(try FolderCalls.names(in: middle)) }
            guard !present.isEmpty else { continue }
            for second in UInt8.min ... .max {
                try Task.checkCancellation()
                let shard = Shard(first: first, second: second)
                let folder = layout.path(of: .second(shard))
                guard present.contains(String(folder.suffix(2))) else { continue }
                let listed = try await threads.onDisk { try self.list(shard) }
                if !listed.isEmpty { try await body(listed) }
            }
        }
    }

    private func list(_ shard: Shard) throws -> [Listed] {
        try FolderCalls.names(in: layout.path(of: .second(shard))).compactMap { name in
            guard let id = BlobID(name), id.octets.shard == shard, let status = try FileStatus.of(layout.path(of: id)) else { return nil }
            return Listed(id: id, status: status)
        }
    }
}
