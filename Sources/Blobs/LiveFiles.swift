import Locks

/// This process's temporary files: no sweep may take them however old they are, and a failed barrier makes all of them suspect.
final class LiveFiles: Sendable {
    private struct State {
        /// How many hold each: the last holder of an unfinished upload may be let go after the next one has taken it up.
        var holders: [String: Int] = [:]
        var generation = 0
        var failure: BlobError?
    }

    private let state = Locked(State())

    /// Enters a name; the number is to be shown to `check` later.
    func insert(_ name: String) -> Int {
        state.withLock { state in
            state.holders[name, default: 0] += 1
            return state.generation
        }
    }

    func remove(_ name: String) {
        state.withLock { state in
            let left = (state.holders[name] ?? 1) - 1
            state.holders[name] = left > 0 ? left : nil
        }
    }

    func contains(_ name: String) -> Bool {
        state.withLock { $0.holders[name] != nil }
    }

    /// The kernel reports that pages could not be written only once and then calls them clean: of the files there are now, none can be trusted.
    func suspectAll(_ failure: BlobError) {
        state.withLock { state in
            state.generation += 1
            state.failure = failure
        }
    }

    /// Throws the failure of a barrier that came after the file was entered.
    func check(_ generation: Int) throws(BlobError) {
        let failure = state.withLock { $0.generation > generation ? $0.failure : nil }
        if let failure { throw failure }
    }
}
