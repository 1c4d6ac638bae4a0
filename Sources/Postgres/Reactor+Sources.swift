import CLinux
import Dispatch
import Glibc
import Locks

extension Reactor {
    /// Calls `handler` on the reactor's thread while `descriptor` is ready for `events`; level-triggered.
    func add(_ descriptor: Int32, _ events: UInt32, _ handler: @escaping @Sendable (UInt32) -> Void) -> UInt64 {
        let token = state.withLock { state in
            state.lastToken += 1
            state.sources[state.lastToken] = handler
            return state.lastToken
        }
        var event = epoll_event(events: events, data: epoll_data_t(u64: token))
        epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event)
        return token
    }

    func change(_ descriptor: Int32, _ token: UInt64, _ events: UInt32) {
        var event = epoll_event(events: events, data: epoll_data_t(u64: token))
        epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event)
    }

    /// Must come before the descriptor is closed: its number may be given out again at once.
    func remove(_ descriptor: Int32, _ token: UInt64) {
        var event = epoll_event()
        epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event)
        _ = state.withLock { $0.sources.removeValue(forKey: token) }
    }

    @discardableResult
    func schedule(at deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        var id: UInt64 = 0
        wake { id = $0.timers.add(deadline, action) }
        return id
    }

    func cancelTimer(_ id: UInt64) {
        state.withLock { $0.timers.remove(id) }
    }

    enum Readiness { case ready, late, cancelled }

    /// Waits until `descriptor` is ready, the deadline passes or the task is cancelled.
    func wait(_ descriptor: Int32, _ events: UInt32, until deadline: ContinuousClock.Instant) async -> Readiness {
        let once = Once<Readiness>()
        let token = add(descriptor, events | EPOLLONESHOT.rawValue) { _ in once.resume(.ready) }
        let timer = schedule(at: deadline) { once.resume(.late) }
        let readiness = await withTaskCancellationHandler {
            await once.value
        } onCancel: {
            once.resume(.cancelled)
        }
        cancelTimer(timer)
        remove(descriptor, token)
        return readiness
    }

    /// Runs something that may block (a name lookup, PQcancel) off the reactor and off Swift's thread pool.
    static func offload<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        // The lock orders what `work` did before what comes after it in a way that the thread sanitizer sees: of a continuation that is resumed before
        // its task has come to wait, the runtime tells it nothing.
        let order = Locked(())
        let value = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let value = work()
                order.withLock { _ in }
                continuation.resume(returning: value)
            }
        }
        order.withLock { _ in }
        return value
    }
}

/// A value that arrives once, from whoever is first.
final class Once<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Value, Never>)
        case filled(Value)
    }

    private let state = Locked(State.empty)

    func resume(_ value: Value) {
        let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .empty:
                state = .filled(value)
                return nil
            case .waiting(let waiter):
                state = .filled(value)
                return waiter
            case .filled: return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// For one waiter only.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let value: Value? = state.withLock { state in
                    if case .filled(let value) = state { return value }
                    state = .waiting(continuation)
                    return nil
                }
                if let value { continuation.resume(returning: value) }
            }
        }
    }
}
