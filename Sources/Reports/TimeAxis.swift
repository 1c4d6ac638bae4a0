import Foundation

/// A time axis from one instant to another with round ticks, whether it spans a millisecond or years.
struct TimeAxis: Sendable {
    /// A labelled place on the axis.
    struct Tick: Hashable, Sendable {
        /// Milliseconds since 1970.
        let at: Int64
        /// The time, as fine as the step wants it.
        let label: String
        /// The day, at the first tick and wherever it changes; nil elsewhere and where the label is the day itself.
        let day: String?
    }

    /// First and last millisecond.
    let start: Int64
    let end: Int64
    /// Between ticks, in milliseconds.
    let step: Int64

    /// An axis that holds all the instants with a little air on both sides.
    init(holding instants: [Int64]) {
        let first = instants.min() ?? 0
        let last = instants.max() ?? first
        let air = max((last - first) / 40, 2)
        start = first - air
        end = last + air
        let span = end - start
        step = Self.steps.first { span / $0 <= 7 } ?? Self.steps[Self.steps.count - 1] * max(span / Self.steps[Self.steps.count - 1] / 7, 1)
    }

    /// How far along the axis an instant lies, 0…1.
    func fraction(_ instant: Int64) -> Double {
        min(max(Double(instant - start) / Double(end - start), 0), 1)
    }

    /// The ticks: whole steps of local time.
    var ticks: [Tick] {
        var ticks: [Tick] = []
        var lastDay = ""
        let local = start + ChinaTime.offset
        var at = (local + step - 1) / step * step - ChinaTime.offset
        while at <= end {
            let parts = ChinaTime.Parts(at)
            let isDays = step >= 86_400_000
            let label = isDays ? String(parts.day.dropFirst(5)) : step < 1_000 ? parts.fine : step < 60_000 ? parts.time : parts.minute
            let day = isDays ? String(parts.day.prefix(4)) : parts.day
            ticks.append(Tick(at: at, label: label, day: day == lastDay ? nil : day))
            lastDay = day
            at += step
        }
        return ticks
    }

    // Milliseconds; from one millisecond to a year.
    private static let steps: [Int64] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
        3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 432_000_000, 604_800_000, 1_209_600_000, 2_592_000_000,
        7_776_000_000, 31_536_000_000,
    ]
}
