import Foundation
import Store
import Wire

/// What somebody who listens may be told.
struct Sight: Sendable {
    /// Cases that he may see.
    let cases: Set<UUID>
    /// Comments and messages that are not for him, or not yet.
    let hidden: Set<UUID>

    func shows(_ event: CaseEvent) -> Bool { cases.contains(event.caseID) && !hidden.contains(event.objectID) }
}

/// Asks the database once for all clients that are told of something at the same time, whether each may still know it.
///
/// While one question is under way, those who come wait for the next: with two hundred streams open a comment costs a few transactions and not two hundred.
actor WatchGate {
    private struct Asking {
        let listener: Listener
        let events: Set<CaseEvent>
        let continuation: CheckedContinuation<Sight?, any Error>
    }

    private let store: Store
    private var waiting: [Asking] = []
    private var isAsking = false

    init(_ store: Store) { self.store = store }

    /// What of these events somebody may be told; nil when he is not signed in any more.
    func sight(of listener: Listener, on events: Set<CaseEvent>) async throws -> Sight? {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Asking(listener: listener, events: events, continuation: continuation))
            guard !isAsking else { return }
            isAsking = true
            Task { await ask() }
        }
    }

    private func ask() async {
        while !waiting.isEmpty {
            let asked = waiting
            waiting = []
            let listeners = Array(Set(asked.map(\.listener)))
            let events = asked.reduce(into: Set<CaseEvent>()) { $0.formUnion($1.events) }
            do {
                let (allowed, hidden) = try await store.transaction(as: .system("events")) { tx in
                    let named = { (kind: EventBody.Kind) in events.filter { $0.kind == kind }.map(\.objectID) }
                    return (
                        try await tx.listening(listeners, among: Set(events.map(\.caseID))),
                        try await tx.unshown(
                            to: Set(listeners.compactMap(\.actor.organisation)), comments: named(.comment), messages: named(.thread))
                    )
                }
                for one in asked {
                    let hiddenFromHim = one.listener.actor.organisation.flatMap { hidden[$0] } ?? []
                    one.continuation.resume(returning: allowed[one.listener].map { Sight(cases: $0, hidden: hiddenFromHim) })
                }
            } catch {
                for one in asked { one.continuation.resume(throwing: error) }
            }
        }
        isAsking = false
    }
}
