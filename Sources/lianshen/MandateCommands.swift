import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen mandate`: authority given to another for a while.
struct Mandates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mandate", abstract: "委托与代理 · Authority given to a colleague or an agent for a while.",
        subcommands: [Give.self, List.self, Revoke.self])

    struct Give: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "委托同事,或委任外单位代理人 · Give a colleague, or an agent of another organisation, authority; he names it with --mandate.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "持有人 · Who is to act.")
        var holder: UUID

        @Option(name: .long, help: "角色,可重复 · Role; repeatable.")
        var role: [Role]

        @Flag(name: .long, help: "外单位的代理人 · An agent of another organisation.")
        var agency = false

        @Option(name: .long, help: "只限此报审件,可重复 · Only in this case; repeatable.")
        var onlyCase: [UUID] = []

        @Option(name: .long, help: "天数 · How many days it lasts.")
        var days: Int

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewMandateBody(
                kind: agency ? .agency : .delegation, holderId: holder, roles: role, caseIds: onlyCase.isEmpty ? nil : onlyCase,
                until: Date(timeIntervalSinceNow: Double(days) * 86_400), reason: reason)
            try output.show(try await act.once { try await client.giveMandate(body, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "我给出或持有的委托 · Mandates that I gave or hold.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.mandates(limit: $0, after: $1) })
        }
    }

    struct Revoke: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "撤销或辞去,立即生效 · Take it back, or lay it down, at once.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "委托标识 · The mandate.")
        var id: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await client.revokeMandate(id)
            output.remark("已撤销 Revoked: \(id.text)")
        }
    }
}

extension MandateBody: Shown {
    static let fields: [Field<MandateBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("类别", "kind") { $0.kind.rawValue },
        .alone("委托人", "giver") { $0.giverId.text },
        .listed("持有人", "holder") { $0.holderId.text },
        .listed("角色", "roles") { $0.roles.map(\.rawValue).joined(separator: ", ") },
        .alone("报审件", "cases") { $0.caseIds?.map(\.text).joined(separator: ", ") ?? "全部 all" },
        .listed("至", "until") { $0.until.inChina },
        .listed("撤销", "revoked") { $0.revokedAt?.inChina ?? "" },
    ]
}
