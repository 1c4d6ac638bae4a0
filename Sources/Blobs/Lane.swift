import Locks
import NIOCore
import NIOPosix

/// Takes pieces in their order on threads that may block, and makes the sender wait when it falls behind.
///
/// One sender at a time. A lane gives its thread back after every piece, so a few threads serve many uploads in turn.
final class Lane: Sendable {
    /// How many pieces may wait: enough to bridge a hiccup of the disk, and a fixed bound on the memory of an upload.
    static let depth = 3

    private typealias Answer = CheckedContinuation<Void, any Error>

    private struct State {
        var waiting: [ByteBuffer] = []
        var isBusy = false
        var failure: (any Error)?
        var sender: Answer?
        var closer: Answer?

        /// Whether the lane must be set going, and what to tell the sender now; nil when it has to wait.
        mutating func enqueue(_ piece: ByteBuffer, _ sender: Answer) -> (start: Bool, answer: Result<Void, any Error>?) {
            if let failure { return (false, .failure(failure)) }
            waiting.append(piece)
            defer { isBusy = true }
            if waiting.count < Lane.depth { return (!isBusy, .success(())) }
            self.sender = sender
            return (!isBusy, nil)
        }

        mutating func close(_ closer: Answer) -> Result<Void, any Error>? {
            if isBusy {
                self.closer = closer
                return nil
            }
            return failure.map(Result.failure) ?? .success(())
        }
    }

    private let state = Locked(State())
    private let threads: NIOThreadPool
    private let absorb: @Sendable (ByteBuffer) throws -> Void

    init(_ threads: NIOThreadPool, absorb: @escaping @Sendable (ByteBuffer) throws -> Void) {
        self.threads = threads
        self.absorb = absorb
    }

    /// Hands a piece over and returns when there is room for the next; throws what an earlier piece failed with.
    func send(_ piece: ByteBuffer) async throws {
        try await withCheckedThrowingContinuation { (continuation: Answer) in
            let (start, answer) = state.withLock { $0.enqueue(piece, continuation) }
            if let answer { continuation.resume(with: answer) }
            if start { schedule() }
        }
    }

    /// Returns when every piece sent was absorbed; throws what one failed with.
    func finish() async throws {
        try await withCheckedThrowingContinuation { (continuation: Answer) in
            let answer = state.withLock { $0.close(continuation) }
            if let answer { continuation.resume(with: answer) }
        }
    }

    private func schedule() {
        threads.submit { poolState in
            guard case .active = poolState else { return self.fail(BlobError.shuttingDown) }
            self.absorbNext()
        }
    }

    private func absorbNext() {
        let (piece, sender) = state.withLock { state in
            let piece = state.waiting.removeFirst()
            defer { state.sender = nil }
            return (piece, state.sender)
        }
        sender?.resume()
        do {
            try absorb(piece)
        } catch {
            return fail(error)
        }
        let (isDone, closer) = state.withLock { state in
            guard state.waiting.isEmpty else { return (false, nil as Answer?) }
            state.isBusy = false
            defer { state.closer = nil }
            return (true, state.closer)
        }
        isDone ? closer?.resume() : schedule()
    }

    private func fail(_ error: any Error) {
        let (sender, closer) = state.withLock { state in
            defer { (state.sender, state.closer) = (nil, nil) }
            state.failure = error
            state.waiting = []
            state.isBusy = false
            return (state.sender, state.closer)
        }
        sender?.resume(throwing: error)
        closer?.resume(throwing: error)
    }
}
