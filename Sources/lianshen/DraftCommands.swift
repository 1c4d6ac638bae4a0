import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen draft`: comments while only their author works on them.
struct Drafts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "意见草稿,仅本人和校核人可见 · Private drafts of comments.",
        subcommands: [List.self, Begin.self, Edit.self, Discard.self, Publish.self, PublishAll.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个审查任务的草稿 · Drafts of a review.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.drafts(of: review, limit: $0, after: $1) })
        }
    }

    struct Begin: ClientCommand {
        static let configuration = CommandConfiguration(commandName: "add", abstract: "起草意见 (审查人) · Begin a draft (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var content: DraftOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "以常用意见预填 · Standard comment that fills in what is left out.")
        var standard: UUID?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            var body = try content.body()
            body.standardId = standard
            try output.show(try await act.once { try await client.beginDraft(in: review, body, key: $0) })
        }
    }

    struct Edit: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "改写草稿(全部内容) · Write a draft anew, all of it.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var content: DraftOptions

        @Argument(help: "草稿标识 · The draft.")
        var draft: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = try content.body()
            try output.show(try await act.once { try await client.rewriteDraft(draft, body, key: $0) })
        }
    }

    struct Discard: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "删去草稿 · Throw a draft away.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "草稿标识 · The draft.")
        var draft: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await client.discardDraft(draft)
            output.remark("已删去 Discarded: \(draft.text)")
        }
    }

    struct Publish: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "发布一条草稿,发布后不可改 · Publish one draft, for good.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "草稿标识 · The draft.")
        var draft: UUID

        @Option(name: .long, help: "执次 · Attempt as claimed.")
        var attempt: Int

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.publishDraft(draft, attempt: attempt, key: $0) })
        }
    }

    struct PublishAll: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一次发布全部草稿,或一条也不发布 · Publish all drafts of a review, or none.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let attempt = try await held.held(client)
            let published = try await held.act.once { try await client.publishDrafts(of: held.review, attempt: attempt, key: $0) }
            try output.show(published) { published.items.isEmpty ? ["(无 none)"] : TextTable.table(published.items) }
        }
    }
}

/// What a draft says; a file says everything, options the most needed.
struct DraftOptions: ParsableArguments {
    @Option(name: .long, help: "草稿内容文件 (JSON) · File of the whole content, as the interface takes it.")
    var file: String?

    @Option(name: .long, help: "图纸标识 · The sheet.")
    var sheet: UUID?

    @Option(name: .long, help: "文件页码 · Page of the file.")
    var page = 1

    @Option(name: .customLong("at"), help: "位置 x,y,宽,高 · Place x,y,width,height in PDF points.")
    var place: Rectangle?

    @Option(name: .long, help: "分级 · How much it weighs.")
    var severity: Severity?

    @Option(name: .long, help: "意见 · What it says.")
    var text: String?

    func body() throws -> DraftContentBody {
        var body = DraftContentBody()
        if let file {
            do {
                body = try DraftContentBody.read(try TableFile.read(file))
            } catch let fault as RequestFault {
                throw CommandFault("\(file) 不是草稿内容:\(fault)。", "\(file) is no content of a draft: \(fault).")
            }
        }
        if let sheet { body.sheetId = sheet }
        if let place { body.region = Region(page: page, x: place.x, y: place.y, width: place.width, height: place.height) }
        if let severity { body.severity = severity }
        if let text { body.text = text }
        return body
    }
}

extension CommentDraftBody: Shown {
    static let fields: [Field<CommentDraftBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("分级", "severity") { $0.content.severity?.both },
        .listed("意见", "text") { $0.content.text },
        .listed("改动", "changed") { $0.changedAt.inChina },
        .alone("依据", "basis") { $0.content.basis?.text },
        .alone("图纸", "sheet") { $0.content.sheetId?.text },
        .alone("圈阅", "markup") { $0.content.markup.map { String($0.count) } },
        .alone("作者", "author") { $0.authorId.text },
    ]
}
