import DequeModule

/// Who holds which connection and who waits; pure, so that every order of events can be tested.
struct PoolStateMachine<Member: AnyObject & Sendable> {
    enum Grant: Sendable {
        case use(Member)
        /// A place without a connection: the lessee opens one.
        case open
    }

    enum Answer: Sendable {
        case granted(Grant)
        case full
        case closed
    }

    enum Handover: Sendable {
        case none
        case grant(Grant, waiter: UInt64)
        case close(Member)
    }

    private struct Waiter {
        let id: UInt64
        let deadline: ContinuousClock.Instant
    }

    let size: Int
    private var idle: [Member] = []
    /// Places given out, with or without a connection yet.
    private(set) var leased = 0
    private var waiters: Deque<Waiter> = []
    private(set) var isClosed = false
    private(set) var leases = 0
    private(set) var waits = 0
    private(set) var overloads = 0

    init(size: Int) { self.size = size }

    var isEmpty: Bool { leased == 0 && idle.isEmpty }
    var nextDeadline: ContinuousClock.Instant? { waiters.first?.deadline }

    var statistics: PoolStatistics {
        PoolStatistics(size: size, idle: idle.count, leased: leased, waiting: waiters.count, leases: leases, waits: waits, overloads: overloads)
    }

    /// The connection used last goes out first: its caches are warm, and the others can time out.
    mutating func lease() -> Answer {
        if isClosed { return .closed }
        if let member = idle.popLast() {
            leased += 1
            leases += 1
            return .granted(.use(member))
        }
        guard leased < size else { return .full }
        leased += 1
        leases += 1
        return .granted(.open)
    }

    /// Joins the end of the line. Deadlines must not decrease.
    mutating func wait(_ id: UInt64, until deadline: ContinuousClock.Instant) {
        waits += 1
        waiters.append(Waiter(id: id, deadline: deadline))
    }

    /// A waiter went away by itself.
    mutating func leave(_ id: UInt64) {
        waiters.removeAll { $0.id == id }
    }

    /// Waiters whose time is over.
    mutating func expire(at now: ContinuousClock.Instant) -> [UInt64] {
        var late: [UInt64] = []
        while let first = waiters.first, first.deadline <= now {
            late.append(first.id)
            waiters.removeFirst()
        }
        overloads += late.count
        return late
    }

    /// A connection comes back fit for use.
    mutating func giveBack(_ member: Member) -> Handover {
        assert(leased > 0, "a place was given back twice")
        if isClosed {
            leased -= 1
            return .close(member)
        }
        if let next = waiters.popFirst() {
            leases += 1
            return .grant(.use(member), waiter: next.id)
        }
        leased -= 1
        idle.append(member)
        return .none
    }

    /// A place comes back without its connection.
    mutating func giveUp() -> Handover {
        assert(leased > 0, "a place was given back twice")
        if !isClosed, let next = waiters.popFirst() {
            leases += 1
            return .grant(.open, waiter: next.id)
        }
        leased -= 1
        return .none
    }

    /// A connection died; only an idle one is ours to forget.
    mutating func lost(_ member: Member) {
        idle.removeAll { $0 === member }
    }

    /// No more leases; returns the idle connections. Waiters are to be refused by the caller.
    mutating func close() -> [Member] {
        isClosed = true
        waiters.removeAll()
        defer { idle.removeAll() }
        return idle
    }
}

/// What a pool holds now and has seen since it was made.
public struct PoolStatistics: Sendable, Hashable {
    /// Connections at most.
    public let size: Int
    /// Connections nobody uses.
    public let idle: Int
    /// Connections in use or being opened.
    public let leased: Int
    /// Tasks in line.
    public let waiting: Int
    /// Leases ever given.
    public let leases: Int
    /// Leases that had to wait in line.
    public let waits: Int
    /// Waits that ended in `PoolError.overloaded`.
    public let overloads: Int
}
