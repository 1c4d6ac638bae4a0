import Foundation
import Testing
import WorkingTime

@Suite struct WorkingCalendarTests {
    private let china = WorkingCalendar.china

    private func day(_ text: String) throws -> CalendarDay {
        try #require(CalendarDay(text))
    }

    // Day 1 is the next working day, whatever the day of the act is.
    @Test(arguments: [
        // A plain week: Monday, 7 working days.
        ("2026-11-23", 7, "2026-12-02"),
        // From a Saturday: day 1 is Monday.
        ("2026-11-21", 1, "2026-11-23"), ("2026-11-21", 7, "2026-12-01"),
        // Friday before the Spring Festival of 2026: Saturday the 14th is worked, then nine free days.
        ("2026-02-13", 1, "2026-02-14"), ("2026-02-13", 2, "2026-02-24"), ("2026-02-13", 7, "2026-03-02"),
        // 28 February 2026 is a worked Saturday, 1 March a free Sunday.
        ("2026-02-27", 1, "2026-02-28"), ("2026-02-27", 2, "2026-03-02"),
        // National Day of 2026: 20 September and 10 October are worked.
        ("2026-09-18", 1, "2026-09-20"), ("2026-09-30", 1, "2026-10-08"), ("2026-09-30", 3, "2026-10-10"), ("2026-09-30", 4, "2026-10-12"),
        // Spring Festival of 2020, extended.
        ("2020-01-23", 1, "2020-02-03"),
        // Across New Year with a worked Saturday before it.
        ("2018-12-28", 1, "2018-12-29"), ("2018-12-28", 2, "2019-01-02"),
    ])
    func limitsEndOnTheRightDay(_ start: String, _ count: Int, _ last: String) throws {
        #expect(try china.adding(workingDays: count, after: day(start)) == day(last))
    }

    @Test func dueIsTheEndOfTheLastDayAndNothingIsOverdueDuringIt() throws {
        let due = try china.dueInstant(workingDays: 7, after: day("2026-02-13"))
        #expect(due == (try Date("2026-03-02T16:00:00Z", strategy: .iso8601)))
        #expect(try CalendarDay(due.addingTimeInterval(-0.001)) == day("2026-03-02"))
    }

    @Test func countingIsTheInverseOfAdding() throws {
        var random = SplitMix64(seed: 2026)
        let first = try day("2015-01-01")
        for _ in 0..<2_000 {
            let start = first + Int.random(in: 0..<4_000, using: &random)
            let count = Int.random(in: 1...40, using: &random)
            let last = try china.adding(workingDays: count, after: start)
            #expect(try china.workingDays(from: start, to: last) == count)
            #expect(try china.isWorkingDay(last))
        }
    }

    @Test func usedDaysAreZeroOnTheDayOfTheActAndBefore() throws {
        #expect(try china.workingDays(from: day("2026-11-23"), to: day("2026-11-23")) == 0)
        #expect(try china.workingDays(from: day("2026-11-23"), to: day("2026-11-20")) == 0)
        #expect(try china.workingDays(from: day("2026-11-23"), to: day("2026-11-24")) == 1)
    }

    @Test func yearsWithoutDataAreRefusedInsteadOfGuessed() throws {
        #expect(throws: CalendarFault.yearNotCovered(2027)) { try china.isWorkingDay(day("2027-01-04")) }
        #expect(throws: CalendarFault.yearNotCovered(2027)) { try china.adding(workingDays: 7, after: day("2026-12-28")) }
        #expect(throws: CalendarFault.yearNotCovered(2014)) { try china.workingDays(from: day("2014-12-30"), to: day("2015-01-05")) }
        #expect(try china.adding(workingDays: 3, after: day("2026-12-28")) == day("2026-12-31"))
    }

    @Test(arguments: [0, -1])
    func aLimitOfNoDaysIsRefused(_ count: Int) throws {
        #expect(throws: CalendarFault.countNotPositive(count)) { try china.adding(workingDays: count, after: day("2026-11-23")) }
    }

    @Test func contradictoryRowsAreRefused() throws {
        let holiday = CalendarEntry(day: try day("2026-01-01"), isWorkday: false, kind: .holiday, name: "元旦", source: "n")
        let worked = CalendarEntry(day: try day("2026-01-01"), isWorkday: true, kind: .holiday, name: "元旦", source: "n")
        #expect(throws: CalendarFault.dayTwice(holiday.day)) { try WorkingCalendar([holiday, holiday]) }
        #expect(throws: CalendarFault.kindContradicts(holiday.day)) { try WorkingCalendar([worked]) }
    }

    @Test(arguments: [
        ("day,workday\n", 1), ("day,workday,kind,name,source\n2026-02-30,false,holiday,春节,n\n", 2),
        ("day,workday,kind,name,source\n\n2026-02-16,no,holiday,春节,n\n", 3), ("day,workday,kind,name,source\n2026-02-16,false,feast,春节,n\n", 2),
        ("day,workday,kind,name,source\n2026-02-16,false,holiday,春节\n", 2), ("day,workday,kind,name,source\n2026-02-16,false,holiday,,n\n", 2),
    ])
    func unreadableTablesNameTheLine(_ text: String, _ line: Int) {
        #expect {
            try CalendarTable.entries(text)
        } throws: { error in
            guard case CalendarFault.unreadable(let found, _) = error else { return false }
            return found == line
        }
    }
}
