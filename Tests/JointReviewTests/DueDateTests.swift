import Foundation
import JointReview
import Testing
import WorkingTime

/// Limits that are counted again, and the levels of warning: pure, by tables of holidays that are made here.
@Suite struct DueDateTests {
    /// May 2026: the 1st to the 5th are free, the 9th is a Saturday that is worked.
    private func calendar(_ more: [(String, Bool)] = []) throws -> WorkingCalendar {
        let days = [("2026-05-01", false), ("2026-05-04", false), ("2026-05-05", false), ("2026-05-09", true)] + more
        return try WorkingCalendar(
            days.map { day, works in
                CalendarEntry(
                    day: try #require(CalendarDay(day)), isWorkday: works, kind: works ? .makeup : .holiday, name: "劳动节", source: "样例")
            })
    }

    private func noon(_ day: String) throws -> Date { try #require(CalendarDay(day)).start().addingTimeInterval(43_200) }
    private func end(_ day: String) throws -> Date { try #require(CalendarDay(day)).end() }

    @Test func aLimitKeepsItsWorkingDaysWhenTheHolidaysChange() throws {
        let old = try calendar()
        let start = try noon("2026-04-30")
        let due = try old.dueInstant(workingDays: 7, after: old.day(of: start))
        #expect(try due == end("2026-05-13"))
        #expect(try DueDates.recounted(due, from: start, by: old, now: old) == due)
        let longer = try calendar([("2026-05-06", false), ("2026-05-07", false)])
        #expect(try DueDates.recounted(due, from: start, by: old, now: longer) == end("2026-05-15"))
        let shorter = try calendar([("2026-05-10", true)])
        #expect(try DueDates.recounted(due, from: start, by: old, now: shorter) == end("2026-05-12"))
        #expect(throws: CalendarFault.self) { try DueDates.recounted(due, from: noon("2025-04-30"), by: old, now: longer) }
    }

    @Test func theWorkingDaysThatAReviewWasStoppedAreAdded() throws {
        let calendar = try calendar()
        let due = try end("2026-05-13")
        #expect(try DueDates.extended(due, stoppedFrom: noon("2026-05-11"), to: noon("2026-05-11"), in: calendar) == due)
        #expect(try DueDates.extended(due, stoppedFrom: noon("2026-05-08"), to: noon("2026-05-12"), in: calendar) == end("2026-05-18"))
        // A weekend stopped is no working day.
        #expect(try DueDates.extended(due, stoppedFrom: noon("2026-05-15"), to: noon("2026-05-17"), in: calendar) == due)
    }

    @Test func theLevelsFollowWorkingDays() throws {
        let calendar = try calendar()
        let times = WarningTimes(at: try noon("2026-05-12"), in: calendar)
        func level(_ day: String) throws -> WarningLevel? { times.level(of: try end(day)) }
        #expect(try level("2026-05-14") == nil)
        #expect(try level("2026-05-13") == .soon && level("2026-05-12") == .soon)
        #expect(try level("2026-05-11") == .overdue, "over with its last day, not on it")
        // Three working days after the 6th are the 7th, 8th and 9th; after the 7th the 8th, 9th and 11th.
        #expect(try level("2026-05-07") == .supervision && level("2026-05-08") == .overdue)
    }

    @Test func whereTheTableEndsNothingIsGuessed() throws {
        let calendar = try calendar()
        let late = WarningTimes(at: try noon("2026-12-31"), in: calendar)
        #expect(try late.level(of: end("2026-12-31")) == nil && late.level(of: end("2026-12-30")) == .overdue)
        let early = WarningTimes(at: try noon("2026-01-02"), in: calendar)
        #expect(try early.level(of: end("2025-12-20")) == .overdue)
    }

    @Test(arguments: [ReviewAction.suspend(reason: "r"), .resume, .requeue])
    func onlyTheOwnBodyAndTheLeadStopAReviewOrLetItGoOn(_ action: ReviewAction) throws {
        let (body, other) = (UUID(), UUID())
        let state: ReviewState = action.kind == .resume ? .suspended : .recused
        let review = Review(id: UUID(), discipline: .fire, body: body, state: state, resumesTo: state == .suspended ? .pending : nil)
        func acting(_ organisation: UUID, _ role: Role) -> ActingPerson { ActingPerson(person: UUID(), organisation: organisation, role: role) }
        _ = try review.applying(action, by: acting(body, .technicalHead))
        _ = try review.applying(action, by: acting(other, .lead))
        #expect(throws: ReviewRefusal.otherBody) { try review.applying(action, by: acting(other, .technicalHead)) }
    }
}
