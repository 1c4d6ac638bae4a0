import NIOCore

extension S3Blobs {
    /// Where sweeps say which blob they are about to remove.
    private static let intents = "sweep/"
    /// An intent this old is that of a sweep that died: no removal takes so long, and the server takes no request that was signed so long ago.
    private static let intentLife = Duration.seconds(1200)

    /// Removes every blob older than `grace` that `keeping` does not want.
    ///
    /// There are no locks in a bucket. A sweep says what it means to remove before it looks at the blob's time; an upload marks the blob as young before
    /// it looks for such words. Whatever the order, one of the two sees the other: S3 lists and answers what was written before.
    public func sweep(keeping: (BlobID) async throws -> Bool, olderThan grace: Duration) async throws -> SweepReport {
        let grace = max(grace, client.options.renewal)
        var report = SweepReport()
        try await list { blob, id in
            guard blob.isOlder(than: grace), try await !keeping(id), try await removeUnlessWanted(id, grace) else { return }
            report.removed += 1
            report.bytes += blob.size
        }
        return report
    }

    private func removeUnlessWanted(_ id: BlobID, _ grace: Duration) async throws -> Bool {
        let intent = Self.intents + id.hex + "-" + String(UInt64.random(in: .min ... .max), radix: 16)
        let begun = ContinuousClock.now
        try await client.put(intent, ByteBuffer(string: "\n"))
        // Whatever is thrown from here on, the removal may still take effect: then the intent stays, and grows old.
        let key = Self.key(of: id)
        // Held up too long, for example with the machine asleep: those who wait may have given up on this sweep.
        guard let found = try await client.head(key), found.isOlder(than: grace), begun.duration(to: .now) < Self.intentLife / 4 else {
            try await client.delete(intent)
            return false
        }
        try await client.delete(key)
        try await client.delete(intent)
        return true
    }

    /// Returns when no sweep means to remove one of these any more. Throws `unreachable` when one does for longer than the store's patience.
    func letSweepsPass(_ ids: Set<BlobID>) async throws {
        try await client.repeating("waiting for a sweep") {
            var isMeant = false
            try await client.list(Self.intents) { page in
                for intent in page where !intent.isOlder(than: Self.intentLife) {
                    if let id = BlobID(String(intent.key.dropFirst(Self.intents.count).prefix(64))), ids.contains(id) { isMeant = true }
                }
            }
            if isMeant { throw S3Failure(odd: "a sweep is about to remove the same blob") }
        }
    }

    /// Removes what a crash left behind: temporary files here, and in the bucket the parts of large blobs and the words of sweeps.
    public func sweepIncoming(olderThan grace: Duration) async throws -> SweepReport {
        var report = try await staging.sweepIncoming(olderThan: grace)
        for upload in try await client.multiparts() where upload.now - upload.begun >= grace.components.seconds {
            await client.giveUp(upload.key, upload.upload)
            report.removed += 1
        }
        try await client.list(Self.intents) { page in
            for intent in page where intent.isOlder(than: max(grace, Self.intentLife)) { try await client.delete(intent.key) }
        }
        return report
    }
}
