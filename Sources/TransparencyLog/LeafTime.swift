/// Moments as entries have them: `2026-11-21T08:55:28.123Z`, UTC, 24 letters.
enum LeafTime {
    static let length = 24

    /// 1970 up to the end of 9999, in milliseconds.
    static let range = 0..<253_402_300_800_000

    /// The year in UTC.
    static func year(of moment: Int) -> Int { date(moment.quotientAndRemainder(dividingBy: 86_400_000).quotient).0 }

    static func append(_ moment: Int, to bytes: inout [UInt8]) {
        let (days, rest) = moment.quotientAndRemainder(dividingBy: 86_400_000)
        let (year, month, day) = date(days)
        digits(year, 4, &bytes)
        bytes.append(0x2D)
        digits(month, 2, &bytes)
        bytes.append(0x2D)
        digits(day, 2, &bytes)
        bytes.append(0x54)
        digits(rest / 3_600_000, 2, &bytes)
        bytes.append(0x3A)
        digits(rest / 60_000 % 60, 2, &bytes)
        bytes.append(0x3A)
        digits(rest / 1000 % 60, 2, &bytes)
        bytes.append(0x2E)
        digits(rest % 1000, 3, &bytes)
        bytes.append(0x5A)
    }

    /// The moment that 24 letters say; nil for anything but the one way to write it.
    static func read(_ text: UnsafeRawBufferPointer) -> Int? {
        guard text.count == length else { return nil }
        for (place, letter) in [(4, 0x2D), (7, 0x2D), (10, 0x54), (13, 0x3A), (16, 0x3A), (19, 0x2E), (23, 0x5A)] as [(Int, UInt8)] {
            guard text[place] == letter else { return nil }
        }
        func number(_ first: Int, _ count: Int) -> Int? {
            var number = 0
            for place in first..<first + count {
                guard 0x30...0x39 ~= text[place] else { return nil }
                number = number * 10 + Int(text[place] - 0x30)
            }
            return number
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
            let second = number(17, 2), let thousandth = number(20, 3), year >= 1970, 1...12 ~= month, day >= 1, hour < 24, minute < 60, second < 60
        else { return nil }
        let days = days(year, month, day)
        guard date(days) == (year, month, day) else { return nil }
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + thousandth
    }

    private static func digits(_ number: Int, _ count: Int, _ bytes: inout [UInt8]) {
        var unit = [1, 1, 10, 100, 1000][count]
        while unit > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }

    // Days since 1970 of the proleptic Gregorian calendar, with years that begin in March so that the odd day comes last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, ofEra) = year.quotientAndRemainder(dividingBy: 400)
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func date(_ days: Int) -> (Int, Int, Int) {
        let (era, day) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let ofYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let civil = month < 10 ? month + 3 : month - 9
        return (year + era * 400 + (civil <= 2 ? 1 : 0), civil, ofYear - (153 * month + 2) / 5 + 1)
    }
}
