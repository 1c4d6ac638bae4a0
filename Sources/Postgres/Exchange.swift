/// What was sent up to one synchronisation point, and how far the answers have come; pure.
struct Exchange<Reply> {
    enum Step {
        case prepare(name: String)
        case run(name: String?, columns: Columns?)
        case begin
        /// The settings, ROLLBACK: whose results nobody asked for.
        case control
        case commit
        case deallocate(name: String)
        case sync
        /// Outside pipeline mode: any number of results, then the end.
        case plain
    }

    enum Answer {
        case reply(Reply)
        case failed(DatabaseError)
        /// Skipped because a step before it failed.
        case skipped
        /// No more results of this step.
        case end
        case sync
        /// The server waits for COPY data.
        case copyIn
    }

    enum Effect {
        case none
        case prepared(String)
        case notPrepared(String)
        case deallocated(String)
        case notDeallocated(String)
        /// A prepared statement failed on execution; its plan may be out of date.
        case failed(String)
        case finished
    }

    private(set) var steps: [Step]
    private(set) var position = 0
    private(set) var replies: [Reply] = []
    private(set) var failure: DatabaseError?
    /// Whether losing the connection now leaves open what the server did.
    private(set) var mayHaveCommitted: Bool

    init(_ steps: [Step], autocommit: Bool) {
        self.steps = steps
        mayHaveCommitted = autocommit
        for case .commit in steps { mayHaveCommitted = true }
    }

    var current: Step? { position < steps.count ? steps[position] : nil }

    mutating func receive(_ answer: Answer) -> Effect {
        guard let current else { return .none }
        switch (current, answer) {
        case (.sync, .sync):
            position += 1
            return .finished
        case (.plain, .end), (.plain, .copyIn):
            position += 1
            return .finished
        // What fails at the synchronisation point (a constraint that is checked at commit) comes before it.
        case (.sync, .end): return .none
        case (_, .end):
            position += 1
            return .none
        case (.prepare(let name), .reply): return .prepared(name)
        case (.prepare(let name), .failed(let error)):
            fail(error)
            return .notPrepared(name)
        case (.prepare(let name), .skipped): return .notPrepared(name)
        case (.deallocate(let name), .reply): return .deallocated(name)
        case (.deallocate(let name), .failed), (.deallocate(let name), .skipped): return .notDeallocated(name)
        case (.begin, .reply), (.control, .reply): return .none
        case (.run, .reply(let reply)), (.plain, .reply(let reply)), (.commit, .reply(let reply)):
            replies.append(reply)
            return .none
        case (.run(let name, _), .failed(let error)):
            fail(error)
            return name.map(Effect.failed) ?? .none
        case (.plain, .failed(let error)), (.begin, .failed(let error)), (.control, .failed(let error)), (.commit, .failed(let error)),
            (.sync, .failed(let error)):
            fail(error)
            return .none
        case (_, .skipped), (_, .sync), (_, .copyIn), (.sync, .reply): return .none
        }
    }

    private mutating func fail(_ error: DatabaseError) {
        failure = failure ?? error
        switch current {
        // The session ended in its commit, or just after it: the error does not tell which.
        case .commit, .sync, .plain: mayHaveCommitted = mayHaveCommitted && error.endsSession
        // What fails before the commit keeps it from happening.
        default: mayHaveCommitted = false
        }
    }
}
