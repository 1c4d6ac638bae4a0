import Foundation
import Store

/// Asks the database once for all clients that are told of something at the same time, whether each may still know it.
///
/// While one question is under way, those who come wait for the next: with two hundred streams open a comment costs a few transactions and not two hundred.
actor WatchGate {
    private struct Asking {
        let listener: Listener
        let cases: Set<UUID>
        let continuation: CheckedContinuation<Set<UUID>?, any Error>
    }

    private let store: Store
    private var waiting: [Asking] = []
    private var isAsking = false

    init(_ store: Store) { self.store = store }

    /// Which of the cases somebody may see; nil when he is not signed in any more.
    func visible(to listener: Listener, among cases: Set<UUID>) async throws -> Set<UUID>? {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Asking(listener: listener, cases: cases, continuation: continuation))
            guard !isAsking else { return }
            isAsking = true
            Task { await ask() }
        }
    }

    private func ask() async {
        while !waiting.isEmpty {
            let asked = waiting
            waiting = []
            let (listeners, cases) = (Array(Set(asked.map(\.listener))), asked.reduce(into: Set<UUID>()) { $0.formUnion($1.cases) })
            do {
                let allowed = try await store.transaction(as: .system("events")) { tx in try await tx.listening(listeners, among: cases) }
                for one in asked { one.continuation.resume(returning: allowed[one.listener]?.intersection(one.cases)) }
            } catch {
                for one in asked { one.continuation.resume(throwing: error) }
            }
        }
        isAsking = false
    }
}
