import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen thread`: clarification about a comment, on record and never a demand.
struct Threads: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "thread", abstract: "就一条意见的交流,记录在案,不是要求 · Clarification about a comment, on record and never a demand.",
        subcommands: [List.self, Write.self], defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "本单位可见的交流 · Messages that the caller reads.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "意见标识 · The comment.")
        var comment: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.thread(about: comment, limit: $0, after: $1) })
        }
    }

    struct Write: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "书写 · Write a message, for good.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "意见标识 · The comment.")
        var comment: UUID

        @Option(name: .long, help: "可见范围:body、bodies、applicant · Who reads it.")
        var visibility: ThreadVisibility = .applicant

        @Option(name: .long, help: "内容 · What it says.")
        var text: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewMessageBody(visibility: visibility, text: text)
            try output.show(try await act.once { try await client.write(about: comment, body, key: $0) })
        }
    }
}

/// `lianshen openness CASE POLICY`.
struct SetOpenness: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "openness", abstract: "意见何时向报审方公开 (牵头单位) · When the applicant sees comments (lead).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Argument(help: "on_publication 或 with_opinion · The policy.")
    var openness: Openness

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let body = OpennessBody(openness: openness, reason: reason)
        try output.show(try await act.once { try await client.setOpenness(of: self.case, body, key: $0) })
    }
}

/// `lianshen seen`: who has read which comment before deciding.
struct Seen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seen", abstract: "意见阅知记录 (牵头单位、监管) · Who has read which comment before deciding (lead, regulator).",
        subcommands: [List.self, Missing.self], defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "谁看过哪条意见 · Who has read which comment of the other bodies.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.seen(in: self.case, limit: $0, after: $1) })
        }
    }

    struct Missing: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "各结论作出时未看过的意见 · What had not been read when each decision was made.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.unseen(in: self.case, limit: $0, after: $1) })
        }
    }
}

extension MessageBody: Shown {
    static let fields: [Field<MessageBody>] = [
        .listed("时间", "time") { $0.writtenAt.inChina },
        .listed("角色", "role") { $0.role.both },
        .listed("可见", "visibility") { $0.visibility.both },
        .listed("内容", "text") { $0.text },
        .alone("标识", "id") { $0.id.text },
        .alone("书写人", "writer") { $0.personId.text },
    ]
}

extension SeenBody: Shown {
    static let fields: [Field<SeenBody>] = [
        .listed("时间", "seen") { $0.seenAt.inChina },
        .listed("意见", "comment") { $0.commentId.text },
        .listed("专业", "discipline") { $0.discipline.both },
        .listed("阅知人", "person") { $0.personId.text },
    ]
}

extension UnseenBody: Shown {
    static let fields: [Field<UnseenBody>] = [
        .listed("专业", "discipline") { $0.discipline.both },
        .listed("轮次", "round") { String($0.round) },
        .listed("作出", "decided") { $0.decidedAt.inChina },
        .listed("未看过", "not read") { $0.commentIds.map { String($0.count) } },
        .alone("意见", "comments") { $0.commentIds?.map(\.text).joined(separator: " ") },
    ]
}
