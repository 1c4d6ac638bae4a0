import ArgumentParser
import Client
import Foundation
import Glibc
import Wire

/// `lianshen password`: changes the own password, or sets one with an invitation.
struct SetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "修改密码,或用邀请码设置 · Change the own password, or set one with an invitation; other sessions end.",
        discussion: """
            从终端(不回显)或标准输入读取:先旧密码一行(用邀请码时没有),再新密码一行。
            Read from the terminal, unseen, or from standard input: the old password on one line (none with an invitation), the new one on the next.
            """)

    @OptionGroup var options: ClientOptions

    @Option(name: .long, help: "管理员给的一次性邀请码 · One-time code from the administrator.")
    var invitation: String?

    func run() async throws {
        let server = try options.address()
        guard let invitation else { return try await change(server) }
        let password = try newPassword()
        try await options.ask(server, token: nil) { client, output in
            try output.show(try await client.acceptInvitation(AcceptInvitationBody(code: invitation, password: password)))
        }
    }

    private func change(_ server: ServerAddress) async throws {
        guard let token = try options.token(for: server) else {
            throw CommandFault("尚未登录 \(server);请先执行 lianshen login。", "Not signed in to \(server): run `lianshen login` first.")
        }
        let old = try Secret.read("旧密码 Old password: ")
        let new = try newPassword()
        try await options.ask(server, token: token) { client, output in
            try await client.changePassword(ChangePasswordBody(oldPassword: old, newPassword: new))
            output.remark("密码已修改,其他会话已结束 The password was changed; other sessions have ended.")
        }
    }

    /// Typed twice where nobody sees what he types.
    private func newPassword() throws -> String {
        let password = try Secret.read("新密码 New password: ")
        guard isatty(STDIN_FILENO) == 1 else { return password }
        guard try Secret.read("再输一次 Once more: ") == password else {
            throw CommandFault("两次输入不同。", "The two are not the same.")
        }
        return password
    }
}

/// `lianshen session`: where one is signed in.
struct Sessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "会话 · Where I am signed in.", subcommands: [List.self, End.self, EndOthers.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "我的会话 · My sessions, the latest first.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.sessions(limit: $0, after: $1) })
        }
    }

    struct End: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "结束一个会话,立即生效 · End one session, at once.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "会话标识 · The session.")
        var session: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await client.endSession(session)
            output.remark("已结束 Ended: \(session.text)")
        }
    }

    struct EndOthers: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "end-others", abstract: "结束其他所有会话 · End every session but this one.")

        @OptionGroup var options: ClientOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let ended = try await client.endOtherSessions()
            try output.show(ended) { ["已结束 ended  \(ended.ended)"] }
        }
    }
}

extension SessionBody: Shown {
    static let fields: [Field<SessionBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("当前", "current") { $0.current ? "✓" : "" },
        .listed("来自", "address") { $0.address },
        .alone("程序", "client") { $0.client },
        .listed("开始", "begun") { $0.createdAt.inChina },
        .listed("最近使用", "last used") { $0.seenAt.inChina },
        .listed("到期", "ends") { $0.endsAt.inChina },
    ]
}
