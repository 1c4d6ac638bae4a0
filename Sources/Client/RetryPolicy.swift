/// How often, and after how long, a request is sent again.
public struct RetryPolicy: Hashable, Sendable {
    /// Tries in all.
    public var tries: Int
    /// Pause before the second try; it doubles each time.
    public var firstPause: Duration
    /// Longest pause, also for a `Retry-After` of the server.
    public var longestPause: Duration

    /// A policy: six tries over some six seconds unless said otherwise.
    public init(tries: Int = 6, firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(10)) {
        self.tries = max(1, tries)
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Pause before try `number` (the second is 2), not shorter than what the server asked for.
    public func pause(beforeTry number: Int, serverAsks seconds: Int? = nil) -> Duration {
        let doubled = firstPause * (1 << min(max(number - 2, 0), 16))
        return min(max(doubled, .seconds(seconds ?? 0)), longestPause)
    }
}

/// What is to be done with one outcome of one try; pure.
enum RetryStep: Equatable {
    case done
    case again(after: Duration)
    case giveUp

    /// - Parameters:
    ///   - status: the answer's status; nil when the connection broke.
    ///   - code: the problem's code.
    ///   - isRepeatable: whether sending it again cannot do it twice: a safe method, or a key.
    init(
        status: Int?, code: String?, retryAfter: Int?, number: Int, isRepeatable: Bool, policy: RetryPolicy
    ) {
        let wanted: Bool =
            switch (status, code) {
            case (nil, _): isRepeatable
            // An earlier try of ours is still being carried out: its answer will be ours.
            case (409, "in-flight"): isRepeatable
            case (503, "outcome-unknown"): isRepeatable
            // Refused before anything was done: safe to repeat, whatever it is.
            case (429, _), (503, _): true
            // A proxy that lost the server answers for it; what happened is unknown.
            case (502, _), (504, _): isRepeatable
            default: false
            }
        if !wanted {
            self = .done
        } else if number >= policy.tries {
            self = .giveUp
        } else {
            self = .again(after: policy.pause(beforeTry: number + 1, serverAsks: retryAfter))
        }
    }
}
