import CLibPQ
import CLinux
import DequeModule
import Locks
import Logging
import Synchronization

/// One session with the server, always in pipeline mode: every statement, or batch of them, ends in one
/// synchronisation point, which costs the same round trip as without and makes batches the normal case.
///
/// Whoever leases it may send several exchanges without waiting; the answers come in order.
final class Connection: Sendable {
    struct Pending {
        let id: UInt64
        var exchange: Exchange<ResultSet>
        let continuation: UnsafeContinuation<[ResultSet], any Error>
        var wantsCancel = false
    }

    struct State {
        /// nil after the connection was closed or lost.
        var raw: OpaquePointer?
        var token: UInt64 = 0
        var lost: DatabaseError?
        var pending: Deque<Pending> = []
        var cache: PreparedCache
        /// BEGIN and the settings of the present lease, until they go out in front of its first statement. Kept here
        /// so that no statement of a transaction can overtake them.
        var prelude: [Request] = []
        var parameters = ParameterBuffer()
        var wantsWrite = false
        var writer: UnsafeContinuation<Void, Never>?
        /// Exchanges whose PQcancel is under way, and those that ended meanwhile: nobody may use the
        /// connection before PQcancel has returned, or it would hit the next statement.
        var cancelling: Set<UInt64> = []
        var held: [UInt64: Completion] = [:]
    }

    /// Something to resume once the lock is released.
    struct Completion {
        let continuation: UnsafeContinuation<[ResultSet], any Error>
        let result: Result<[ResultSet], any Error>

        func resume() { continuation.resume(with: result) }
    }

    let reactor: Reactor
    let descriptor: Int32
    let canceller: Canceller
    let state: Locked<State>
    let nextID = Atomic<UInt64>(1)
    private let notices: NoticeSink
    /// Called once, on any thread, when the connection is lost; never when it was closed.
    let onLoss = Locked<(@Sendable () -> Void)?>(nil)
    /// Called on the reactor's thread.
    let onNotification = Locked<(@Sendable (Listener.Notification) -> Void)?>(nil)

    /// Takes over a connection that is established.
    init(_ raw: sending OpaquePointer, notices: NoticeSink, cacheLimit: Int, reactor: Reactor) {
        PQsetnonblocking(raw, 1)
        PQenterPipelineMode(raw)
        self.reactor = reactor
        self.notices = notices
        descriptor = PQsocket(raw)
        canceller = Canceller(raw)
        state = Locked(State(raw: raw, cache: PreparedCache(limit: cacheLimit)))
        let token = reactor.add(descriptor, EPOLLIN.rawValue) { [weak self] events in self?.ready(events) }
        state.withLock { $0.token = token }
    }

    deinit { close() }

    var isLost: Bool { state.withLock { $0.raw == nil } }

    /// The state of the transaction; PQTRANS_UNKNOWN when the connection is gone.
    var transactionStatus: PGTransactionStatusType {
        state.withLock { $0.raw.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN }
    }

    /// Ends the session. Exchanges under way fail.
    func close() {
        // An end that its owner asked for is no loss. The reactor, which may have just resumed that owner, would else find the connection gone and tell it as one.
        onLoss.withLock { $0 = nil }
        let completions = state.withLock { lose(&$0, DatabaseError(.connectionFailure, "the connection was closed", isConnectionLost: true)) }
        for completion in completions { completion.resume() }
    }

    /// Frees the connection and fails whatever waits for it.
    func lose(_ state: inout State, _ error: DatabaseError) -> [Completion] {
        guard let raw = state.raw else { return [] }
        state.raw = nil
        state.lost = error
        reactor.remove(descriptor, state.token)
        PQfinish(raw)
        state.writer?.resume()
        state.writer = nil
        var completions = Array(state.held.values)
        state.held.removeAll()
        while let pending = state.pending.popFirst() {
            var error = error
            // The first answer that came says more than the loss that followed it.
            if let cause = pending.exchange.failure { error = cause }
            error.isConnectionLost = true
            error.outcomeUnknown = pending.exchange.mayHaveCommitted
            completions.append(Completion(continuation: pending.continuation, result: .failure(error)))
        }
        return completions
    }
}
