import Locks
import Synchronization

extension Pool {
    /// Stands in line; ends with `overloaded` after `waitLimit` and with the task's cancellation.
    func wait() async throws -> Machine.Grant {
        let id = nextWaiter.wrappingAdd(1, ordering: .relaxed).oldValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enum Turn {
                    case now(Result<Machine.Grant, any Error>)
                    case later(alarm: ContinuousClock.Instant?)
                }
                let turn: Turn = state.withLock { state in
                    // Under the lock: a cancellation after this finds the waiter in line.
                    if Task.isCancelled { return .now(.failure(CancellationError())) }
                    // A place may have come free since the first look.
                    switch state.machine.lease() {
                    case .granted(let grant): return .now(.success(grant))
                    case .closed: return .now(.failure(PoolError.closed))
                    case .full: break
                    }
                    let deadline = ContinuousClock.now + configuration.waitLimit
                    state.machine.wait(id, until: deadline)
                    state.waiters[id] = continuation
                    defer { state.timerIsSet = true }
                    return .later(alarm: state.timerIsSet ? nil : deadline)
                }
                switch turn {
                case .now(let result): continuation.resume(with: result)
                case .later(let alarm?): setAlarm(alarm)
                case .later: break
                }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.machine.leave(id)
                return state.waiters.removeValue(forKey: id)
            }
            waiter?.resume(throwing: CancellationError())
        }
    }

    /// One timer for the whole line: everybody waits equally long, so the first in line is the first to be late.
    private func setAlarm(_ deadline: ContinuousClock.Instant) {
        reactor.schedule(at: deadline) { [weak self] in self?.expire() }
    }

    private func expire() {
        let (late, next) = state.withLock { state in
            let late = state.machine.expire(at: .now).compactMap { state.waiters.removeValue(forKey: $0) }
            state.timerIsSet = state.machine.nextDeadline != nil
            return (late, state.machine.nextDeadline)
        }
        for waiter in late { waiter.resume(throwing: PoolError.overloaded) }
        if let next { setAlarm(next) }
    }

    /// Changes the machine and passes on what came free.
    func settle(_ change: (inout Machine) -> Machine.Handover) {
        let (wake, surplus, closing) = state.withLock { state in
            var wake: (CheckedContinuation<Machine.Grant, any Error>, Machine.Grant)?
            var surplus: Connection?
            switch change(&state.machine) {
            case .none: break
            case .close(let connection): surplus = connection
            case .grant(let grant, let id): wake = state.waiters.removeValue(forKey: id).map { ($0, grant) }
            }
            let closing = state.machine.isClosed && state.machine.isEmpty ? state.closing : []
            if !closing.isEmpty { state.closing = [] }
            return (wake, surplus, closing)
        }
        surplus?.close()
        wake.map { $0.resume(returning: $1) }
        for waiter in closing { waiter.resume() }
    }
}
