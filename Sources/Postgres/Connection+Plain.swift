import CLibPQ
import DequeModule
import Locks
import Synchronization

/// What libpq cannot do in a pipeline: COPY, and several statements in one text.
extension Connection {
    /// Runs several statements as one text.
    func script(_ text: String) async throws {
        try leavePipeline()
        defer { enterPipeline() }
        _ = try await plain(cancellable: true) { PQsendQuery($0, text) == 1 }
    }

    /// Copies rows in pieces of 64 KiB, as fast as the server takes them.
    func copyIn(_ target: CopyTarget, _ format: BinaryCopy, _ rows: some Sequence<CopyRow>) async throws -> Int {
        try leavePipeline()
        defer { enterPipeline() }
        _ = try await plain(cancellable: true) { PQsendQuery($0, target.statement) == 1 }
        do {
            var buffer = BinaryCopy.header
            for (number, row) in rows.enumerated() {
                try format.append(row, number: number, to: &buffer)
                if buffer.count >= 1 << 16 {
                    try Task.checkCancellation()
                    try await put(buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
            try await put(buffer + BinaryCopy.trailer)
        } catch {
            // Tells the server to forget the COPY; its complaint about that is expected.
            _ = try? await plain(cancellable: false) { PQputCopyEnd($0, "given up") == 1 }
            throw error
        }
        return try await plain(cancellable: true) { PQputCopyEnd($0, nil) == 1 }.last?.affected ?? 0
    }

    private func leavePipeline() throws {
        try state.withLock { state in
            guard let raw = state.raw else {
                throw NothingSent(cause: state.lost ?? DatabaseError(.connectionFailure, "closed", isConnectionLost: true))
            }
            guard state.pending.isEmpty, PQexitPipelineMode(raw) == 1 else { throw PoolError.busy }
        }
    }

    private func enterPipeline() {
        let completions = state.withLock { state -> [Completion] in
            guard let raw = state.raw, PQenterPipelineMode(raw) != 1 else { return [] }
            return lose(&state, lastError(raw))
        }
        for completion in completions { completion.resume() }
    }

    private func plain(cancellable: Bool, _ send: (OpaquePointer) -> Bool) async throws -> [ResultSet] {
        try await perform(cancellable: cancellable) { raw, _ in send(raw) ? [.plain] : nil }
    }

    /// Hands over a piece and waits until the socket has taken it. The server may be waiting for a lock, so a
    /// cancellation must reach it here too.
    private func put(_ bytes: [UInt8]) async throws {
        let id = nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isFull = state.withLock { state -> Bool in
                    guard let raw = state.raw else { return false }
                    let queued = bytes.withUnsafeBytes { PQputCopyData(raw, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count)) }
                    guard queued == 1 else { return false }
                    flush(raw, &state)
                    guard state.wantsWrite, !Task.isCancelled else { return false }
                    state.writer = continuation
                    return true
                }
                if !isFull { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                if state.writer != nil { startCancel(id, &state) }
            }
        }
        if let lost = state.withLock({ $0.lost }) { throw lost }
    }
}
