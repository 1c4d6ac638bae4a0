import CLibPQ
import Locks

/// One statement of an exchange.
struct Request {
    enum Kind: Equatable {
        case statement
        /// BEGIN; a plain one has no options.
        case begin(isPlain: Bool)
        /// ROLLBACK and the settings: kept apart, as BEGIN is, because no DEALLOCATE may come before BEGIN or inside a failed transaction.
        case control
        case commit
    }

    let sql: SQL
    var kind: Kind = .statement

    func step(_ name: String?, _ columns: Columns?) -> Exchange<ResultSet>.Step {
        switch kind {
        case .begin: .begin
        case .commit: .commit
        case .control: .control
        case .statement: .run(name: name, columns: columns)
        }
    }
}

extension Connection {
    /// Puts requests in front of whatever is sent next; their results come first there.
    func lead(with prelude: [Request]) {
        state.withLock { $0.prelude = prelude }
    }

    func send(_ requests: [Request], on raw: OpaquePointer, _ state: inout State) -> [Step]? {
        var all = state.prelude.isEmpty ? requests[...] : (state.prelude + requests)[...]
        // A transaction that begins and ends in this exchange needs no words for it: PostgreSQL takes all statements
        // up to a synchronisation point as one. That is two statements less for the server.
        if all.count > 2, all.first?.kind == .begin(isPlain: true), all.last?.kind == .commit { all = all.dropFirst().dropLast() }
        var steps: [Step] = []
        steps.reserveCapacity(all.count + 2)
        for request in all {
            guard send(request, on: raw, &state, &steps) else { return nil }
        }
        state.prelude.removeAll()
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
}
