/// Deadlines in order; pure.
struct TimerQueue {
    private struct Entry {
        let deadline: ContinuousClock.Instant
        let id: UInt64
        let action: @Sendable () -> Void
    }

    private var entries: [Entry] = []
    private var lastID: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        lastID += 1
        // From the back: with equal waits the newest deadline is nearly always the last.
        let position = (entries.lastIndex { $0.deadline <= deadline }).map { $0 + 1 } ?? 0
        entries.insert(Entry(deadline: deadline, id: lastID, action: action), at: position)
        return lastID
    }

    mutating func remove(_ id: UInt64) {
        entries.removeAll { $0.id == id }
    }

    mutating func due(at now: ContinuousClock.Instant) -> [@Sendable () -> Void] {
        let count = entries.firstIndex { $0.deadline > now } ?? entries.count
        defer { entries.removeFirst(count) }
        return entries[..<count].map(\.action)
    }

    /// How long a poll may wait, rounded up; -1 for ever.
    func milliseconds(from now: ContinuousClock.Instant) -> Int32 {
        guard let next = entries.first else { return -1 }
        let wait = next.deadline - now
        guard wait > .zero else { return 0 }
        return Int32(clamping: Int64((wait / .milliseconds(1)).rounded(.up)))
    }
}
