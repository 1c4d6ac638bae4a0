import ArgumentParser
import Store

/// `lianshen migrate`: brings the database to this version.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "升级数据库结构 · Bring the database to this version.")

    @OptionGroup var options: SettingsOptions

    @Flag(name: .long, help: "只打印角色脚本,由数据库管理员执行 · Only print the SQL for the roles, for a database administrator to run.")
    var printRoles = false

    func run() async throws {
        if printRoles {
            print(DatabaseRoles.script)
            return
        }
        let settings = try await Settings(options)
        let database = try await OpenDatabase.open(settings, logger: settings.commandLogger())
        let identity = try await database.store.databaseIdentity()
        await database.close()
        print("数据库已是最新 · The database is up to date: \(identity)")
    }
}
