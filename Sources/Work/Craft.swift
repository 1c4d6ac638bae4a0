import Foundation
import Logging
public import Store

/// One kind of machine job: how it is carried out.
public protocol Craft: Sendable {
    /// The jobs that it takes.
    var kind: Job.Kind { get }

    /// Does one job and hands in its result with `work.finish`. What it throws goes into the job's record, and the job is tried again.
    func carryOut(_ work: Craftwork) async throws

    /// Writes what follows from a job that will not be tried again, in the transaction that buries it.
    func abandon(_ job: Job, in tx: Tx) async throws
}

extension Craft {
    /// Nothing follows, except that the job stays visible and the lead body is told.
    public func abandon(_ job: Job, in tx: Tx) async throws {}
}

/// One job in a worker's hands.
public struct Craftwork: Sendable {
    let store: Store
    let worker: UUID
    /// The job.
    public let job: Job
    let logger: Logger

    /// Writes the result and ends the job in one transaction.
    /// - Throws: `StoreError.stale` when the lease was lost: then nothing of the result lands.
    public func finish(_ write: @Sendable (Tx) async throws -> Void) async throws {
        try await store.transaction(as: .system("job \(job.id)")) { tx in
            try await tx.finish(job, worker: worker)
            try await write(tx)
        }
    }

    /// Reads what the job needs.
    public func read<Value: Sendable>(_ body: @Sendable (Tx) async throws -> Value) async throws -> Value {
        try await store.transaction(as: .system("job \(job.id)"), body)
    }
}
