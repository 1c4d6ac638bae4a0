import Client
import Foundation
import SampleCase
import Wire
import WorkingTime

extension DemoScript {
    /// Sees to it that the reviews' due dates can be counted: a year whose notice the product does not know gets sample days that say so.
    func coverCalendar(_ security: LianshenClient, now: Date = Date()) async throws {
        // First review, supplement and the holidays between them end within two months.
        let years = Set([CalendarDay(now).year, CalendarDay(now + 60 * 86_400).year])
        for year in years.sorted() where try await !security.calendar(year: year).isKnown {
            _ = try await security.writeCalendar(
                NewCalendarBody(
                    days: SampleCase.holidays(of: year).map { CalendarDayBody(day: $0.day, kind: .holiday, name: $0.name, source: $0.source) }),
                key: "\(run)-calendar-\(year)")
        }
    }
}
