import Dispatch

/// Runs work that blocks on the disk on a thread of its own, so that it does not take one of the few that all tasks share.
enum OffPool {
    static func run<Made: Sendable>(_ work: @escaping @Sendable () throws -> Made) async throws -> Made {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }

    static func run<Made: Sendable>(_ work: @escaping @Sendable () -> Made) async -> Made {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: work()) }
        }
    }
}
