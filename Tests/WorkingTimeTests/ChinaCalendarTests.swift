import Foundation
import Testing
import WorkingTime

@Suite struct ChinaCalendarTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Schemas/calendar/china.csv")

    @Test func theEmbeddedTableIsTheFile() throws {
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == ChinaCalendar.table)
    }

    @Test func theTableReadsBackAsItself() throws {
        let entries = try CalendarTable.entries(ChinaCalendar.table)
        #expect(CalendarTable.text(entries) == ChinaCalendar.table)
        #expect(entries.map(\.day) == entries.map(\.day).sorted())
        #expect(WorkingCalendar.china.entries == entries)
    }

    @Test func everyRowDiffersFromItsWeekdayAndNamesANotice() throws {
        for entry in WorkingCalendar.china.entries {
            #expect(entry.isWorkday == entry.day.isWeekend, "\(entry.day) is what its weekday says")
            #expect(entry.source.contains("发明电〔") || entry.source == "to be checked")
        }
    }

    @Test func itCovers2015To2026() {
        #expect(WorkingCalendar.china.years == Set(2015...2026))
    }

    // Counted with another calendar (PyPI chinesecalendar 1.11.0), which agreed on every day of these years.
    @Test(arguments: [
        (2015, 249), (2016, 250), (2017, 249), (2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251),
        (2025, 248), (2026, 248),
    ])
    func workingDaysOfAYear(_ year: Int, _ count: Int) throws {
        let last = try #require(CalendarDay(year: year, month: 12, day: 31))
        let first = try #require(CalendarDay(year: year, month: 1, day: 1))
        let ofFirst = try WorkingCalendar.china.isWorkingDay(first) ? 1 : 0
        #expect(try WorkingCalendar.china.workingDays(from: first, to: last) + ofFirst == count)
    }

    @Test(arguments: [
        ("2026-02-14", true), ("2026-02-28", true), ("2026-02-15", false), ("2026-02-16", false), ("2026-02-23", false), ("2026-02-24", true),
        ("2015-09-03", false), ("2015-09-04", false), ("2015-09-06", true), ("2018-12-29", true), ("2018-12-31", false), ("2020-01-31", false),
        ("2020-02-01", false), ("2020-02-03", true), ("2019-05-02", false), ("2019-05-05", true), ("2025-01-26", true), ("2026-11-21", false),
    ])
    func daysThatWeekdaysGetWrong(_ text: String, _ working: Bool) throws {
        #expect(try WorkingCalendar.china.isWorkingDay(#require(CalendarDay(text))) == working)
    }
}
