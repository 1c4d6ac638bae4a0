import Locks

/// The time that all questions about one file share: the tools that read it, one after the other, until one of them has run out of it.
///
/// A file that keeps one tool busy until it is killed would do so with every other one: they are not asked any more.
final class ToolTime: Sendable {
    private struct State {
        var most: Duration
        var isOver = false
    }

    private let start = ContinuousClock.now
    private let state: Locked<State>

    /// Time that begins now and lasts for `most`.
    init(_ most: Duration) { state = Locked(State(most: most)) }

    /// What is left of it; nothing once a tool has run out of it.
    var left: Duration {
        let state = state.withLock { $0 }
        return state.isOver ? .zero : max(.zero, state.most - start.duration(to: .now))
    }

    /// Whether a tool had to be ended, or could not be begun, because of the time.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// The file has turned out to hold more than its size told.
    func extend(to most: Duration) { state.withLock { $0.most = max($0.most, most) } }

    /// A tool came to no end in its time.
    func runOut() { state.withLock { $0.isOver = true } }
}

extension ToolTime: Hashable {
    static func == (one: ToolTime, other: ToolTime) -> Bool { one === other }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension SheetLimits {
    /// Time for a file of so many bytes and pages.
    func time(bytes: Int, pages: Int = 1) -> Duration {
        let more = timeOfMebibyte * (Double(bytes) / 1_048_576) + timeOfPage * max(0, pages - 1)
        return min(time + more, max(time, mostTime))
    }

    /// These limits for the questions about one file that share `time`.
    func sharing(_ time: ToolTime) -> SheetLimits {
        var limits = self
        limits.tool.time = time
        // What counts is the work that a file makes; the wall is there for a machine on which everybody waits.
        limits.tool.cpuSeconds = min(tool.cpuSeconds, Int(max(1, (self.time / .seconds(3)).rounded(.up))))
        return limits
    }

    /// These limits for a file of so many pages: one run may read all of them, and takes accordingly.
    func stretched(bytes: Int, pages: Int) -> SheetLimits {
        let most = time(bytes: bytes, pages: pages)
        tool.time?.extend(to: most)
        let factor = max(1, most / max(time, .milliseconds(1)))
        var limits = self
        limits.tool.deadline = tool.deadline * factor
        limits.tool.cpuSeconds = Int((Double(tool.cpuSeconds) * factor).rounded(.up))
        return limits
    }
}
