import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire
import WorkingTime

/// The working-day calendar: `/v1/calendar`.
struct CalendarRoutes: Sendable {
    let interface: HTTPInterface

    /// One year; without a year, the present one.
    func year(_ request: Request, _ context: SignedIn) async throws -> Response {
        let parameters = try QueryParameters(request, allowed: ["year"])
        let asked = try parameters.value("year", Bilingual(zh: " 2000–2999 的年份", en: "a year from 2000 to 2999")) { text in
            Int(text).flatMap { (2000...2999).contains($0) ? $0 : nil }
        }
        return try await interface.store.transaction(as: context.anyActor) { tx in
            let year = if let asked { asked } else { CalendarDay(try await tx.businessNow()).year }
            return try .json(CalendarBody(year: year, await tx.calendarDays(from: year, through: year)))
        }
    }

    /// Writes the days of a notice, and counts every limit again that runs into them: whose due date moves is told.
    func write(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .calendarChange)
        let bytes = try await request.jsonBytes(interface.configuration)
        let notice = CalendarNotice(try NewCalendarBody.read(bytes).days.compactMap(CalendarEntry.init))
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let years = notice.years
            let first = years.min() ?? 2000
            let last = years.max() ?? 2000
            let known = Set(try await tx.calendarDays(from: first, through: last).map(\.day.year))
            let faults = notice.faults(today: CalendarDay(try await tx.businessNow()), known: known)
            guard faults.isEmpty else {
                throw Problem(.unprocessableContent, .invalid, findings: faults.map { Self.finding($0.fault, row: $0.row) })
            }
            for moved in try await tx.change(calendar: notice) { outbox.add(.review, case: moved.case, object: moved.review) }
            return CalendarBody(year: last, try await tx.calendarDays(from: last, through: last))
        }
    }

    private static func finding(_ fault: CalendarNotice.Fault, row: Int?) -> Finding {
        let place = row.map { "/days/\($0)/day" } ?? "/days"
        return switch fault {
        case .past(let day):
            Finding(
                code: "calendar.past", severity: .reject, file: place,
                message: Bilingual(zh: "\(day) 已到或已过", en: "\(day) has begun or is over."),
                remedy: Bilingual(zh: "已录入的年份只能改今天以后的日子", en: "In a year that is known, only days after today can be written."))
        case .twice(let day):
            Finding(
                code: "calendar.day_twice", severity: .reject, file: place,
                message: Bilingual(zh: "\(day) 出现两次", en: "\(day) comes twice."),
                remedy: Bilingual(zh: "只保留一行", en: "Keep one of them."))
        case .incomplete(let year, let missing):
            Finding(
                code: "calendar.incomplete", severity: .reject, file: place,
                message: Bilingual(
                    zh: "\(year) 年缺少:\(missing.joined(separator: "、"))", en: "\(year) lacks \(missing.joined(separator: ", "))."),
                remedy: Bilingual(zh: "一次写入该年通知的全部节假日与调休", en: "Write all holidays and make-up days of that year's notice at once."))
        }
    }
}

extension CalendarEntry {
    fileprivate init?(_ body: CalendarDayBody) {
        guard let day = CalendarDay(body.day) else { return nil }
        self.init(
            day: day, isWorkday: body.kind == .makeup, kind: body.kind == .makeup ? .makeup : .holiday, name: body.name, source: body.source)
    }
}

extension CalendarBody {
    fileprivate init(year: Int, _ entries: [CalendarEntry]) {
        self.init(
            year: year, isKnown: !entries.isEmpty,
            days: entries.map {
                CalendarDayBody(day: $0.day.description, kind: $0.kind == .makeup ? .makeup : .holiday, name: $0.name, source: $0.source)
            })
    }
}
