import Testing
import WorkingTime

@Suite struct CalendarNoticeTests {
    private static let today = CalendarDay("2026-11-21") ?? CalendarDay(number: 0)

    private func holiday(_ day: String, _ name: String) throws -> CalendarEntry {
        CalendarEntry(day: try #require(CalendarDay(day)), isWorkday: false, kind: .holiday, name: name, source: "样例")
    }

    private func year(_ year: Int) throws -> [CalendarEntry] {
        try [("01-01", "元旦"), ("02-08", "春节"), ("04-05", "清明节"), ("05-03", "劳动节"), ("06-09", "端午节"), ("10-01", "国庆节、中秋节")]
            .map { try holiday("\(year)-\($0)", $1) }
    }

    @Test func aWholeYearCanBeWrittenEvenWhenItHasBegun() throws {
        #expect(CalendarNotice(try year(2027)).faults(today: Self.today, known: [2026]).isEmpty)
        let late = try #require(CalendarDay("2027-03-01"))
        #expect(CalendarNotice(try year(2027)).faults(today: late, known: [2026]).isEmpty)
    }

    @Test func aYearWithoutOneOfItsHolidaysIsNoNotice() throws {
        let faults = CalendarNotice(try year(2027).filter { $0.name != "清明节" }).faults(today: Self.today, known: [2026])
        #expect(faults.map(\.fault) == [.incomplete(year: 2027, missing: ["清明"])])
        #expect(faults.map(\.row) == [nil])
    }

    @Test func everyDayThatIsOverOrComesTwiceIsNamed() throws {
        let days = try [holiday("2026-11-20", "a"), holiday("2026-11-21", "b"), holiday("2026-12-31", "元旦"), holiday("2026-12-31", "元旦")]
        let faults = CalendarNotice(days).faults(today: Self.today, known: [2026])
        #expect(faults.map(\.row) == [0, 1, 3])
        #expect(faults.map(\.fault) == [.past(days[0].day), .past(days[1].day), .twice(days[3].day)])
    }

    /// The shipped calendar itself satisfies what is asked of a notice.
    @Test(arguments: 2015...2026)
    func everyShippedYearIsWhole(_ year: Int) throws {
        let entries = WorkingCalendar.china.entries.filter { $0.day.year == year }
        let before = try #require(CalendarDay("2014-12-31"))
        #expect(CalendarNotice(entries).faults(today: before, known: []).isEmpty)
    }
}
