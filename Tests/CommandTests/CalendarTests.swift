import Foundation
import Testing
import Wire

extension Account {
    /// Cases are accepted on the real clock, also in a year whose notice is not out yet.
    func coverCalendar() async throws {
        let years = [Date(), Date() + 60 * 86_400].map { Calendar(identifier: .gregorian).component(.year, from: $0) }
        for year in Set(years) where try await ask("calendar", "show", String(year), answering: CalendarBody.self).isKnown == false {
            _ = try await addCalendar(year)
        }
    }

    fileprivate func addCalendar(_ year: Int) async throws -> CalendarBody {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().text).csv").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let days = [("01-01", "元旦"), ("02-10", "春节"), ("04-05", "清明节"), ("05-01", "劳动节"), ("06-10", "端午节"), ("10-01", "国庆节")]
        let rows = days.map { "\(year)-\($0),false,holiday,\($1),样例 sample" } + ["\(year)-02-24,true,makeup,春节,样例 sample"]
        try (["day,workday,kind,name,source"] + rows).joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        return try await ask("calendar", "add", file)
    }
}

@Suite struct CalendarTests {
    @Test func aYearsNoticeIsWrittenFromItsTable() async throws {
        let cast = try await Cast.shared
        let written = try await cast.security.addCalendar(2044)
        #expect(written.isKnown && written.days.count == 7)
        let read: CalendarBody = try await cast.owner.ask("calendar", "show", "2044")
        #expect(read == written)
        #expect(try await cast.security.run("calendar", "add", "/nowhere.csv").status == 2)
    }
}
