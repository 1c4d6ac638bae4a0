import ArgumentParser
import Client
import Foundation
import Wire
import WorkingTime

/// `lianshen calendar`: holidays and make-up workdays, by which limits are counted.
struct WorkCalendar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "工作日历 · Holidays and make-up workdays, by which limits are counted.",
        subcommands: [Year.self, Add.self], defaultSubcommand: Year.self)

    struct Year: ClientCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "一年的节假日与调休 · The days of one year.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "年份,默认本年 · Year; the present one without it.")
        var year: Int?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.calendar(year: year))
        }
    }

    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "录入一份放假通知 (安全管理员) · Write the days of a notice (security administrator).",
            discussion: """
                文件为 CSV,首行 \(CalendarTable.header),如 2027-01-01,false,holiday,元旦,通知文号。
                The file is CSV with the header \(CalendarTable.header), as Schemas/calendar/china.csv has it.
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "CSV 文件 · CSV file.")
        var file: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            guard let bytes = FileManager.default.contents(atPath: file), let text = String(data: bytes, encoding: .utf8) else {
                throw CommandFault("无法读取 \(file) (应为 UTF-8)。", "\(file) cannot be read as UTF-8.")
            }
            let entries: [CalendarEntry]
            do {
                entries = try WorkingCalendar(CalendarTable.entries(text)).entries
            } catch {
                throw CommandFault("\(file) 不是日历表:\(error)。", "\(file) is no calendar table: \(error).")
            }
            let days = entries.map {
                CalendarDayBody(day: $0.day.description, kind: $0.kind == .makeup ? .makeup : .holiday, name: $0.name, source: $0.source)
            }
            try output.show(try await act.once { try await client.writeCalendar(NewCalendarBody(days: days), key: $0) })
        }
    }
}

extension CalendarBody: Shown {
    static let fields: [Field<CalendarBody>] = [
        .listed("年份", "year") { String($0.year) },
        .listed("已录入", "known") { $0.isKnown ? "✓" : "✗" },
        .alone("节假日", "holidays") { text($0.days.filter { $0.kind == .holiday }) },
        .alone("调休上班", "make-up workdays") { text($0.days.filter { $0.kind == .makeup }) },
        .alone("依据", "source") { Set($0.days.map(\.source)).sorted().joined(separator: " ") },
    ]

    private static func text(_ days: [CalendarDayBody]) -> String {
        days.map { "\($0.day.dropFirst(5)) \($0.name)" }.joined(separator: ", ")
    }
}
