import Locks
import Sheets

/// The time that the files of one package have taken, and whether the rest of them is still opened.
final class PackageTime: Sendable {
    private struct State {
        var spent = Duration.zero
        var timeouts = 0
    }

    private let most: Duration
    private let mostTimeouts: Int
    private let state = Locked(State())

    /// Time for a package of so many files.
    init(_ limits: IntakeLimits, files: Int) {
        most = min(limits.time + limits.timeOfFile * files, max(limits.time, limits.mostTime))
        mostTimeouts = max(1, limits.timeouts)
    }

    /// Whether nothing more is opened: every file had its chance, but many that are slow together would hold everybody up for hours.
    var isSpent: Bool { state.withLock { $0.spent >= most || $0.timeouts >= mostTimeouts } }

    /// A file was read.
    func spend(_ time: Duration, timedOut: Bool) {
        state.withLock { state in
            state.spent += time
            state.timeouts += timedOut ? 1 : 0
        }
    }
}
