import Locks

/// How many a second in the long run, and how many at once.
public struct RequestRate: Hashable, Sendable {
    /// In the long run, a second.
    public var perSecond: Double
    /// At once.
    public var burst: Double

    /// A rate.
    public init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

/// Limits how often something happens for each of many keys: a bucket a key, refilled as time passes.
final class TokenBucket<Key: Hashable & Sendable>: Sendable {
    private struct Level {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let rate: RequestRate
    private let mostKeys: Int
    private let levels = Locked<[Key: Level]>([:])

    init(rate: RequestRate, mostKeys: Int = 20_000) {
        self.rate = rate
        self.mostKeys = mostKeys
    }

    /// Takes one; returns nil when it was there, and otherwise the seconds after which one will be.
    func take(for key: Key, at now: ContinuousClock.Instant = .now) -> Int? {
        levels.withLock { levels in
            // Full buckets say nothing that a missing one does not say.
            if levels.count >= mostKeys { levels = levels.filter { filled($0.value, at: now) < rate.burst } }
            if levels.count >= mostKeys { levels.removeAll(keepingCapacity: true) }
            let tokens = levels[key].map { filled($0, at: now) } ?? rate.burst
            guard tokens >= 1 else {
                levels[key] = Level(tokens: tokens, at: now)
                return max(1, Int(((1 - tokens) / rate.perSecond).rounded(.up)))
            }
            levels[key] = Level(tokens: tokens - 1, at: now)
            return nil
        }
    }

    /// Puts back what was taken for something that turned out not to count.
    func giveBack(for key: Key) {
        levels.withLock { levels in
            guard let level = levels[key] else { return }
            levels[key] = Level(tokens: min(rate.burst, level.tokens + 1), at: level.at)
        }
    }

    private func filled(_ level: Level, at now: ContinuousClock.Instant) -> Double {
        let passed = (now - level.at) / Duration.seconds(1)
        return min(rate.burst, level.tokens + max(0, passed) * rate.perSecond)
    }
}
