import Store

extension Worker {
    /// Renews the lease every third of it while `body` runs; a lease that is gone cancels `body`, whose result would be refused anyway.
    ///
    /// So does the end of work, after the grace that short jobs need to end by themselves: a long one is begun anew by the next process.
    func withHeldLease(of job: Job, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: pace.lease / 3)
                    let held = try? await store.transaction(as: .system("worker \(id)")) { tx in
                        try await tx.last.renew([job], worker: id, lease: pace.lease)
                    }
                    if let held, !held.contains(job.id) { throw StoreError.stale("job \(job.id)") }
                }
            }
            group.addTask {
                while !bell.isClosed {
                    try Task.checkCancellation()
                    await bell.waitForClose(atMost: .seconds(60))
                }
                try await Task.sleep(for: pace.grace)
                throw WorkIsOver()
            }
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }
}
