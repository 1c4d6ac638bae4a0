import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen person`: accounts.
struct People: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "人员账户 · Accounts of people.",
        subcommands: [Create.self, Invite.self, Disable.self, Erase.self, Enable.self, HandOver.self])

    struct Create: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "开立账户 (系统管理员;管理员角色由安全管理员授予) · Open an account (system administrator; administrator roles are the security administrator's).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Option(name: .long, help: "单位标识 · The organisation that the account stands under.")
        var organisation: UUID

        @Option(name: .long, help: "登录名 · Name for signing in.")
        var signInName: String

        @Option(name: .long, help: "姓名 · The person's name.")
        var name: String

        @Option(name: .long, help: "电子邮箱 · Address for notices.")
        var email: String?

        @Option(name: .long, help: "电话 · Telephone for notices.")
        var phone: String?

        @Option(name: .long, help: "角色,可带专业,如 reviewer:fire;可重复 · Role, with a discipline where it is tied to one; repeatable.")
        var role: [RoleGrantBody] = []

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewPersonBody(organisationId: organisation, signInName: signInName, name: name, email: email, phone: phone, roles: role)
            try output.show(try await act.once { try await client.createPerson(body, key: $0) })
        }
    }
}

/// `lianshen token`: what people sign in with.
struct Tokens: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "令牌 · Tokens that people sign in with.", subcommands: [Issue.self, Revoke.self])

    struct Issue: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "签发令牌,只显示一次 · Issue a token; it is shown this once.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "人员标识 · The person.")
        var person: UUID

        @Option(name: .long, help: "用途 · What it is for, in the holder's words.")
        var label: String

        @Option(name: .long, help: "有效天数,1 至 365 · How many days it lives, 1 to 365.")
        var days: Int

        @Option(
            name: .long, help: "存有本人密码的文件;以会话登录时必需,默认从终端读取 · File with your password; needed with a session, read from the terminal when left out.")
        var passwordFile: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let password = client.isSession || passwordFile != nil ? try Secret.read("密码 Password: ", from: passwordFile) : nil
            let body = NewTokenBody(label: label, days: days, password: password)
            try output.show(try await act.once { try await client.issueToken(for: person, body, key: $0) })
        }
    }

    struct Revoke: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "吊销令牌,立即生效 · Revoke a token, at once.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "令牌标识 · The token's id, not the token.")
        var token: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await client.revokeToken(token)
            output.remark("已吊销 Revoked: \(token.text)")
        }
    }
}
