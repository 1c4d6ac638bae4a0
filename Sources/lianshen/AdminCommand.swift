import ArgumentParser
import Foundation
import JointReview
import Logging
import Store
import WorkingTime

/// `lianshen admin`: what an administrator does on the server itself.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "管理 · Administration on the server.", subcommands: [Bootstrap.self, CalendarDue.self])
}

/// `lianshen admin bootstrap`: a one-time code for the first administrator.
struct Bootstrap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "生成一次性开通码 · Make the one-time code of the first sign-in, good for an hour.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let database = try await OpenDatabase.open(try await Settings(options), logger: Logger(label: "lianshen"))
        let code = try await database.store.transaction(as: .system("admin bootstrap")) { try await $0.makeBootstrapCode() }
        await database.close()
        guard let code else {
            throw ValidationError("系统管理员已存在,开通码不再发放 · There is a system administrator already; ask that person for an account.")
        }
        print(code)
    }
}

/// `lianshen admin calendar-due`: what the working-day calendar answers.
struct CalendarDue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar-due", abstract: "按工作日历计算期限 · Compute a due date with the shipped working-day calendar.")

    @Argument(help: "起算日 yyyy-mm-dd (第 1 天为下一工作日) · Start day; day 1 is the next working day.")
    var day: String

    @Argument(help: "工作日数 · Working days.")
    var workingDays: Int

    func run() throws {
        guard let start = CalendarDay(day) else { throw ValidationError("日期格式应为 yyyy-mm-dd · A date looks like 2026-02-14.") }
        print(try WorkingCalendar.china.adding(workingDays: workingDays, after: start))
    }
}
