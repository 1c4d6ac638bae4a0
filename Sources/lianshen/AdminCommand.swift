import ArgumentParser
import Foundation
import JointReview
import Store
import WorkingTime

/// `lianshen admin`: what an administrator does on the server itself.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "管理 · Administration on the server.", subcommands: [Bootstrap.self, AdminToken.self, AdminRules.self, WorkingDays.self])
}

/// `lianshen admin bootstrap`: a one-time code for the first administrator; nothing but the code on standard output.
struct Bootstrap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "生成一次性开通码 · Make the one-time code of the first sign-in, good for an hour; hand it to 'lianshen bootstrap'.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await Settings(options)
        let database = try await OpenDatabase.open(settings, logger: settings.commandLogger())
        let code: String?
        do {
            code = try await database.store.transaction(as: .system("admin bootstrap")) { try await $0.makeBootstrapCode() }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        guard let code else {
            throw CommandFault("系统管理员已存在,开通码不再发放;请向其申请账户。", "There is a system administrator already; ask that person for an account.")
        }
        print(code)
    }
}

/// `lianshen admin calendar`: what the working-day calendar answers.
struct WorkingDays: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "工作日历 · The shipped working-day calendar.", subcommands: [DueDay.self])
}

/// `lianshen admin calendar due`: the last day of a limit.
struct DueDay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "按工作日历计算期限 · Compute a due date; day 1 is the next working day.")

    @Argument(help: "起算日 yyyy-mm-dd (第 1 天为下一工作日) · Start day; day 1 is the next working day.")
    var day: String

    @Argument(help: "工作日数 · Working days.")
    var workingDays: Int

    func run() throws {
        guard let start = CalendarDay(day) else { throw ValidationError("日期格式应为 yyyy-mm-dd · A date looks like 2026-02-14.") }
        print(try WorkingCalendar.china.adding(workingDays: workingDays, after: start))
    }
}
