import CLibPQ
import DequeModule
import Dispatch
import Locks

/// Asks the server, over a connection of its own, to stop what a session is doing.
///
/// `@unchecked Sendable`: `PGcancel` is a constant copy of addresses and key, and PQcancel may be called from any thread.
final class Canceller: @unchecked Sendable {
    private let raw: OpaquePointer?

    init(_ connection: OpaquePointer) { raw = PQgetCancel(connection) }

    deinit { PQfreeCancel(raw) }

    /// Blocks for a round trip.
    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        // A failure needs no answer: the statement then ends by itself or by its timeout.
        _ = PQcancel(raw, &message, Int32(message.count))
    }
}

extension Connection {
    /// A server that cannot be reached is not waited for longer than this.
    private static let cancelPatience = Duration.seconds(10)

    /// Cancels one exchange; nothing happens when it is over.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard let index = state.pending.firstIndex(where: { $0.id == id }) else { return }
            // PQcancel hits whatever runs, so one that is not yet running waits for its turn.
            if index == 0 { startCancel(id, &state) } else { state.pending[index].wantsCancel = true }
        }
    }

    func startCancel(_ id: UInt64, _ state: inout State) {
        guard state.cancelling.insert(id).inserted else { return }
        reactor.schedule(at: .now + Self.cancelPatience) { [weak self] in self?.abandon(id) }
        DispatchQueue.global().async { [self] in
            canceller.cancel()
            let completion = self.state.withLock { state in
                state.cancelling.remove(id)
                return state.held.removeValue(forKey: id)
            }
            completion?.resume()
        }
    }

    /// The cancellation had no effect in time: gives up the connection instead.
    private func abandon(_ id: UInt64) {
        let completions = state.withLock { state -> [Completion] in
            guard state.cancelling.contains(id) || state.pending.contains(where: { $0.id == id }) else { return [] }
            return lose(&state, DatabaseError(.connectionFailure, "the server did not cancel in time", isConnectionLost: true))
        }
        for completion in completions { completion.resume() }
    }
}
