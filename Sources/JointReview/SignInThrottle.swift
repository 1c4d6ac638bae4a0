public import Foundation

/// How fast passwords may be tried: for each name from each place, and for each name altogether.
///
/// A lock that anybody can close is a weapon: whoever knows a name could keep its holder out. So the long waits hold for one place only; what holds
/// for a name altogether waits a minute at most, and not at all where the holder has signed in before.
public enum SignInThrottle {
    /// Tries that failed, or whose end is not known yet.
    public struct Tries: Hashable, Sendable {
        /// How many since the last one that succeeded.
        public let failures: Int
        /// When the latest was made.
        public let lastAt: Date

        /// Tries so far.
        public init(failures: Int, lastAt: Date) {
            self.failures = failures
            self.lastAt = lastAt
        }
    }

    /// Tries that one place has before it has to wait.
    public static let freeTries = 5
    /// Longest wait of one place, in seconds.
    public static let longestWait = 900
    /// Tries of all unknown places together before the name is slowed down for them.
    public static let freeTriesOfAll = 50
    /// Longest wait of an unknown place for what others do, in seconds.
    public static let longestWaitForOthers = 60
    /// After so many seconds without a try, what was counted is forgotten.
    public static let forgottenAfter = 86_400

    /// Seconds until another try is looked at; nil when it is looked at now.
    ///
    /// - Parameters:
    ///   - here: tries of the name from the sender's place.
    ///   - everywhere: tries of the name from places that it never signed in from.
    ///   - knownPlace: whether the name has signed in from the sender's place before.
    public static func wait(here: Tries, everywhere: Tries, knownPlace: Bool, at now: Date) -> Int? {
        let own = rest(of: pause(here, free: freeTries, longest: longestWait, at: now), since: here.lastAt, at: now)
        guard !knownPlace else { return own }
        let others = rest(
            of: pause(everywhere, free: freeTriesOfAll, longest: longestWaitForOthers, at: now), since: everywhere.lastAt, at: now)
        return [own, others].compactMap(\.self).max()
    }

    /// Tries that still count at an instant.
    public static func counted(_ tries: Tries, at now: Date) -> Int {
        now.timeIntervalSince(tries.lastAt) > Double(forgottenAfter) ? 0 : tries.failures
    }

    /// 1, 2, 4, … seconds after the free tries.
    private static func pause(_ tries: Tries, free: Int, longest: Int, at now: Date) -> Int {
        let over = counted(tries, at: now) - free
        guard over >= 0 else { return 0 }
        return over >= 20 ? longest : min(longest, 1 << over)
    }

    private static func rest(of pause: Int, since: Date, at now: Date) -> Int? {
        let left = (Double(pause) - now.timeIntervalSince(since)).rounded(.up)
        // A clock that went back must not keep anybody out.
        return left > 0 ? min(pause, Int(left)) : nil
    }
}
