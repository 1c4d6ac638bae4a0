import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

extension Reviews {
    /// `lianshen review draft`.
    struct Draft: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "拟定结论,送校核 (审查人) · Propose a decision to the checker (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions

        @Argument(help: "结论 · Decision.")
        var decision: Decision

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = DraftOpinionBody(attempt: try await held.held(client), decision: decision)
            try output.show(try await held.act.once { try await client.draftOpinion(body, of: held.review, key: $0) })
        }
    }

    /// `lianshen review check`.
    struct CheckDraft: ClientCommand {
        static let configuration = CommandConfiguration(commandName: "check", abstract: "校核通过 (校核人) · The checker agrees with the draft.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.checkOpinion(of: review, key: $0) })
        }
    }

    /// `lianshen review return-draft`.
    struct ReturnDraft: ClientCommand {
        static let configuration = CommandConfiguration(commandName: "return-draft", abstract: "退回所拟结论 (校核人) · The checker sends the draft back.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.returnDraft(of: review, reason: reason, key: $0) })
        }
    }
}

extension Reviews {
    /// `lianshen review reopen`.
    struct Reopen: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "增加一个审查类别,自即日起计时 (牵头) · Add a discipline; its own clock begins now (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var grounds: DisciplineGrounds

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await grounds.act.once { try await client.addDiscipline(grounds.body, review: grounds.review, key: $0) })
        }
    }

    /// `lianshen review set-aside`.
    struct SetAside: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-aside", abstract: "认定一个审查类别不适用 (牵头) · Set a discipline aside that does not apply (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var grounds: DisciplineGrounds

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await grounds.act.once { try await client.setAside(grounds.body, review: grounds.review, key: $0) })
        }
    }
}

/// Why a discipline applies after all, or does not.
struct DisciplineGrounds: ParsableArguments {
    @OptionGroup var act: ActOptions

    @Argument(help: "审查任务标识 · The review.")
    var review: UUID

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    @Option(name: .long, help: "依据的法律、规章或文件 · Law, order or document.")
    var basis: String

    @Option(name: .long, help: "条款 · Article.")
    var article: String?

    var body: DisciplineGroundsBody { DisciplineGroundsBody(reason: reason, basis: basis, article: article) }
}
