import ArgumentParser

/// Digital joint drawing review: one program that serves, works, checks and asks.
@main
struct Lianshen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lianshen",
        abstract: "数字化联合图审 · Digital joint drawing review.",
        discussion: """
            服务端 Server: serve, work, migrate, admin, demo
            离线 Offline: check, sample
            客户端 Client: login, case, upload, …

            退出码 Exit codes: 0 成功 success · 1 有拒收问题或请求被拒 findings that reject, or a refusal · 2 用法或环境错误 usage or environment.
            """,
        version: "0.1.0",
        subcommands: [Serve.self, WorkOnly.self, Migrate.self, Admin.self, Demo.self, Check.self, Sample.self, Backup.self, Restore.self, Scrub.self]
    )
}
