import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen history CASE --at INSTANT`.
struct History: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "某一时刻的报审件 · A case as it stood at a past instant.",
        discussion: "取自审计记录;当时尚未发生的一概不列 · From the log; nothing that happened later is in it.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Option(name: .long, help: "时刻 · The instant, e.g. 2026-11-20T09:00:00+08:00.", transform: Self.instant)
    var at: Date

    @Option(name: .long, help: "并列出此人当时已打开的文件 · Also what this person had opened by then.")
    var person: UUID?

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let history = try await client.history(of: self.case, at: at, person: person)
        try output.show(history) {
            var lines = ["\(history.at.inChina)  \(history.state.label.zh) \(history.state.label.en)  第 \(history.round) 轮 round \(history.round)"]
            lines += history.reviews.map {
                "  \($0.discipline.both)  第 \($0.round) 轮  \($0.state.both)  \($0.decision?.both ?? "")\(Self.ticked($0))"
            }
            lines += history.packages.filter(\.isInForce).map { "  \($0.name)  \($0.sha256)" }
            lines += history.sheets.map { "  \($0.number) \($0.title) \($0.revision)  \($0.fileSHA256)" }
            lines += history.comments.map { said in
                "  \(said.comment.discipline.both)  \(said.comment.severity.both)  \(said.comment.text)"
                    + (said.thread.isEmpty ? "" : "  (澄清 messages \(said.thread.count))")
                    + (said.answers.first.map { "  ← \($0.verdict.both): \($0.text)" } ?? "") + (said.backcheck.map { "  [\($0.both)]" } ?? "")
            }
            lines += history.conflicts.map { "  冲突 conflict \($0.id.text)  \($0.state.both)" }
            lines += history.opinions.map { "  意见 opinion \($0.id.text)  第 \($0.round) 轮" }
            lines += (history.opened ?? []).map { "  \($0.at.inChina)  \($0.act)  \($0.objectId.text)" }
            return lines
        }
    }

    private static func ticked(_ review: CaseHistoryBody.Review) -> String {
        review.ticks.isEmpty ? "" : "  (要点 points ticked \(review.ticks.count))"
    }

    private static func instant(_ text: String) throws -> Date {
        guard let instant = WireJSON.date(text) else { throw ValidationError("不是 RFC 3339 时刻 · not an instant of RFC 3339: \(text)") }
        return instant
    }
}
