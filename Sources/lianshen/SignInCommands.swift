import ArgumentParser
import Client
import Foundation
import Glibc
import Wire

/// `lianshen bootstrap`: the operator and the first administrator, with the one-time code of `admin bootstrap`.
struct FirstSignIn: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap",
        abstract: "用一次性开通码登记运营单位与第一位系统管理员,并登录 · Register the operator and its administrator with a one-time code, and sign in.")
    static var needsToken: Bool { false }

    @OptionGroup var options: ClientOptions

    @Argument(help: "'lianshen admin bootstrap' 给出的开通码 · The code that 'lianshen admin bootstrap' printed.")
    var code: String

    @Option(name: .long, help: "统一社会信用代码 · Unified social credit code of the operator.")
    var creditCode: String

    @Option(name: .long, help: "运营单位名称 · Registered name of the operator.")
    var organisation: String

    @Option(name: .long, help: "登录名 · Name for signing in.")
    var signInName: String

    @Option(name: .long, help: "姓名 · The person's name.")
    var name: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let server = try options.address()
        // Before the code is used up: the token comes once.
        try SignIn.prepare()
        let answer = try await client.bootstrap(
            BootstrapRequestBody(
                code: code, organisation: .init(creditCode: creditCode, name: organisation), person: .init(signInName: signInName, name: name)))
        do {
            try SignIn.keep(answer.token, for: server)
        } catch {
            output.remark("令牌未能保存 The token could not be kept: \(error)\n\(answer.token)")
        }
        try output.show(answer) {
            TextTable.card(MeBody(person: answer.person, organisation: answer.organisation))
                + ["令牌 token  \(SignIn.path(of: server)) (至 until \(answer.expiresAt.inChina))"]
        }
    }
}

/// `lianshen login`: keeps a token for later commands.
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "登录:从标准输入读取令牌并保存 · Sign in: read a token from standard input and keep it.",
        discussion: """
            令牌保存在 $XDG_CONFIG_HOME/lianshen (或 ~/.config/lianshen),仅本人可读。不作为参数给出,以免进入命令历史与进程列表。
            Kept in $XDG_CONFIG_HOME/lianshen (or ~/.config/lianshen), for its owner alone; never an argument, which history and process list would show.
            """)

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let server = try options.address()
        if server.isExposed {
            Output(json: options.json).remark("警告 Warning: \(server) 未加密,令牌会在途中暴露 is not encrypted; the token can be read on the way.")
        }
        guard let token = Self.readToken(), !token.isEmpty else { throw ValidationError("标准输入没有令牌 · There is no token on standard input.") }
        try await options.ask(server, token: token) { client, output in
            let me = try await client.me()
            try SignIn.keep(token, for: server)
            try output.show(me)
        }
    }

    /// One line; unseen when somebody types it.
    private static func readToken() -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine()?.trimmingCharacters(in: .whitespaces) }
        FileHandle.standardError.write(Data("令牌 Token: ".utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var unseen = before
        unseen.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }
}

/// `lianshen logout`: forgets the kept token.
struct Logout: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "退出:删除保存的令牌 · Forget the kept token; 'token revoke' ends it everywhere.")

    @OptionGroup var options: ClientOptions

    func run() throws {
        let server = try options.address()
        guard SignIn.forget(server) else { throw CommandFault("没有保存 \(server) 的令牌。", "No token is kept for \(server).") }
    }
}

/// `lianshen whoami`: whose token it is.
struct WhoAmI: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "whoami", abstract: "我是谁 · Who is signed in, with roles and organisation.")

    @OptionGroup var options: ClientOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await client.me())
    }
}
