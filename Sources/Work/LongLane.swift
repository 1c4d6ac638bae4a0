import Locks

/// Where jobs go that turn out to take minutes, so that they do not hold the places that short ones need.
///
/// A package of thousands of sheets is one job. Were it to keep its place among the few that a process has, the package of somebody else's small case
/// would wait behind it. So it gives its place back and takes its turn with the other long ones: `width` of them run, the rest wait, with their leases held.
final class LongLane: Sendable {
    private struct State {
        var next = 0
        /// Tickets of all who are on the lane.
        var present: Set<Int> = []
        /// Those of them whose turn it is.
        var running: Set<Int> = []
        /// Several may wait for the turn of one ticket.
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var isClosed = false

        mutating func take(_ isTaken: (Int) -> Bool) -> [CheckedContinuation<Bool, Never>] {
            let taken = waiting.filter { isTaken($0.ticket) }.map(\.continuation)
            waiting.removeAll { isTaken($0.ticket) }
            return taken
        }
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

    /// Gives the caller's place, if it has one, to others and takes it onto the lane, with a ticket; nil when the lane is full and the caller stays where
    /// it is.
    func enter(giving hasPlace: Bool) -> Int? {
        let ticket = state.withLock { state -> Int? in
            guard state.present.count < most else { return nil }
            state.next += 1
            state.present.insert(state.next)
            return state.next
        }
        if hasPlace, ticket != nil { freed.yield() }
        return ticket
    }

    /// Waits for the ticket's turn; `false` when the lane is closed, or left, before that.
    func turn(of ticket: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                if state.running.contains(ticket) { return true }
                guard !state.isClosed, state.present.contains(ticket) else { return false }
                guard state.running.count >= width else {
                    state.running.insert(ticket)
                    return true
                }
                state.waiting.append((ticket, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Lets the next one in.
    func leave(_ ticket: Int) {
        let (own, next) = state.withLock { state -> ([CheckedContinuation<Bool, Never>], [CheckedContinuation<Bool, Never>]) in
            state.present.remove(ticket)
            state.running.remove(ticket)
            let own = state.take { $0 == ticket }
            guard state.running.count < width, let first = state.waiting.first?.ticket else { return (own, []) }
            state.running.insert(first)
            return (own, state.take { $0 == first })
        }
        for continuation in own { continuation.resume(returning: false) }
        for continuation in next { continuation.resume(returning: true) }
    }

    /// No place becomes free any more, and nobody waits any longer: what is under way is finished, what is not is left to the next process.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            return state.take { _ in true }
        }
        for continuation in waiting { continuation.resume(returning: false) }
        freed.finish()
    }
}

/// The process ends before a job is done: it is given back as it was.
struct WorkIsOver: Error {}

/// Where one job stands: in its place, or on the long lane.
final class Stay: Sendable {
    private struct State {
        var ticket: Int?
        var isOver = false
    }

    private let lane: LongLane
    private let hasPlace: Bool
    private let place: Floor.Place?
    private let state = Locked(State())

    /// - Parameters:
    ///   - hasPlace: whether the job came with a place for others to take.
    ///   - leaving: its place on the floor, which it leaves when it takes long: nobody who wants to be alone waits for hours.
    init(_ lane: LongLane, hasPlace: Bool = true, leaving place: Floor.Place? = nil) {
        (self.lane, self.hasPlace, self.place) = (lane, hasPlace, place)
    }

    /// Whether the job gave its place away; its worker then ends with it.
    var isLong: Bool { state.withLock { $0.ticket != nil } }

    /// Moves to the long lane, once, and returns when it is this job's turn; its tasks may all come and wait.
    /// - Throws: `WorkIsOver` when work, or the job, ends before that.
    func moveOver() async throws {
        let ticket = state.withLock { state in
            if state.ticket == nil, !state.isOver { state.ticket = lane.enter(giving: hasPlace) }
            return state.ticket
        }
        place?.leave()
        guard let ticket else { return }
        guard await lane.turn(of: ticket) else { throw WorkIsOver() }
    }

    /// The job is over.
    func end() {
        let ticket = state.withLock { state in
            state.isOver = true
            return state.ticket
        }
        if let ticket { lane.leave(ticket) }
    }
}
