import CLibPQ
import CLinux
import DequeModule
import Glibc
import Locks

extension Connection {
    /// Whether the next lessee finds a clean session.
    var isIdle: Bool {
        state.withLock { state in
            guard let raw = state.raw else { return false }
            return state.pending.isEmpty && state.held.isEmpty && state.cancelling.isEmpty && PQtransactionStatus(raw) == PQTRANS_IDLE
        }
    }

    /// Looks into the socket: a server that went away may have said so before the reactor had a turn.
    func isAlive() -> Bool {
        // Twice at most: the farewell, then the end of the stream.
        for _ in 0..<2 {
            var byte: UInt8 = 0
            let count = state.withLock { $0.raw == nil ? 0 : recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) }
            if count < 0 { return true }
            ready(EPOLLIN.rawValue)
        }
        return !isLost
    }
}
