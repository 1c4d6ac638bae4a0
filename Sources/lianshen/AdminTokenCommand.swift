import ArgumentParser
import Foundation
import JointReview
import Store

/// `lianshen admin token`: the way back for an administrator whose last token was lost or expired; nothing but the token on standard output.
///
/// Whoever may run it has the database anyway. That it was run stands in the log all the same.
struct AdminToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "为管理员补发令牌 · Issue a token to an administrator who has none left, on the server itself; it is an entry of the log.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "管理员的登录名或标识 · Sign-in name or identity of the administrator.")
    var person: String

    @Option(help: "用途 · What the token is for.")
    var label: String

    @Option(help: "有效天数,1 至 365 · Days that it lives, 1 to 365.")
    var days = 7

    func validate() throws {
        guard (1...365).contains(days) else { throw ValidationError("天数为 1 至 365 · Days are 1 to 365.") }
        guard label.count <= 100 else { throw ValidationError("用途最多 100 个字符 · The label has at most 100 characters.") }
    }

    func run() async throws {
        let settings = try await Settings(options)
        let database = try await OpenDatabase.open(settings, logger: settings.commandLogger())
        let token = BearerToken()
        do {
            try await database.store.transaction(as: .system("admin token")) { try await issue(token, $0) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        print(token.text)
    }

    private func issue(_ token: BearerToken, _ tx: Tx) async throws {
        guard let holder = try await account(tx) else {
            throw CommandFault("没有可用的账户“\(person)”。", "There is no account “\(person)” that can sign in.")
        }
        guard !Role.administrators.isDisjoint(with: holder.roles.map(\.role)) else {
            throw CommandFault(
                "“\(person)”不是管理员;请其自行签发令牌,或请系统管理员签发。",
                "“\(person)” is no administrator: such a token the person or the system administrator issues.")
        }
        _ = try await tx.issue(token, id: UUID(), to: holder.id, label: label, days: days)
    }

    private func account(_ tx: Tx) async throws -> Person? {
        if let named = try await tx.activePerson(signInName: person) { return named }
        guard let id = UUID(uuidString: person) else { return nil }
        let found: Person
        do { found = try await tx.person(id) } catch StoreError.missing { return nil }
        return try await tx.activePerson(signInName: found.signInName)
    }
}
