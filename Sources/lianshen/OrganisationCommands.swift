import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen organisation`: who takes part.
struct Organisations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "单位 · Organisations.", subcommands: [Create.self, List.self, Show.self])

    struct Create: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "登记单位 (系统管理员) · Register an organisation (system administrator).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Option(name: .long, help: "统一社会信用代码 · Unified social credit code.")
        var creditCode: String

        @Option(name: .long, help: "名称 · Registered name.")
        var name: String

        @Option(name: .long, help: "行政区划 · Administrative region.")
        var region: String?

        @Option(name: .long, help: "职能,可带专业,如 review_body:fire;可重复 · What it is in the trade, with a discipline where it is tied to one; repeatable.")
        var function: [FunctionGrantBody]

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewOrganisationBody(creditCode: creditCode, name: name, region: region, functions: function)
            try output.show(try await act.once { try await client.createOrganisation(body, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "可见的单位 · Organisations that you may see.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.organisations(limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个单位 · One organisation.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "单位标识 · The organisation.")
        var organisation: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.organisation(organisation))
        }
    }
}
