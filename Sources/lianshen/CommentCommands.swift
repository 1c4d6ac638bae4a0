import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen comment`: what reviewers say about sheets.
struct Comments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment", abstract: "审查意见 · Comments on sheets.", subcommands: [Add.self, Correct.self, List.self, Show.self])

    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "发布意见,发布后不可改 (审查人) · Publish a comment, for good (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions
        @OptionGroup var content: CommentOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = try content.body(attempt: try await held.held(client))
            try output.show(try await held.act.once { try await client.comment(on: held.review, body, key: $0) })
        }
    }

    struct Correct: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "以新意见更正旧意见 (审查人) · Correct a comment: a new one supersedes it (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions
        @OptionGroup var content: CommentOptions

        @Argument(help: "被更正的意见标识 · The comment that is corrected.")
        var comment: UUID

        @Option(name: .long, help: "执次;不给则取当前值 · Attempt as claimed; the present one when left out.")
        var attempt: Int?

        @Option(name: .long, help: "更正理由 · Why it is corrected.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let held: Int
            if let attempt { held = attempt } else { held = try await client.review(try await client.comment(comment).reviewId).attempt }
            let body = try content.body(attempt: held)
            try output.show(try await act.once { try await client.supersede(comment, with: body, reason: reason, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件的全部意见,按发布先后 · Comments of a case in the order of publication.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.comments(of: self.case, limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一条意见 · One comment.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "意见标识 · The comment.")
        var comment: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.comment(comment))
        }
    }
}

/// What a comment says, about which place, resting on what.
struct CommentOptions: ParsableArguments {
    @Option(name: .long, help: "图纸标识 · The sheet.")
    var sheet: UUID

    @Option(name: .long, help: "文件页码,从 1 起 · Page of the file, from 1.")
    var page = 1

    @Option(name: .customLong("at"), help: "位置 x,y,宽,高 (PDF 点,原点左下) · Place x,y,width,height in PDF points from the lower left corner.")
    var place: Rectangle

    @Option(name: .long, help: "分级 · How much it weighs.")
    var severity: Severity

    @Option(name: .long, help: "意见 · What it says.")
    var text: String

    @Option(name: .long, help: "迟提理由:图纸与上一轮相同时必填 · Why it comes late; needed when the sheet is the same as in the round before.")
    var lateReason: String?

    @Option(name: .long, help: "专业工种,如 电气 · Specialty inside the discipline.")
    var specialty: String?

    @Option(name: .long, help: "依据规范编号,与 --edition、--clause 同用 · Code that it rests on, with --edition and --clause.")
    var code: String?

    @Option(name: .long, help: "规范版本 · Edition of the code.")
    var edition: String?

    @Option(name: .long, help: "条文号 · Clause.")
    var clause: String?

    @Option(name: .long, help: "依据批准文件文号,与 --article 同用 · Approval document that it rests on, with --article.")
    var document: String?

    @Option(name: .long, help: "批准文件条款 · Article of the approval document.")
    var article: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "类型化要求,可多次:构件|属性|关系|值|单位,如 1#/3F/M-0312|structural_opening_width|≥|1.30|m;增设、取消为 构件||add · Typed demand, repeatable: element|property|relation|value|unit.",
            valueName: "element|property|relation|value|unit"))
    var demand: [Demand] = []

    @Option(name: .long, help: "与之矛盾的意见标识,可多次 · A comment that it contradicts, repeatable.")
    var contradicts: [UUID] = []

    @Option(name: .long, help: "圈阅文件:JSON 图形列表 · File of the shapes drawn on the sheet, a JSON list.")
    var markup: String?

    @Option(name: .long, help: "依据已批准图纸的 SHA-256 · SHA-256 of the approved drawing that it rests on.")
    var drawing: String?

    func validate() throws {
        let clauses = [code, edition, clause].compactMap { $0 }.count
        let articles = [document, article].compactMap { $0 }.count
        guard [0, 3].contains(clauses), [0, 2].contains(articles), clauses / 3 + articles / 2 + (drawing == nil ? 0 : 1) <= 1 else {
            throw ValidationError(
                "依据须为以下之一:--code --edition --clause,或 --document --article,或 --drawing · A basis is one of: --code --edition --clause; --document --article; --drawing."
            )
        }
    }

    /// The comment as it is sent.
    func body(attempt: Int) throws -> NewCommentBody {
        NewCommentBody(
            attempt: attempt, sheetId: sheet, region: Region(page: page, x: place.x, y: place.y, width: place.width, height: place.height),
            severity: severity, text: text, specialty: specialty, basis: basis, lateReason: lateReason, demands: demand.isEmpty ? nil : demand,
            contradicts: contradicts.isEmpty ? nil : contradicts, markup: try markup.map(shapes))
    }

    private func shapes(_ file: String) throws -> [MarkupShape] {
        let bytes = try TableFile.read(file)
        do {
            return try WireJSON.decode([MarkupShape].self, from: bytes)
        } catch {
            throw CommandFault("\(file) 不是图形列表。", "\(file) is no list of shapes.")
        }
    }

    private var basis: Basis? {
        if let code, let edition, let clause { return .clause(code: code, edition: edition, clause: clause) }
        if let document, let article { return .approvalDocument(number: document, article: article) }
        return drawing.map { .approvedDrawing(sha256: $0.lowercased()) }
    }
}
