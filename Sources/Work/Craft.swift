import Foundation
import Locks
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
    let next: NextJob
    let stay: Stay
    /// The job.
    public let job: Job
    let logger: Logger

    /// Writes the result and ends the job in one transaction; where its worker goes on, the next job is claimed in it too.
    /// - Throws: `StoreError.stale` when the lease was lost: then nothing of the result lands.
    public func finish(_ write: @Sendable (Tx) async throws -> Void) async throws {
        let kinds = next.wanted()
        let claimed = try await store.transaction(as: .system("job \(job.id)")) { tx in
            let claimed = try await tx.finish(job, worker: worker, claiming: kinds, lease: next.lease)
            try await write(tx)
            return claimed
        }
        next.take(claimed)
    }

    /// Says that this job will take long: it gives its place to short ones, and goes on when it is its turn among the long ones.
    /// - Throws: `CancellationError` when the job was lost meanwhile, `WorkIsOver` when the process ends before its turn.
    public func takesLong() async throws {
        try await stay.moveOver()
        try Task.checkCancellation()
    }

    /// Reads what the job needs.
    public func read<Value: Sendable>(_ body: @Sendable (Tx) async throws -> Value) async throws -> Value {
        try await store.transaction(as: .system("job \(job.id)"), body)
    }
}

/// The job that a worker takes on with the end of the present one.
final class NextJob: Sendable {
    let lease: Duration
    /// The kinds to claim from; none when the worker stops here.
    let wanted: @Sendable () -> [Job.Kind]
    private let claimed = Locked<Job?>(nil)

    init(lease: Duration, wanted: @escaping @Sendable () -> [Job.Kind]) {
        (self.lease, self.wanted) = (lease, wanted)
    }

    /// The job, once its claim was committed.
    var job: Job? { claimed.withLock { $0 } }

    func take(_ job: Job?) { claimed.withLock { $0 = job } }
}
