import Client
import Foundation
import Wire
import WorkingTime

extension DemoScript {
    /// Sees to it that the reviews' due dates can be counted: a year whose notice the product does not know gets sample days that say so.
    func coverCalendar(_ security: LianshenClient, now: Date = Date()) async throws {
        // First review, supplement and the holidays between them end within two months.
        let years = Set([CalendarDay(now).year, CalendarDay(now + 60 * 86_400).year])
        for year in years.sorted() where try await !security.calendar(year: year).isKnown {
            _ = try await security.writeCalendar(NewCalendarBody(days: Self.sampleDays(of: year)), key: "\(run)-calendar-\(year)")
        }
    }

    /// The holidays that every year has; those of the moon on a day that is only an example.
    static func sampleDays(of year: Int) -> [CalendarDayBody] {
        [("01-01", "元旦"), ("02-10", "春节"), ("04-05", "清明节"), ("05-01", "劳动节"), ("06-10", "端午节"), ("10-01", "国庆节")].map { day, name in
            CalendarDayBody(day: "\(year)-\(day)", kind: .holiday, name: name, source: "【样例】并非放假通知 sample, no notice")
        }
    }
}
