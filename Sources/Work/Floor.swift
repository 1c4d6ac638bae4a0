import Locks

/// The floor that the jobs of a process share: many at once, or one that has it to itself.
///
/// Whoever wants it alone is let in as soon as those on it have left; nobody else comes in before. A job may leave it before it ends: who works on then
/// neither keeps others out nor is waited for.
final class Floor: Sendable {
    private struct State {
        var present = 0
        var isTaken = false
        var waitingAlone: [CheckedContinuation<Void, Never>] = []
        var waitingShared: [CheckedContinuation<Void, Never>] = []
    }

    /// A job's place on the floor; left once, however often it is said.
    final class Place: Sendable {
        private let leaving: Locked<(@Sendable () -> Void)?>

        fileprivate init(_ leaving: @escaping @Sendable () -> Void) { self.leaving = Locked(leaving) }

        /// Whether it was left.
        var isLeft: Bool { leaving.withLock { $0 == nil } }

        /// Makes room for others.
        func leave() {
            let leave = leaving.withLock { leaving in
                defer { leaving = nil }
                return leaving
            }
            leave?()
        }
    }

    private let state = Locked(State())

    /// Whether somebody waits to have it alone.
    var isWantedAlone: Bool { state.withLock { !$0.waitingAlone.isEmpty } }

    /// A place beside others.
    func shared() async -> Place {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken || !state.waitingAlone.isEmpty {
                    state.waitingShared.append(continuation)
                    return false
                }
                state.present += 1
                return true
            }
            if isFree { continuation.resume() }
        }
        return Place { self.leave { $0.present -= 1 } }
    }

    /// A place that nobody shares, until it is left.
    func alone() async -> Place {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken || state.present > 0 {
                    state.waitingAlone.append(continuation)
                    return false
                }
                state.isTaken = true
                return true
            }
            if isFree { continuation.resume() }
        }
        return Place { self.leave { $0.isTaken = false } }
    }

    private func leave(_ change: (inout State) -> Void) {
        let next = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            change(&state)
            guard !state.isTaken, state.present == 0 || state.waitingAlone.isEmpty else { return [] }
            if !state.waitingAlone.isEmpty {
                state.isTaken = true
                return [state.waitingAlone.removeFirst()]
            }
            defer { state.waitingShared = [] }
            state.present += state.waitingShared.count
            return state.waitingShared
        }
        for continuation in next { continuation.resume() }
    }
}
