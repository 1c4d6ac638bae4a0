import CLibPQ
import CLinux
import DequeModule
import Locks
import Synchronization

/// The connection was found dead before anything of an exchange was sent: another one may be tried.
struct NothingSent: Error {
    let cause: DatabaseError
}

extension Connection {
    typealias Step = Exchange<ResultSet>.Step

    /// Sends the requests in one go and returns their results, or throws the first error.
    ///
    /// Cancelling the task cancels the statement on the server (57014) and leaves the connection fit for use.
    func exchange(_ requests: [Request], cancellable: Bool = true) async throws -> [ResultSet] {
        // libpq would refuse it halfway through the exchange, at the price of the connection.
        if requests.contains(where: { $0.sql.binds.count > Int(UInt16.max) }) {
            throw DatabaseError(.programLimitExceeded, "a statement has at most 65,535 values")
        }
        return try await perform(cancellable: cancellable) { raw, state in send(requests, on: raw, &state) }
    }

    /// Sends what `start` sends, and waits for the answers to the steps that it returns; nil means that sending failed.
    func perform(cancellable: Bool, _ start: (OpaquePointer, inout State) -> [Step]?) async throws -> [ResultSet] {
        let id = nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        guard cancellable else { return try await submit(id, cancellable: false, start) }
        return try await withTaskCancellationHandler {
            try await submit(id, cancellable: true, start)
        } onCancel: {
            cancel(id)
        }
    }

    private func submit(_ id: UInt64, cancellable: Bool, _ start: (OpaquePointer, inout State) -> [Step]?) async throws -> [ResultSet] {
        // The answer was made under this lock. When it comes before this task is suspended, the runtime orders the hand-over but does not tell
        // the thread sanitizer (it does for an answer that comes later), and every look at the results counts as a race.
        defer { state.withLock { _ in } }
        // Not checked: every pending continuation leaves `pending` or `held` exactly once, and the check costs.
        return try await withUnsafeThrowingContinuation { continuation in
            var refusal: (any Error)?
            let completions = state.withLock { state -> [Completion] in
                guard let raw = state.raw else {
                    refusal = NothingSent(cause: state.lost ?? DatabaseError(.connectionFailure, "closed", isConnectionLost: true))
                    return []
                }
                // Looked at under the lock: a cancellation after this finds the exchange among the pending.
                if cancellable, Task.isCancelled {
                    refusal = CancellationError()
                    return []
                }
                let isIdle = PQtransactionStatus(raw) == PQTRANS_IDLE
                guard let steps = start(raw, &state) else {
                    // Half an exchange without its synchronisation point cannot be taken back.
                    let error = lastError(raw)
                    refusal = error
                    return lose(&state, error)
                }
                let autocommit = isIdle && !steps.contains { if case .begin = $0 { true } else { false } }
                state.pending.append(Pending(id: id, exchange: Exchange(steps, autocommit: autocommit), continuation: continuation))
                flush(raw, &state)
                var completions: [Completion] = []
                if PQpipelineStatus(raw) == PQ_PIPELINE_OFF {
                    // The answer may be in libpq's buffer since a COPY began; no event would come for it.
                    receive(raw, &state, &completions)
                }
                return completions
            }
            for completion in completions { completion.resume() }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Writes what is buffered; while the socket is full the reactor goes on with it.
    func flush(_ raw: OpaquePointer, _ state: inout State) {
        let isFull = PQflush(raw) == 1
        // A broken pipe is no news here: the server's parting words may still be in the socket, and the reactor reads them.
        guard isFull != state.wantsWrite else { return }
        state.wantsWrite = isFull
        reactor.change(descriptor, state.token, isFull ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue)
        if !isFull {
            state.writer?.resume()
            state.writer = nil
        }
    }

    func lastError(_ raw: OpaquePointer) -> DatabaseError {
        let message = PQerrorMessage(raw).map { String(cString: $0) } ?? ""
        return DatabaseError(.connectionFailure, message, isConnectionLost: PQstatus(raw) != CONNECTION_OK)
    }
}
