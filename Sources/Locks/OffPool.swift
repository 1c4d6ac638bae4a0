import Foundation

/// Runs work that blocks on the disk, or computes for long, on a thread of its own, so that it does not take one of the few that all tasks share.
///
/// Not a dispatch queue: on Linux the tasks' own threads come from the same bounded supply, and two parsers at work were seen to stop everything else.
public enum OffPool {
    /// Runs work that asks now and then whether anybody still waits for it.
    public static func run<Made: Sendable>(_ work: @escaping @Sendable (_ isCancelled: () -> Bool) throws -> Made) async throws -> Made {
        let isCancelled = Locked(false)
        return try await withTaskCancellationHandler {
            try await run { try work { isCancelled.withLock { $0 } } }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
    }

    /// Runs work that may fail.
    public static func run<Made: Sendable>(_ work: @escaping @Sendable () throws -> Made) async throws -> Made {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Runs work that cannot fail.
    public static func run<Made: Sendable>(_ work: @escaping @Sendable () -> Made) async -> Made {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}
