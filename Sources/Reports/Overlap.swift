/// How many stretches of time run at once.
struct Overlap: Sendable {
    /// The longest time during which the most of them ran; nil when none has a length.
    let best: (count: Int, range: Range<Int64>)?
    /// From the first start to the last end.
    let span: Range<Int64>?
    /// Their lengths added up.
    let sum: Int64

    /// Of ranges in milliseconds.
    init(_ ranges: [Range<Int64>]) {
        sum = ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        if let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() {
            span = first..<last
        } else {
            span = nil
        }
        let turns = Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
        var best: (count: Int, range: Range<Int64>)?
        var open: (count: Int, start: Int64)?
        for (from, to) in zip(turns, turns.dropFirst()) {
            let count = ranges.count { $0.contains(from) }
            // A stretch of the same count that follows without a gap is one stretch.
            let start = open.flatMap { $0.count == count ? $0.start : nil } ?? from
            open = (count, start)
            guard count > 0 else { continue }
            let length = to - start
            if let known = best, known.count > count || (known.count == count && known.range.upperBound - known.range.lowerBound >= length) {
                continue
            }
            best = (count, start..<to)
        }
        self.best = best
    }
}
