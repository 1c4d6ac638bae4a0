public import Foundation

/// Where an act takes its business time from (`effective_at`).
///
/// Recorded time is the database's own clock and never passes through here; a business clock other than the system's is for
/// simulated databases only, and the store refuses it elsewhere.
public protocol BusinessClock: Sendable {
    /// The present business instant.
    var now: Date { get }
}

/// The machine's clock.
public struct SystemClock: BusinessClock {
    /// The machine's clock.
    public init() {}

    /// The present instant.
    public var now: Date { Date() }
}

/// A clock that stands still at one instant: for simulated databases and tests.
public struct FixedClock: BusinessClock {
    /// The instant that it shows.
    public let now: Date

    /// A clock that always shows one instant.
    public init(_ now: Date) {
        self.now = now
    }
}
