import Foundation
import Locks

/// Looks at passwords, only so many at once, so that memory is bounded by `atOnce` times the cost's memory; whoever comes when too many wait is told so.
///
/// On threads of their own: a hash takes long, and the tasks of everybody else share a thread a processor.
public final class PasswordHashing: Sendable {
    private struct Turns {
        var running = 0
        var waiting: [CheckedContinuation<Void, any Error>] = []
    }

    /// What a hash that is made now costs.
    public let cost: PasswordCost
    private let atOnce: Int
    private let mostWaiting: Int
    private let turns = Locked(Turns())
    private let nobody: PasswordHash

    /// - Parameters:
    ///   - atOnce: hashes at the same time; one a processor, four at most, when left out.
    ///   - mostWaiting: how many may wait for their turn.
    public init(cost: PasswordCost = .recommended, atOnce: Int? = nil, mostWaiting: Int = 32) {
        self.cost = cost
        self.atOnce = max(1, atOnce ?? min(4, ProcessInfo.processInfo.activeProcessorCount))
        self.mostWaiting = mostWaiting
        nobody = .ofNobody(cost)
    }

    /// A hash of a password under a new salt.
    /// - Throws: `PasswordFault`.
    public func hash(_ password: String) async throws -> PasswordHash {
        let cost = cost
        return try await inTurn { try PasswordHash(of: password, cost: cost) }
    }

    /// Whether a password is the one of a hash. Without a hash the same work is done, and the answer is no.
    /// - Throws: `PasswordFault`.
    public func check(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        let known = hash ?? nobody
        let matches = try await inTurn { try known.matches(password) }
        return matches && hash != nil
    }

    /// Whether a hash is to be made anew, because it costs less than one that is made now.
    public func isOutdated(_ hash: PasswordHash) -> Bool {
        hash.cost.isBelow(cost)
    }

    private func inTurn<Made: Sendable>(_ work: @escaping @Sendable () throws -> Made) async throws -> Made {
        try await takeTurn()
        defer { giveTurn() }
        return try await OffPool.run(work)
    }

    private func takeTurn() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let answer: Result<Void, any Error>? = turns.withLock { turns in
                if turns.running < atOnce {
                    turns.running += 1
                    return .success(())
                }
                guard turns.waiting.count < mostWaiting else { return .failure(PasswordFault.busy) }
                turns.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    private func giveTurn() {
        let next: CheckedContinuation<Void, any Error>? = turns.withLock { turns in
            guard turns.waiting.isEmpty else { return turns.waiting.removeFirst() }
            turns.running -= 1
            return nil
        }
        next?.resume()
    }
}
