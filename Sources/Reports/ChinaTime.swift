import Foundation

/// Instants as people in China read them.
enum ChinaTime {
    // +08:00 without daylight saving since 1992; a fixed offset gives the same page on a machine without zone data.
    static let offset: Int64 = 8 * 3_600_000

    /// Milliseconds of an instant, rounded as the canonical form rounds.
    static func milliseconds(_ date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }

    /// `2026-11-21 16:55:28`
    static func text(_ date: Date) -> String {
        let parts = Parts(milliseconds(date))
        return parts.day + " " + parts.time
    }

    /// `2026-11-21`
    static func day(_ date: Date) -> String {
        Parts(milliseconds(date)).day
    }

    /// The parts of an instant in China.
    struct Parts {
        /// `2026-11-21`
        let day: String
        /// `16:55`
        let minute: String
        /// `16:55:28`
        let time: String
        /// `16:55:28.123`
        let fine: String

        init(_ milliseconds: Int64) {
            let local = milliseconds + ChinaTime.offset
            let dayNumber = floorDivided(local, by: 86_400_000)
            let rest = local - dayNumber * 86_400_000
            day = ChinaTime.civil(dayNumber)
            minute = two(rest / 3_600_000) + ":" + two(rest / 60_000 % 60)
            time = minute + ":" + two(rest / 1_000 % 60)
            let thousandths = String(rest % 1_000)
            fine = time + "." + String(repeating: "0", count: 3 - thousandths.count) + thousandths
        }
    }

    // Days since 1970-01-01 to a date of the Gregorian calendar; years counted from March make the leap day the last of its year.
    private static func civil(_ number: Int64) -> String {
        let shifted = number + 719_468
        let era = floorDivided(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-" + two(month) + "-" + two(day)
    }
}

private func two(_ value: Int64) -> String {
    value < 10 ? "0\(value)" : "\(value)"
}

private func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
