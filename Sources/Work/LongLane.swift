import Locks

/// Where jobs go that turn out to take minutes, so that they do not hold the places that short ones need.
///
/// A package of thousands of sheets is one job. Were it to keep its place among the few that a process has, the package of somebody else's small case
/// would wait behind it. So it gives its place back and takes its turn with the other long ones: `width` of them run, the rest wait, with their leases held.
final class LongLane: Sendable {
    private struct State {
        var present = 0
        var running = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
        var isClosed = false
    }

    private let width: Int
    private let most: Int
    private let state = Locked(State())
    private let freed: AsyncStream<Void>.Continuation
    /// One element for each place that became free; ends with `close`.
    let places: AsyncStream<Void>

    /// A lane on which `width` jobs run and at most `most` are, waiting ones included. One more keeps its place: that bounds what one process holds.
    init(width: Int, most: Int) {
        (self.width, self.most) = (max(1, width), max(1, most))
        (places, freed) = AsyncStream.makeStream()
    }

    /// Gives the caller's place to others and waits for its turn; `false` when the lane is full and the caller keeps its place.
    /// - Throws: `WorkIsOver` when the lane is closed before it is the caller's turn.
    func enter() async throws -> Bool {
        let isIn = state.withLock { state in
            guard state.present < most else { return false }
            state.present += 1
            return true
        }
        guard isIn else { return false }
        freed.yield()
        let isTurn = await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                guard !state.isClosed else { return false }
                guard state.running >= width else {
                    state.running += 1
                    return true
                }
                state.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        guard isTurn else {
            state.withLock { $0.present -= 1 }
            throw WorkIsOver()
        }
        return true
    }

    /// Lets the next one in.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            state.present -= 1
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
        next?.resume(returning: true)
    }

    /// No place becomes free any more, and nobody waits any longer: what is under way is finished, what is not is left to the next process.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: false) }
        freed.finish()
    }
}

/// The process ends before a job has begun: it is given back as it was.
struct WorkIsOver: Error {}

/// Where one job stands: in its place, or on the long lane.
final class Stay: Sendable {
    private let lane: LongLane?
    private let isLongNow = Locked(false)

    init(_ lane: LongLane?) { self.lane = lane }

    /// Whether the job gave its place away; its worker then ends with it.
    var isLong: Bool { isLongNow.withLock { $0 } }

    /// Moves to the long lane, once; returns when it is this job's turn.
    /// - Throws: `WorkIsOver` when work ends before that.
    func moveOver() async throws {
        guard !isLong, let lane else { return }
        let isLong = try await lane.enter()
        isLongNow.withLock { $0 = isLong }
    }

    /// The job is over.
    func end() {
        if isLong { lane?.leave() }
    }
}
