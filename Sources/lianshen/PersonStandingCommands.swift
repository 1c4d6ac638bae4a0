import ArgumentParser
import Client
import Foundation
import Wire

extension People {
    struct Invite: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "发邀请码,由本人设置或重设密码;只显示一次 · Invite a person to set a password, or another for a forgotten one; the code is shown this once.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "人员标识 · The person.")
        var person: UUID

        @Option(name: .long, help: "有效小时数,1 至 168 · How many hours the code is good, 1 to 168.")
        var hours = 72

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.invite(person, NewInvitationBody(hours: hours), key: $0) })
        }
    }

    struct Disable: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "停用账户:会话、令牌、邀请码立即失效 · Disable an account: sessions, tokens and invitations end at once.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "人员标识 · The person.")
        var person: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.disable(person, ReasonBody(reason: reason), key: $0) })
        }
    }

    struct Erase: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "删除已停用账户的个人信息,不可恢复 (安全管理员) · Erase the personal data of a disabled account, for good.",
            discussion: "日志的证明不受影响;已签发的文件与执业人员名册保留 · Proofs of the log stay good; issued documents and the register are kept.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "人员标识 · The person.")
        var person: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.erase(person, ReasonBody(reason: reason), key: $0) })
        }
    }

    struct Enable: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "恢复账户:需重新发邀请码或令牌 · Let a disabled account in again; it needs a new invitation or token.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "人员标识 · The person.")
        var person: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.enable(person, ReasonBody(reason: reason), key: $0) })
        }
    }
}

extension People {
    struct HandOver: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "hand-over",
            abstract: "交接:把某人手上的审查和专业全部交给另一人,期限不变 · Give all reviews and specialties of a person to another; due dates stay (dispatcher).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "交出人 · Who hands over.")
        var person: UUID

        @Option(name: .long, help: "接手人 · Who goes on with them.")
        var to: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = HandOverBody(toPersonId: to, reason: reason)
            let handed = try await act.once { try await client.handOver(from: person, body, key: $0) }
            try output.show(handed) {
                (handed.reviews.isEmpty ? ["(无 none)"] : TextTable.table(handed.reviews))
                    + (handed.specialties.isEmpty ? [] : [""] + TextTable.table(handed.specialties))
            }
        }
    }
}

extension InvitationBody: Shown {
    static let fields: [Field<InvitationBody>] = [
        .listed("邀请码(只显示一次)", "code, shown once") { $0.code },
        .listed("标识", "id") { $0.invitationId.text },
        .listed("失效", "ends") { $0.expiresAt.inChina },
    ]
}
