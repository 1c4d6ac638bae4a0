import Locks

extension FolderBlobs {
    /// Makes staged bytes blobs, all of one package in one batch: forced to the medium, then renamed into place, then the folders forced as well.
    ///
    /// On return every one of them is durable and readable under its name. When it throws, some may be in place already: each of those is whole,
    /// nobody refers to it yet, and committing the same batch again carries on. A cancelled task does not stop it half-way.
    /// Throws `missing` when a blob that `wasStored` has been swept since, `damaged` when a stored blob of the same name has another size.
    @discardableResult
    public func commit(_ staged: [StagedBlob]) async throws -> [BlobDigests] {
        try await threads.onDisk { for blob in staged { try self.recognise(blob) } }
        let items = staged.map { CommitPlan.Item(id: $0.digests.sha256, isIncoming: $0.incoming != nil) }
        let plan = CommitPlan(items, settled: settled.withLock { $0 })
        for phase in plan.phases { try await carryOut(phase, staged) }
        settled.withLock { settled in
            for item in items {
                settled.insert(.second(item.id.octets.shard))
                settled.insert(.first(item.id.octets.shard.first))
            }
        }
        return staged.map(\.digests)
    }

    /// An earlier try may have moved the file and failed all the same: then the bytes are in their place.
    private func recognise(_ staged: StagedBlob) throws {
        guard let file = staged.incoming, try FileStatus.of(file.path) == nil else { return }
        guard try reuse(staged.digests) else { throw BlobError.missing(staged.digests.sha256) }
        staged.markPlaced(at: layout.path(of: staged.digests.sha256))
    }

    private func carryOut(_ phase: CommitPlan.Phase, _ staged: [StagedBlob]) async throws {
        switch phase {
        case .barrier(let indices):
            try await sideBySide(indices) { try staged[$0].incoming?.syncData() }
        case .barrierOfFileSystem(let indices):
            try await threads.onDisk {
                try self.syncFileSystem(.barrier)
                for index in indices { try staged[index].incoming?.checkTrust() }
            }
        case .folders(let folders):
            try await threads.onDisk {
                for folder in folders { _ = try step(.folder, self.failpoint) { try FolderCalls.make(self.layout.path(of: folder)) } }
            }
        case .place(let indices):
            try await threads.onDisk { for index in indices { try self.place(staged[index]) } }
        case .settle(let folders):
            try await sideBySide(folders) { folder in
                try step(.settle, self.failpoint) { try FolderCalls.sync(self.layout.path(of: folder)) }
            }
        case .settleFileSystem:
            try await threads.onDisk { try self.syncFileSystem(.settle) }
        }
    }

    private func syncFileSystem(_ kind: BlobStep) throws {
        try syncing.withLock { _ in
            do {
                try step(kind, failpoint) { try staging.root.syncFileSystem() }
            } catch let error as BlobError {
                staging.live.suspectAll(error)
                throw error
            }
        }
    }

    /// Moves one file to its place, or finds its bytes there already. Never replaces anything.
    private func place(_ staged: StagedBlob) throws {
        let id = staged.digests.sha256
        guard let file = staged.incoming else {
            guard try reuse(staged.digests) else { throw BlobError.missing(id) }
            return
        }
        // Twice, because a sweep may take the old blob away between the refused move and the look at it. After `reuse` it is too young to be taken.
        for _ in 0..<2 {
            if try step(.place, failpoint, { try FolderCalls.moveWithoutReplacing(file.path, to: layout.path(of: id)) }) {
                return staged.markPlaced(at: layout.path(of: staged.digests.sha256))
            }
            if try reuse(staged.digests) {
                try step(.drop, failpoint) { file.discard() }
                return staged.markPlaced(at: layout.path(of: staged.digests.sha256))
            }
        }
        throw BlobError.missing(id)
    }

    /// Runs a body for every value, on as many threads as there are for the disk; flushes that wait together are merged by the kernel.
    private func sideBySide<Value: Sendable>(_ values: [Value], _ body: @escaping @Sendable (Value) throws -> Void) async throws {
        let width = min(threads.diskCount, values.count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<width {
                group.addTask {
                    try await self.threads.onDisk {
                        for index in stride(from: lane, to: values.count, by: width) { try body(values[index]) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
