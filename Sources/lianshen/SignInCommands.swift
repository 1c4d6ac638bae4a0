import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen bootstrap`: the operator and the first administrator, with the one-time code of `admin bootstrap`.
struct FirstSignIn: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap",
        abstract: "用一次性开通码登记运营单位与第一位系统管理员,并登录 · Register the operator and its administrator with a one-time code, and sign in.")
    static var needsToken: Bool { false }

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

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
        let body = BootstrapRequestBody(
            code: code, organisation: .init(creditCode: creditCode, name: organisation), person: .init(signInName: signInName, name: name))
        let answer = try await act.once { try await client.bootstrap(body, key: $0) }
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

/// `lianshen login`: begins a session with a password, or keeps a token, for later commands.
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "登录:用登录名与密码,或从标准输入读取令牌 · Sign in with name and password, or keep a token read from standard input.",
        discussion: """
            给出登录名则读取密码,开始会话;不给则读取令牌。保存在 $XDG_CONFIG_HOME/lianshen (或 ~/.config/lianshen),仅本人可读。
            密码与令牌从终端(不回显)、标准输入或文件读取,不作为参数给出,以免进入命令历史与进程列表。
            With a name a password is read and a session begins; without one a token is read. Kept in $XDG_CONFIG_HOME/lianshen (or
            ~/.config/lianshen), for its owner alone. Both come from the terminal, unseen, from standard input or from a file; never an
            argument, which history and process list would show.
            """)

    @OptionGroup var options: ClientOptions

    @Argument(help: "登录名 · Name for signing in; left out to keep a token.")
    var name: String?

    @Option(name: .long, help: "密码文件 · File with the password; standard input when left out.")
    var passwordFile: String?

    func validate() throws {
        if passwordFile != nil, name == nil { throw ValidationError("--password-file 须与登录名同用 · --password-file goes with a name.") }
    }

    func run() async throws {
        let server = try options.address()
        if server.isExposed {
            Output(json: options.json).remark("警告 Warning: \(server) 未加密,密码和令牌会在途中暴露 is not encrypted; password and token can be read on the way.")
        }
        // Before a session begins whose token comes once.
        try SignIn.prepare()
        guard let name else { return try await keepToken(server) }
        let password = try Secret.read("密码 Password: ", from: passwordFile)
        try await options.ask(server, token: nil) { client, output in
            let begun = try await client.beginSession(NewSessionBody(signInName: name, password: password))
            try SignIn.keep(begun.token, session: begun.session.id, for: server)
            try output.show(try await client.signedIn(with: begun.token).me())
        }
    }

    private func keepToken(_ server: ServerAddress) async throws {
        guard let token = try? Secret.read("令牌 Token: ") else { throw ValidationError("标准输入没有令牌 · There is no token on standard input.") }
        try await options.ask(server, token: token) { client, output in
            let me = try await client.me()
            try SignIn.keep(token, for: server)
            try output.show(me)
        }
    }
}

/// `lianshen logout`: ends the session and forgets it; a token is forgotten only.
struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "退出:结束会话并删除保存的令牌 · End the session and forget it; a token is forgotten, 'token revoke' ends it everywhere.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let server = try options.address()
        // A file that cannot be used is to go all the same.
        let kept = try? SignIn.read(for: server)
        guard SignIn.forget(server) else { throw CommandFault("没有保存 \(server) 的令牌。", "No token is kept for \(server).") }
        guard let kept, let session = kept.session else { return }
        do {
            try await options.ask(server, token: kept.token) { client, _ in try await client.endSession(session) }
        } catch {
            Output(json: options.json).remark(
                "已删除保存的会话,但未能在服务端结束,它将自行到期 Forgotten here, but not ended on the service; it ends by itself.")
        }
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
