import CLibPQ
import CLinux
import DequeModule
import Locks

extension Connection {
    /// The socket is ready. On the reactor's thread, or on a lessee's that found input waiting.
    func ready(_ events: UInt32) {
        var notifications: [Listener.Notification] = []
        let (completions, isLost) = state.withLock { state -> ([Completion], Bool) in
            guard let raw = state.raw else { return ([], true) }
            if state.wantsWrite { flush(raw, &state) }
            var completions: [Completion] = []
            repeat {
                let alive = PQconsumeInput(raw) == 1
                receive(raw, &state, &completions)
                collect(raw, &notifications)
                if !alive || PQstatus(raw) != CONNECTION_OK {
                    // Off epoll at once: a hung-up socket stays readable for ever.
                    completions += lose(&state, lastError(raw))
                    return (completions, true)
                }
            } while PQtlsPending(raw) > 0
            return (completions, false)
        }
        for completion in completions { completion.resume() }
        if !notifications.isEmpty, let deliver = onNotification.withLock({ $0 }) {
            for notification in notifications { deliver(notification) }
        }
        if isLost, let loss = onLoss.withLock({ $0.take() }) { loss() }
    }

    /// Takes what libpq has read so far.
    func receive(_ raw: OpaquePointer, _ state: inout State, _ completions: inout [Completion]) {
        var ends = 0
        while PQisBusy(raw) == 0, !state.pending.isEmpty {
            let answer: Exchange<ResultSet>.Answer
            if let result = PQgetResult(raw) {
                ends = 0
                answer = read(result, &state)
            } else {
                // Two ends in a row: nothing more is there, whatever was expected (a dying connection does this).
                ends += 1
                if ends > 1 { return }
                answer = .end
            }
            apply(state.pending[0].exchange.receive(answer), raw, &state, &completions)
        }
    }

    private func read(_ result: OpaquePointer, _ state: inout State) -> Exchange<ResultSet>.Answer {
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            return .sync
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            return .skipped
        case PGRES_COPY_IN:
            PQclear(result)
            return .copyIn
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            guard case .run(let name, let columns) = state.pending[0].exchange.current else {
                return .reply(ResultSet(result, columns: nil))
            }
            let set = ResultSet(result, columns: columns)
            if columns == nil, let name { state.cache.learn(set.columns, of: name) }
            return .reply(set)
        default:
            defer { PQclear(result) }
            return .failed(DatabaseError(result: result))
        }
    }

    private func apply(_ effect: Exchange<ResultSet>.Effect, _ raw: OpaquePointer, _ state: inout State, _ completions: inout [Completion]) {
        switch effect {
        case .none: break
        case .prepared(let name): state.cache.prepared(name)
        case .notPrepared(let name): state.cache.notPrepared(name)
        case .deallocated(let name): state.cache.deallocated(name)
        case .notDeallocated(let name): state.cache.notDeallocated(name)
        case .failed(let name):
            switch state.pending[0].exchange.failure?.sqlState {
            case .featureNotSupported: state.cache.invalidate(name, exists: true)
            case .invalidStatementName: state.cache.invalidate(name, exists: false)
            default: break
            }
        case .finished:
            let done = state.pending.removeFirst()
            // A FATAL error is followed by the end of the connection: let `lose` answer, it knows both.
            if let failure = done.exchange.failure, failure.endsSession || PQstatus(raw) != CONNECTION_OK {
                state.pending.prepend(done)
                return
            }
            finish(done, &state, &completions)
            // By place: `first` would copy what is pending.
            if !state.pending.isEmpty, state.pending[0].wantsCancel { startCancel(state.pending[0].id, &state) }
        }
    }

    private func finish(_ done: Pending, _ state: inout State, _ completions: inout [Completion]) {
        let result: Result<[ResultSet], any Error> = done.exchange.failure.map { .failure($0) } ?? .success(done.exchange.replies)
        let completion = Completion(continuation: done.continuation, result: result)
        if state.cancelling.contains(done.id) {
            state.held[done.id] = completion
        } else {
            completions.append(completion)
        }
    }

    private func collect(_ raw: OpaquePointer, _ notifications: inout [Listener.Notification]) {
        while let notify = PQnotifies(raw) {
            notifications.append(.message(channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra)))
            PQfreemem(notify)
        }
    }
}
