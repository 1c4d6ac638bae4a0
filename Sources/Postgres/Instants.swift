public import Foundation

/// PostgreSQL counts microseconds, and days, from 2000-01-01T00:00:00Z; Foundation seconds from one leap year later.
private let secondsBetweenEpochs = 366.0 * 86_400

extension Date: SQLArrayElement {
    /// `timestamptz`, rounded to the microsecond.
    ///
    /// A date that PostgreSQL cannot hold is sent as a value that it refuses (22008) instead of being bent into range.
    public var bind: Bind {
        let microseconds = ((timeIntervalSinceReferenceDate + secondsBetweenEpochs) * 1_000_000).rounded()
        return Bind(.timestamptz, .int64(Int64(exactly: microseconds) ?? (.max - 1)))
    }

    /// NULL of type `timestamptz`.
    public static var null: Bind { Bind(.timestamptz, .null) }
    /// `timestamptz[]`.
    public static var arrayType: PostgresType { .timestamptzArray }

    /// From `timestamptz`, from `timestamp` read as UTC, or from `date` as its midnight in UTC; never from infinity.
    public init?(_ cell: Cell) {
        switch (cell.type, cell.bytes.count) {
        case (.timestamptz, 8), (.timestamp, 8):
            let microseconds = Int64(bigEndianBytes: cell.bytes)
            guard microseconds != .max, microseconds != .min else { return nil }
            self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - secondsBetweenEpochs)
        case (.date, 4):
            let days = Int32(bigEndianBytes: cell.bytes)
            guard days != .max, days != .min else { return nil }
            self.init(timeIntervalSinceReferenceDate: Double(days) * 86_400 - secondsBetweenEpochs)
        default:
            return nil
        }
    }
}
