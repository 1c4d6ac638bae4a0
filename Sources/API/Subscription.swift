import Foundation
import Locks

/// One client's share of the events: a bounded buffer in which equal events are one.
final class Subscription: Sendable {
    /// What a client is to be told next.
    enum Delivery: Equatable, Sendable {
        /// These happened.
        case events([EventHub.Numbered])
        /// More happened than the buffer holds: tell the present state.
        case lost
        /// Nothing for the length of the wait: give a sign of life.
        case silence
        /// The stream is over.
        case ended
    }

    private struct State {
        var buffer: [EventHub.Numbered] = []
        var isLost = false
        var isEnded = false
        var isWoken = false
        var waiter: CheckedContinuation<Void, Never>?

        var hasSomething: Bool { !buffer.isEmpty || isLost || isEnded || isWoken }

        mutating func take() -> Delivery {
            isWoken = false
            if isEnded { return .ended }
            if isLost {
                isLost = false
                buffer = []
                return .lost
            }
            guard !buffer.isEmpty else { return .silence }
            defer { buffer = [] }
            return .events(buffer)
        }
    }

    private let caseID: UUID?
    private let capacity: Int
    private let state = Locked(State())

    init(case caseID: UUID?, capacity: Int) {
        self.caseID = caseID
        self.capacity = capacity
    }

    func watches(_ event: CaseEvent) -> Bool { caseID == nil || caseID == event.caseID }

    func offer(_ event: EventHub.Numbered) {
        change { state in
            guard !state.isLost else { return }
            // An event says only that something changed: the latest of equal ones says it.
            if let known = state.buffer.firstIndex(where: { $0.event == event.event }) { state.buffer.remove(at: known) }
            state.buffer.append(event)
            if state.buffer.count > capacity {
                state.buffer = []
                state.isLost = true
            }
        }
    }

    /// Something may have been missed.
    func lose() {
        change { state in
            state.buffer = []
            state.isLost = true
        }
    }

    func end() {
        change { $0.isEnded = true }
    }

    /// What comes next; `silence` after `wait` without anything. One caller at a time.
    func next(wait: Duration) async -> Delivery {
        let timer = Task {
            try await Task.sleep(for: wait)
            change { $0.isWoken = true }
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state in
                    if state.hasSomething { return true }
                    state.waiter = continuation
                    return false
                }
                if ready { continuation.resume() }
            }
        } onCancel: {
            end()
        }
        return state.withLock { $0.take() }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            guard state.hasSomething else { return nil as CheckedContinuation<Void, Never>? }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
