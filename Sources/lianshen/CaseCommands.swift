import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen case`: one handing-in of a project's drawings.
struct Cases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "报审件 · Cases: from opening to acceptance.",
        subcommands: [
            Open.self, List.self, Show.self, Invite.self, ConfirmCase.self, SubmitCase.self, SendBackCase.self, AcceptCase.self, ReturnCase.self,
            ShowDeficiency.self, ShowChecklist.self, RefuseCase.self, WithdrawCase.self, EscalateCase.self, AcceptWithDebts.self, Debts.self,
            SettleDebt.self,
            Pass.self, End.self, SettleDispute.self, Archive.self, Suspend.self, Resume.self, Clock.self,
        ])

    struct Open: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "创建报审件 (建设单位) · Open a case (owner).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Option(name: .long, help: "项目标识 · The project.")
        var project: UUID

        @Option(name: .long, help: "标题 · Title.")
        var title: String

        @Option(name: .long, help: "牵头单位标识 · Lead body that accepts and coordinates.")
        var lead: UUID

        @Option(name: .long, help: "规则方案 · Rule profile; the service's own when left out.")
        var profile: String?

        @Flag(name: .long, help: "声明图纸不涉密 (必须) · Declare the drawings non-classified; required.")
        var nonClassified = false

        func validate() throws {
            guard nonClassified else {
                throw ValidationError(
                    "须以 --non-classified 声明图纸不涉密;涉密图纸不得上传 · Declare with --non-classified that nothing is classified; classified drawings must not be uploaded."
                )
            }
        }

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewCaseBody(projectId: project, title: title, leadId: lead, profile: profile)
            try output.show(try await act.once { try await client.createCase(body, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件列表,最近的在前 · Cases of your organisation, latest first.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.cases(limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个报审件及其参与方 · One case with its parties.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.case(self.case))
        }
    }

    struct Invite: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "邀请设计单位 (建设单位) · Invite an institute to hand in a part (owner).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Argument(help: "设计单位标识 · The institute.")
        var institute: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.inviteInstitute(institute, to: self.case, key: $0) })
        }
    }
}
