import Foundation
import Locks

/// The uploads to which requests of this process are writing.
///
/// Between processes the lock of the file decides; here it is also known whether anything still arrives: a line that was cut without a word
/// would otherwise keep the sender who comes back out until the connection is given up.
final class UploadsInHand: Sendable {
    /// One request's hold on an upload.
    final class Hold: Sendable {
        private let state = Locked<(waitingSince: ContinuousClock.Instant?, stop: (@Sendable () -> Void)?, isStopped: Bool)>((nil, nil, false))

        /// The request waits for its sender from now on; until then it was busy itself.
        func waits() { state.withLock { $0.waitingSince = .now } }

        /// Something arrived, or nothing more is expected.
        func works() { state.withLock { $0.waitingSince = nil } }

        /// How long the sender has kept the request waiting.
        var idle: Duration { state.withLock { $0.waitingSince?.duration(to: .now) ?? .zero } }

        var isStopped: Bool { state.withLock { $0.isStopped } }

        /// Says what ends the request.
        func onStop(_ stop: @escaping @Sendable () -> Void) {
            let isStopped = state.withLock { state in
                state.stop = stop
                return state.isStopped
            }
            if isStopped { stop() }
        }

        func stop() {
            let stop = state.withLock { state in
                state.isStopped = true
                return state.stop
            }
            stop?()
        }
    }

    private let holds = Locked<[UUID: Hold]>([:])

    /// Takes an upload in hand; nil while another request is receiving it. One at which nothing arrived for `stalled` is stopped first, and so is any
    /// when `isEnding`.
    func take(_ id: UUID, stalled: Duration, patience: Duration = .seconds(10), isEnding: Bool = false) async throws -> Hold? {
        let deadline = ContinuousClock.now + patience
        while true {
            let hold = Hold()
            let other = holds.withLock { holds -> Hold? in
                if let other = holds[id] { return other }
                holds[id] = hold
                return nil
            }
            guard let other else { return hold }
            guard isEnding || other.idle >= max(stalled, .milliseconds(1)), ContinuousClock.now < deadline else { return nil }
            other.stop()
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits a little for an upload that is about to be finished.
    func takePatiently(_ id: UUID, stalled: Duration) async throws -> Hold? {
        for _ in 0..<200 {
            if let hold = try await take(id, stalled: stalled) { return hold }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }

    func letGo(_ id: UUID) {
        _ = holds.withLock { $0.removeValue(forKey: id) }
    }
}
