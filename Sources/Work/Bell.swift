import Locks

/// Wakes idle workers of this process directly after a commit that queued work; workers elsewhere find it by looking.
public final class Bell: Sendable {
    private struct State {
        var isClosed = false
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var next: UInt64 = 0
        /// Rings that nobody was waiting for; the next waiter does not sleep.
        var pending = false
    }

    private let state = Locked(State())

    /// A bell that was not rung yet.
    public init() {}

    /// Whether work is over.
    public var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Wakes everybody who waits.
    public func ring() {
        wake { $0.pending = $0.waiting.isEmpty }
    }

    /// Ends all waiting, now and later.
    public func close() {
        wake { $0.isClosed = true }
    }

    /// Returns when the bell rings, is closed, the task is cancelled, or the time is over.
    public func wait(atMost limit: Duration) async {
        await sleep(
            atMost: limit,
            skipping: { state in
                defer { state.pending = false }
                return state.pending
            })
    }

    /// Returns when the bell is closed or rung, or the time is over; never earlier because of an old ring.
    public func waitForClose(atMost limit: Duration) async {
        await sleep(atMost: limit, skipping: { _ in false })
    }

    private func sleep(atMost limit: Duration, skipping: @Sendable (inout State) -> Bool) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let alarm = Task {
            try? await Task.sleep(for: limit)
            self.release(id)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let proceed = state.withLock { state in
                    if state.isClosed || Task.isCancelled || skipping(&state) { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if proceed { continuation.resume() }
            }
        } onCancel: {
            release(id)
        }
        alarm.cancel()
    }

    private func release(_ id: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting.removeAll() }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume() }
    }
}
