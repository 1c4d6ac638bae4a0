import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen revise CASE`.
struct ReviseCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "revise", abstract: "开始修改:回复意见,上传下一轮图纸 (建设单位、设计单位) · Begin the revision (owner, institutes).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.revise(move.case, key: $0) })
    }
}

/// `lianshen items CASE`: the items of the newest opinion with what became of them.
struct Items: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "审查意见各条及其回复与复核 · The items of the newest opinion, with answers and backchecks.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.items(of: self.case, limit: $0, after: $1) })
    }
}

/// `lianshen rounds CASE`.
struct Rounds: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "各轮审查与结论沿用的理由 · The rounds, and which decisions stand and why.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let rounds = try await client.rounds(of: self.case)
        try output.show(rounds) { rounds.items.flatMap(Self.lines) }
    }

    private static func lines(_ round: RoundBody) -> [String] {
        let verdict = round.verdict.map { " · \($0.both)" } ?? ""
        return ["第 \(round.round) 轮 Round \(round.round)\(verdict)"] + TextTable.table(round.reviews)
            + round.carryOver.map { carry in
                let names = carry.reasons.filter { $0.name != nil }.map { "\($0.name ?? "") \($0.message.zh)" }
                return "\(carry.discipline.both) \(carry.effect): \(names.joined(separator: "; "))"
            }
            + round.lateFindings.map { "\($0.discipline.both): 迟提 late findings \($0.count)" } + [""]
    }
}

/// `lianshen turn CASE`.
struct WhoseTurn: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "turn", abstract: "轮到谁办理 · Who must act now, by when and why.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let turns = try await client.turns(of: self.case)
        try output.show(turns) { turns.items.isEmpty ? ["(无 nobody)"] : TextTable.table(turns.items) }
    }
}

/// `lianshen answer`: what the institute says to the items of an opinion.
struct Answers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "回复审查意见 · Answers to the items of an opinion.",
        subcommands: [Write.self, Assign.self, Release.self, Download.self, Fill.self])

    struct Write: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "拟写回复 (设计单位) · Write an answer (institute).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "意见标识 · The comment.")
        var comment: UUID

        @Option(name: .long, help: "采纳与否 · accepted or not_accepted.")
        var verdict: Answer.Verdict

        @Option(name: .long, help: "改了什么,或为何不改 · What was done, or why not.")
        var text: String

        @Option(name: .long, help: "修改后图纸的图号,采纳时必填 · Number of the revised sheet, where accepted.")
        var sheet: String?

        @Option(name: .customLong("at"), help: "位置 x,y,宽,高 (PDF 点) · Place on it: x,y,width,height in PDF points.")
        var place: Rectangle?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let spot = sheet.flatMap { sheet in
                place.map { Answer.Place(sheetNumber: sheet, x: $0.x, y: $0.y, width: $0.width, height: $0.height) }
            }
            let body = NewAnswerBody(verdict: verdict, text: text, place: spot)
            try output.show(try await act.once { try await client.answer(comment, body, key: $0) })
        }
    }

    struct Assign: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "分派给设计人 (项目负责人) · Give an item to a designer (project leader).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "意见标识 · The comment.")
        var comment: UUID

        @Option(name: .long, help: "设计人标识 · The designer.")
        var person: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try await act.once { try await client.assignAnswer(comment, to: person, key: $0) }
            output.remark("已分派 · Assigned.")
        }
    }

    struct Release: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "发出本单位的回复 (项目负责人) · Send the answers out (project leader).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Option(name: .long, help: "只发这些意见的回复 · Only the answers to these comments.")
        var comment: [UUID] = []

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let released = try await act.once {
                try await client.releaseAnswers(of: self.case, to: comment.isEmpty ? nil : comment, key: $0)
            }
            try output.show(released) { released.items.isEmpty ? ["(无 none)"] : TextTable.table(released.items) }
        }
    }
}

/// `lianshen backcheck COMMENT`.
struct Backcheck: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "复核以前各轮的意见 (提出意见的审查机构) · Verify a comment of an earlier round (its body).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "意见标识 · The comment.")
    var comment: UUID

    @Option(name: .long, help: "closed 关闭,open 仍未解决 · What was found.")
    var verdict: BackcheckVerdict

    @Option(name: .long, help: "说明,仍未解决的必填 · In words; needed where it stays open.")
    var text: String?

    @Option(name: .long, help: "执次 · Attempt as claimed.")
    var attempt: Int

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let body = NewBackcheckBody(attempt: attempt, verdict: verdict, text: text)
        try output.show(try await act.once { try await client.backcheck(comment, body, key: $0) })
    }
}

/// `lianshen confirm-look SHEET`.
struct ConfirmLook: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "确认重新出图的一张与原图相同 (审查人) · Confirm that a sheet, plotted again, shows what it showed (reviewer).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var held: HeldReviewOptions

    @Option(name: .long, help: "图纸标识 · The sheet as it is now.")
    var sheet: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let attempt = try await held.held(client)
        let confirmed = try await held.act.once { try await client.confirmLook(of: sheet, in: held.review, attempt: attempt, key: $0) }
        try output.show(confirmed) { TextTable.card(confirmed.review) }
    }
}
