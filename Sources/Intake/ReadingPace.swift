/// Tells when work on the files of a package turns out to be long, and holds its next file until whoever was told lets it go on.
public struct ReadingPace: Sendable {
    private let slowFrom: ContinuousClock.Instant
    private let tell: @Sendable () async throws -> Void
    /// One file may take longer than all that is short: its package is told of while it is being read.
    private let watch: Task<Void, Never>

    /// Work that begins now and is long once it has lasted for `short`; `tell` is called from any task, and may wait.
    public init(_ short: Duration, _ tell: @escaping @Sendable () async throws -> Void) {
        slowFrom = .now + short
        self.tell = tell
        watch = Task {
            guard (try? await Task.sleep(for: short)) != nil else { return }
            // What it throws, the next file meets again.
            try? await tell()
        }
    }

    /// Called before each file.
    public func next() async throws {
        if slowFrom <= .now { try await tell() }
    }

    /// Everything is done.
    public func end() { watch.cancel() }
}
