import Foundation
import Testing
import WorkingTime

@Suite struct CalendarDayTests {
    @Test func everyDayOfFourCenturiesReadsBackFromItsText() throws {
        let first = try #require(CalendarDay("1900-01-01"))
        let last = try #require(CalendarDay("2299-12-31"))
        var day = first
        var failures = 0
        while day <= last {
            if CalendarDay(day.description) != day || CalendarDay(year: day.year, month: day.month, day: day.day) != day { failures += 1 }
            day = day + 1
        }
        #expect(failures == 0)
        #expect(last - first == 146_096)
    }

    @Test(arguments: [
        "2026-2-14", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026/01/01", " 2026-01-01", "20260101", "",
        "2026-01-01T00:00", "２０２６-01-01",
    ])
    func onlyRealDaysInOneFormAreRead(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test(arguments: [("1970-01-01", 4), ("2026-02-14", 6), ("2026-11-21", 6), ("2024-02-29", 4), ("1969-12-31", 3), ("1968-12-30", 1)])
    func weekdaysCountFromMonday(_ text: String, _ weekday: Int) throws {
        #expect(try #require(CalendarDay(text)).weekday == weekday)
    }

    @Test func aDayInShanghaiBeginsSixteenHoursAfterTheUTCDayBefore() throws {
        let day = try #require(CalendarDay("2026-11-23"))
        let start = try Date("2026-11-22T16:00:00Z", strategy: .iso8601)
        #expect(day.start() == start)
        #expect(day.end() == start.addingTimeInterval(86_400))
        #expect(CalendarDay(start) == day)
        #expect(CalendarDay(start.addingTimeInterval(-0.001)) == day - 1)
    }

    @Test func daysAgreeWithFoundationsCalendarOverAThousandSeededInstants() {
        var random = SplitMix64(seed: 7)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .china
        for _ in 0..<1_000 {
            let instant = Date(timeIntervalSince1970: Double.random(in: 0...4_000_000_000, using: &random))
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
            let day = CalendarDay(instant)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
            #expect(day.weekday % 7 + 1 == parts.weekday)
            #expect(day.start() == calendar.startOfDay(for: instant))
        }
    }

    @Test func theWireFormIsTheText() throws {
        let day = try #require(CalendarDay("2026-02-14"))
        #expect(try String(decoding: JSONEncoder().encode([day]), as: UTF8.self) == #"["2026-02-14"]"#)
        #expect(try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2026-02-14"]"#.utf8)) == [day])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2026-02-31"]"#.utf8)) }
    }
}
