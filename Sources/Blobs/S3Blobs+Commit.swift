import NIOCore

extension S3Blobs {
    /// Puts staged bytes into the bucket, all of one package side by side, then reads each of them back and compares it with its name.
    ///
    /// The staged files stay until their holders let go, so that whoever unpacked them may go on reading them; those of resumable uploads end here. What
    /// is stored already is not sent again, but read as well: another process may have put it a moment ago and not yet looked.
    @discardableResult
    public func commit(_ staged: [StagedBlob]) async throws -> [BlobDigests] {
        var open = Array(Dictionary(staged.map { ($0.digests.sha256, $0) }, uniquingKeysWith: { $0.incoming != nil ? $0 : $1 }).values)
        for isAgain in [false, true, true] where !open.isEmpty {
            try await sideBySide(open) { try await self.put($0, isAgain: isAgain) }
            // From here on a sweep that looks at the time of one of these leaves it alone; one that looked before said so, and is waited for.
            try await letSweepsPass(Set(open.map(\.digests.sha256)))
            open = try await sideBySide(open) { try await self.isSound($0.digests) ? nil : $0 }.compactMap { $0 }
        }
        if let failed = open.first { throw BlobError.damaged(failed.digests.sha256) }
        let copies = copies
        try await staging.threads.onDisk {
            for blob in staged {
                guard let file = blob.incoming else { continue }
                copies.keep(file, blob.digests.sha256, size: blob.digests.size)
                file.discardIfKept()
            }
        }
        return staged.map(\.digests)
    }

    /// A blob that is stored already, as if it had just been received; nil when it is not stored.
    public func recall(_ digests: BlobDigests) async throws -> StagedBlob? {
        let staged = StagedBlob(alreadyStored: digests, at: nil)
        do {
            try await commit([staged])
            return staged
        } catch BlobError.missing, BlobError.damaged {
            return nil
        }
    }

    /// The bytes are in the bucket under their name, and young; whether they are right is not yet known.
    private func put(_ staged: StagedBlob, isAgain: Bool) async throws {
        let (id, size) = (staged.digests.sha256, staged.digests.size)
        let key = Self.key(of: id)
        guard let file = staged.incoming else {
            guard let found = try await client.head(key), found.size == size else { throw BlobError.missing(id) }
            guard found.isOlder(than: client.options.renewal) else { return }
            guard try await client.renew(key) else { throw BlobError.missing(id) }
            return
        }
        if !isAgain, let found = try await client.head(key), found.size == size {
            // The largest are sent again: a server copies 5 GiB at most.
            if !found.isOlder(than: client.options.renewal) { return }
            if size <= 5 << 30, try await client.renew(key) { return }
        }
        let open = try await staging.threads.onDisk { try OpenFile(following: file.path) }
        if size > Int64(client.options.partSize) {
            return try await client.putInParts(key, open, size: size, threads: staging.threads)
        }
        try await client.put(key, FileSlice(file: open, range: 0..<size, threads: staging.threads), sha256: id.hex)
    }

    private func isSound(_ digests: BlobDigests) async throws -> Bool {
        do {
            let bytes = try await read(digests.sha256)
            guard bytes.size == digests.size else { return false }
            for try await _ in bytes {}
            return true
        } catch BlobError.missing, BlobError.damaged {
            return false
        }
    }

    /// Runs a body for every value, as many at a time as the store has connections.
    @discardableResult
    private func sideBySide<Value: Sendable, Result: Sendable>(
        _ values: [Value], _ body: @escaping @Sendable (Value) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            var (results, rest) = ([Result](), values[...])
            for value in rest.prefix(client.options.connections) { group.addTask { try await body(value) } }
            rest = rest.dropFirst(client.options.connections)
            while let result = try await group.next() {
                results.append(result)
                if let value = rest.popFirst() { group.addTask { try await body(value) } }
            }
            return results
        }
    }
}
