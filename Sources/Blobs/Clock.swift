import Glibc

/// Instants as S3 writes them, in seconds since 1970.
enum Clock {
    /// The clock of this machine.
    static func now() -> Int64 { Int64(time(nil)) }

    /// `20261121T120000Z`.
    static func basic(_ instant: Int64) -> String {
        var (seconds, parts) = (time_t(instant), tm())
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y%m%dT%H%M%SZ", &parts)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The instant of `2026-11-21T12:00:00.000Z` (lists) or `Sat, 21 Nov 2026 12:00:00 GMT` (header fields); nil for anything else.
    static func instant(_ text: String) -> Int64? {
        if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9:]{8})(?:\.[0-9]+)?Z/) {
            return instant(year: match.1, month: Int32(match.2), day: match.3, time: match.4)
        }
        guard let match = text.wholeMatch(of: /[A-Z][a-z]{2}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9:]{8}) GMT/) else { return nil }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return instant(year: match.3, month: months.firstIndex(of: String(match.2)).map { Int32($0 + 1) }, day: match.1, time: match.4)
    }

    private static func instant(year: Substring, month: Int32?, day: Substring, time: Substring) -> Int64? {
        let clock = time.split(separator: ":").compactMap { Int32($0) }
        guard let year = Int32(year), let month, (1...12).contains(month), let day = Int32(day), clock.count == 3 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock[0], clock[1], clock[2])
        return Int64(timegm(&parts))
    }
}
