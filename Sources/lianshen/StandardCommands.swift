import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen standard`: comments that a review body makes often.
struct Standards: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standard", abstract: "本机构的常用意见 · Standard comments of a review body.", subcommands: [List.self, Add.self, Retire.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "常用意见列表 · The standard comments, by title.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "专业 · Discipline.")
        var discipline: Discipline

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.standardComments(discipline, limit: $0, after: $1) })
        }
    }

    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "新增常用意见 · Add a standard comment.",
            discussion: "文件为一个 JSON 对象:title、severity、text、basis、demands、specialty。The file holds one JSON object.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "专业 · Discipline.")
        var discipline: Discipline

        @Argument(help: "内容文件 (JSON) · File of its content.")
        var file: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body: NewStandardCommentBody
            do {
                body = try NewStandardCommentBody.read(try TableFile.read(file))
            } catch let fault as RequestFault {
                throw CommandFault("\(file) 不是常用意见:\(fault)。", "\(file) is no standard comment: \(fault).")
            }
            try output.show(try await act.once { try await client.addStandardComment(discipline, body, key: $0) })
        }
    }

    struct Retire: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "停用常用意见 · Take a standard comment out of use.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "专业 · Discipline.")
        var discipline: Discipline

        @Argument(help: "常用意见标识 · The standard comment.")
        var standard: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await client.retireStandardComment(standard, in: discipline)
            output.remark("已停用 Retired: \(standard.text)")
        }
    }
}

extension StandardCommentBody: Shown {
    static let fields: [Field<StandardCommentBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("题目", "title") { $0.content.title },
        .listed("分级", "severity") { $0.content.severity.both },
        .listed("意见", "text") { $0.content.text },
        .alone("依据", "basis") { $0.content.basis?.text },
        .alone("作者", "author") { $0.authorId.text },
    ]
}
