import Foundation

/// Where events of this process, and of the other nodes, meet the clients that watch.
///
/// Whoever changed something publishes after its commit; nobody waits for a slow client: each has a bounded buffer, and one that overflows is told the
/// present state instead of what it missed.
public actor EventHub {
    /// An event with its place in the order of this hub.
    struct Numbered: Hashable, Sendable {
        let number: Int
        let event: CaseEvent
    }

    /// Names the order: numbers of another process are not comparable.
    nonisolated let epoch = String(UInt32.random(in: .min ... .max), radix: 16)
    private let notifier: (any EventNotifier)?
    private let capacity: Int
    private var subscriptions: [ObjectIdentifier: Subscription] = [:]
    private var last = 0
    private var isDrained = false

    /// A hub; `notifier` tells the other nodes, `capacity` is the number of events that a slow client may lag behind.
    public init(notifier: (any EventNotifier)? = nil, capacity: Int = 256) {
        self.notifier = notifier
        self.capacity = capacity
    }

    /// Tells the clients of this node and, through the notifier, those of the others.
    public func publish(_ events: [CaseEvent]) async {
        guard !events.isEmpty else { return }
        receive(events)
        await notifier?.pass(events)
    }

    /// Tells one event.
    public func publish(_ event: CaseEvent) async {
        await publish([event])
    }

    /// Takes in what another node told.
    public func receive(_ events: [CaseEvent]) {
        for event in events {
            last += 1
            for subscription in subscriptions.values where subscription.watches(event) {
                subscription.offer(Numbered(number: last, event: event))
            }
        }
    }

    /// Other nodes may have told what did not arrive: every client is shown the present state.
    public func missed() {
        for subscription in subscriptions.values { subscription.lose() }
    }

    /// Clients that watch now.
    public var watchers: Int { subscriptions.count }

    /// Ends every stream; new ones end at once. The clients come back to a node that stays.
    public func drain() {
        isDrained = true
        for subscription in subscriptions.values { subscription.end() }
        subscriptions = [:]
    }

    func subscribe(case caseID: UUID?) -> Subscription {
        let subscription = Subscription(case: caseID, capacity: capacity)
        if isDrained {
            subscription.end()
        } else {
            subscriptions[ObjectIdentifier(subscription)] = subscription
        }
        return subscription
    }

    func unsubscribe(_ subscription: Subscription) {
        subscription.end()
        subscriptions[ObjectIdentifier(subscription)] = nil
    }

    /// Id of the last event, for a state that was read after it.
    var lastID: String { id(last) }

    nonisolated func id(_ number: Int) -> String { "\(epoch)-\(number)" }
}
