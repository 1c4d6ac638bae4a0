import CLibPQ
import CLinux
import DequeModule
import Synchronization

/// The connection was found dead before anything of an exchange was sent: another one may be tried.
struct NothingSent: Error {
    let cause: DatabaseError
}

/// One statement of an exchange.
struct Request {
    enum Kind {
        case statement
        /// BEGIN, ROLLBACK and the settings: kept apart because no DEALLOCATE may come before BEGIN or inside a failed transaction.
        case control
        case commit
    }

    let sql: SQL
    var kind: Kind = .statement

    func step(_ name: String?, _ columns: Columns?) -> Exchange<ResultSet>.Step {
        switch kind {
        case .commit: .commit
        case .control: .control
        case .statement: .run(name: name, columns: columns)
        }
    }
}

extension Connection {
    private typealias Step = Exchange<ResultSet>.Step

    /// Puts requests in front of whatever is sent next; their results come first there.
    func lead(with prelude: [Request]) {
        state.withLock { $0.prelude = prelude }
    }

    /// Sends the requests in one go and returns their results, or throws the first error.
    ///
    /// Cancelling the task cancels the statement on the server (57014) and leaves the connection fit for use.
    func exchange(_ requests: [Request], cancellable: Bool = true) async throws -> [ResultSet] {
        let id = nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        guard cancellable else { return try await submit(requests, id, cancellable: false) }
        return try await withTaskCancellationHandler {
            try await submit(requests, id, cancellable: true)
        } onCancel: {
            cancel(id)
        }
    }

    private func submit(_ requests: [Request], _ id: UInt64, cancellable: Bool) async throws -> [ResultSet] {
        // Not checked: every pending continuation leaves `pending` or `held` exactly once, and the check costs.
        try await withUnsafeThrowingContinuation { continuation in
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
                let autocommit = PQtransactionStatus(raw) == PQTRANS_IDLE && state.prelude.isEmpty
                guard let steps = send(requests, on: raw, &state) else {
                    // Half an exchange without its synchronisation point cannot be taken back.
                    let error = lastError(raw)
                    refusal = error
                    return lose(&state, error)
                }
                state.pending.append(Pending(id: id, exchange: Exchange(steps, autocommit: autocommit), continuation: continuation))
                return flush(raw, &state)
            }
            for completion in completions { completion.resume() }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    private func send(_ requests: [Request], on raw: OpaquePointer, _ state: inout State) -> [Step]? {
        var steps: [Step] = []
        steps.reserveCapacity(state.prelude.count + requests.count + 2)
        for request in state.prelude {
            guard send(request, on: raw, &state, &steps) else { return nil }
        }
        state.prelude.removeAll()
        for request in requests {
            guard send(request, on: raw, &state, &steps) else { return nil }
        }
        steps.append(.sync)
        return PQpipelineSync(raw) == 1 ? steps : nil
    }

    private func send(_ request: Request, on raw: OpaquePointer, _ state: inout State, _ steps: inout [Step]) -> Bool {
        let sql = request.sql
        switch state.cache.plan(sql) {
        case .known(let name, let columns):
            steps.append(request.step(name, columns))
            return sendPrepared(name, sql, on: raw, &state)
        case .new(let name):
            if request.kind == .statement {
                for doomed in state.cache.takeDoomed() {
                    steps.append(.deallocate(name: doomed))
                    guard PQsendQueryParams(raw, "DEALLOCATE \(doomed)", 0, nil, nil, nil, nil, 1) == 1 else { return false }
                }
            }
            steps.append(.prepare(name: name))
            steps.append(request.step(name, nil))
            let prepared = state.parameters.with(sql.binds) { count, types, _, _, _ in PQsendPrepare(raw, name, sql.text, count, types) }
            return prepared == 1 && sendPrepared(name, sql, on: raw, &state)
        case .unprepared:
            steps.append(request.step(nil, nil))
            return state.parameters.with(sql.binds) { count, types, values, lengths, formats in
                PQsendQueryParams(raw, sql.text, count, types, values, lengths, formats, 1) == 1
            }
        }
    }

    private func sendPrepared(_ name: String, _ sql: SQL, on raw: OpaquePointer, _ state: inout State) -> Bool {
        state.parameters.with(sql.binds) { count, _, values, lengths, formats in
            PQsendQueryPrepared(raw, name, count, values, lengths, formats, 1) == 1
        }
    }

    /// Writes what is buffered; asks to be called again when the socket is full.
    func flush(_ raw: OpaquePointer, _ state: inout State) -> [Completion] {
        switch PQflush(raw) {
        case 0:
            if state.wantsWrite {
                state.wantsWrite = false
                reactor.change(descriptor, state.token, EPOLLIN.rawValue)
                state.writer?.resume()
                state.writer = nil
            }
            return []
        case 1:
            if !state.wantsWrite {
                state.wantsWrite = true
                reactor.change(descriptor, state.token, EPOLLIN.rawValue | EPOLLOUT.rawValue)
            }
            return []
        default:
            // The server's parting words may still be in the socket; the reactor reads them and closes.
            return []
        }
    }

    func lastError(_ raw: OpaquePointer) -> DatabaseError {
        let message = PQerrorMessage(raw).map { String(cString: $0) } ?? ""
        return DatabaseError(.connectionFailure, message, isConnectionLost: PQstatus(raw) != CONNECTION_OK)
    }
}
