import API
import Locks
import Logging
import Postgres
import ServiceLifecycle
import Work

/// Carries events between nodes: what this process commits is told to the others, a few milliseconds' worth in one notification, and theirs reach this hub.
///
/// Notifications go out on a connection of their own after the commit, never inside a writing transaction. A lost one costs nothing but time: whoever may have missed one is
/// shown the present state, and workers look for work by themselves.
final class EventRelay: EventNotifier, Service {
    private let pool: Pool
    private let listener: Listener
    private let bell: Bell
    private let logger: Logger
    private let outgoing = Locked<[CaseEvent]>([])
    private let rung: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation
    private let hub = Locked<EventHub?>(nil)

    init(pool: Pool, url: String, bell: Bell, logger: Logger) {
        self.pool = pool
        self.bell = bell
        self.logger = logger
        listener = Listener(url: url, channels: ["lianshen_events"], logger: logger)
        (rung, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The hub that foreign events go to.
    func deliver(to hub: EventHub) {
        self.hub.withLock { $0 = hub }
    }

    func pass(_ events: [CaseEvent]) async {
        outgoing.withLock { $0 += events }
        bell.ring()
        ring.yield()
    }

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await self.send() }
            group.addTask { await self.receive() }
            await withTaskCancellationOrGracefulShutdownHandler {
                await group.waitForAll()
            } onCancelOrGracefulShutdown: { [ring, listener] in
                ring.finish()
                listener.close()
            }
        }
    }

    private func send() async {
        for await _ in rung {
            let events = outgoing.withLock { events in
                defer { events.removeAll() }
                return events
            }
            let left = await tell(events)
            guard !left.isEmpty else {
                try? await Task.sleep(for: .milliseconds(5))
                continue
            }
            // Told later rather than never: a node whose own connection held does not know that it missed something.
            outgoing.withLock { $0 = left + $0.prefix(Self.mostWaiting) }
            try? await Task.sleep(for: .milliseconds(500))
            ring.yield()
        }
    }

    /// Tells the other nodes and returns the events that could not be told.
    private func tell(_ events: [CaseEvent]) async -> [CaseEvent] {
        // A payload holds less than 8,000 bytes: 60 events of about 110 bytes each.
        for start in stride(from: 0, to: events.count, by: 60) {
            let payload = Self.node + "\n" + events[start..<min(start + 60, events.count)].map(\.description).joined(separator: "\n")
            do { try await pool.notify(channel: "lianshen_events", payload: payload) } catch {
                logger.warning("Other nodes were not told yet", metadata: ["error": "\(error)"])
                return Array(events[start...].prefix(Self.mostWaiting))
            }
        }
        return []
    }

    private func receive() async {
        for await notification in listener.notifications {
            guard case .message(_, let payload) = notification else {
                // The connection was away: what others told meanwhile is lost, so everybody here is shown the present state.
                bell.ring()
                await hub.withLock { $0 }?.missed()
                continue
            }
            let lines = payload.split(separator: "\n")
            guard let first = lines.first, first != Self.node else { continue }
            bell.ring()
            await hub.withLock { $0 }?.receive(lines.dropFirst().compactMap { CaseEvent(String($0)) })
        }
    }

    /// Events that may wait for a database that is away; whoever watches is shown the present state when it is back.
    private static let mostWaiting = 10_000

    /// This process among the nodes; its own notifications come back to it and are passed over.
    private static let node = "\(UInt64.random(in: .min ... .max))"
}
