import CLinux
import Foundation
import Locks

/// One thread that waits for every database socket, and an executor whose tasks run on that same thread.
///
/// A task that runs here (`withTaskExecutorPreference(Reactor.shared)`) meets its answer without a change of
/// thread, which is the cheapest way to make many small queries. It must not block: it would hold up every connection.
public final class Reactor: TaskExecutor {
    /// The reactor of the process; its thread lives as long as the process does.
    public static let shared = Reactor()

    struct State {
        var jobs: [UnownedJob] = []
        /// Set under the lock with the last look at the jobs, so that whoever comes later knows to ring.
        var asleep = false
        var sources: [UInt64: @Sendable (UInt32) -> Void] = [:]
        var lastToken: UInt64 = 0
        var timers = TimerQueue()
    }

    let state = Locked(State())
    let poller: Int32
    private let bell: Int32

    private init() {
        poller = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        _ = add(bell, EPOLLIN.rawValue) { [bell] _ in
            var rings: eventfd_t = 0
            eventfd_read(bell, &rings)
        }
        let thread = Thread { [self] in loop() }
        thread.name = "postgres"
        thread.start()
    }

    /// Runs a task's next step on the reactor's thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        wake { $0.jobs.append(job) }
    }

    /// Changes the state and rings the bell when the thread may be asleep.
    func wake(_ change: (inout State) -> Void) {
        let asleep = state.withLock { state in
            change(&state)
            defer { state.asleep = false }
            return state.asleep
        }
        if asleep { eventfd_write(bell, 1) }
    }

    private func loop() {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var ready: [(source: @Sendable (UInt32) -> Void, events: UInt32)] = []
        var due: [@Sendable () -> Void] = []
        var jobs: [UnownedJob] = []
        while true {
            let timeout = state.withLock { state in
                state.asleep = state.jobs.isEmpty
                return state.asleep ? state.timers.milliseconds(from: .now) : 0
            }
            let count = Int(epoll_wait(poller, &events, Int32(events.count), timeout))
            state.withLock { state in
                state.asleep = false
                for event in events.prefix(max(0, count)) {
                    guard let source = state.sources[event.data.u64] else { continue }
                    ready.append((source, event.events))
                }
                if !state.timers.isEmpty { due = state.timers.due(at: .now) }
            }
            for (source, events) in ready { source(events) }
            ready.removeAll(keepingCapacity: true)
            for action in due { action() }
            due.removeAll()
            state.withLock { swap(&$0.jobs, &jobs) }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
        }
    }
}
