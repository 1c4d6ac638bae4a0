import Locks

/// The floor that the jobs of a process share: many at once, or one that has it to itself.
///
/// Whoever wants it alone is let in as soon as those on it have left; nobody else comes in before.
final class Floor: Sendable {
    private struct State {
        var present = 0
        var isTaken = false
        var waitingAlone: [CheckedContinuation<Void, Never>] = []
        var waitingShared: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())

    /// Whether somebody waits to have it alone.
    var isWantedAlone: Bool { state.withLock { !$0.waitingAlone.isEmpty } }

    /// Runs beside others.
    func shared<Value>(_ body: () async throws -> Value) async rethrows -> Value {
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
        defer { leave { $0.present -= 1 } }
        return try await body()
    }

    /// Runs while nobody else does.
    func alone<Value>(_ body: () async throws -> Value) async rethrows -> Value {
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
        defer { leave { $0.isTaken = false } }
        return try await body()
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
