import Glibc

extension Staging {
    /// Files of unfinished uploads are told apart from the temporary files of one request, which nobody comes back to.
    static let unfinishedPrefix = "upload-"

    /// The file of the unfinished upload `name`, for the caller alone.
    ///
    /// - Parameters:
    ///   - name: lower-case hex digits and hyphens.
    ///   - isNew: whether the file is made when there is none; otherwise that throws `uploadLost`.
    /// - Throws: `uploadBusy` when somebody else has it.
    public func unfinished(_ name: String, isNew: Bool) async throws -> UnfinishedUpload {
        let path = try unfinishedPath(name)
        let file = try await threads.onDisk {
            let file = try IncomingFile(keeping: path, making: isNew, live: self.live, failpoint: self.failpoint)
            if isNew { try FolderCalls.sync(self.layout.incoming) }
            return file
        }
        return UnfinishedUpload(self, name, file)
    }

    /// Bytes that the file of an unfinished upload has; nil when there is none.
    public func unfinishedSize(_ name: String) async throws -> Int64? {
        let path = try unfinishedPath(name)
        return try await threads.onDisk { try FileStatus.of(path)?.size }
    }

    /// Frees the bytes of an unfinished upload, also while somebody writes to it: what he writes goes nowhere. One that is not there is no error.
    public func freeUnfinished(_ name: String) async throws {
        let path = try unfinishedPath(name)
        try await threads.onDisk { try FolderCalls.remove(path) }
    }

    /// Removes files of unfinished uploads to which nothing was added for `grace`: those that no row knows, after a restore or a crash.
    public func sweepUnfinished(olderThan grace: Duration) async throws -> SweepReport {
        try await sweep(olderThan: grace) { $0.hasPrefix(Self.unfinishedPrefix) }
    }

    /// Removes temporary files that a crash left behind: those older than `grace` which no upload of this process holds.
    ///
    /// Other processes' uploads are told apart by age alone, so `grace` must be longer than the longest upload and its intake may take.
    public func sweepIncoming(olderThan grace: Duration) async throws -> SweepReport {
        try await sweep(olderThan: grace) { !$0.hasPrefix(Self.unfinishedPrefix) }
    }

    func sweep(olderThan grace: Duration, _ isMeant: @escaping @Sendable (String) -> Bool) async throws -> SweepReport {
        try await threads.onDisk {
            var report = SweepReport()
            for name in try FolderCalls.names(in: self.layout.incoming) where isMeant(name) && !self.live.contains(name) {
                let path = self.layout.incoming + "/" + name
                guard let status = try FileStatus.of(path), status.isRegular, status.isOlder(than: grace) else { continue }
                try FolderCalls.remove(path)
                report.removed += 1
                report.bytes += status.size
            }
            return report
        }
    }

    private func unfinishedPath(_ name: String) throws(BlobError) -> String {
        let isPlain = (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { "0123456789abcdef-".utf8.contains($0) }
        guard isPlain else { throw .system(operation: "open", path: "upload", code: EINVAL) }
        return layout.incoming + "/" + Self.unfinishedPrefix + name
    }
}
