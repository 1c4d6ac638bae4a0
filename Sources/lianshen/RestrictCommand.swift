import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen restrict SHEET`: disclosure between bodies stops at a sheet.
struct RestrictSheet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "标定图纸限制公开,或以 --lift 解除 · Restrict a sheet, or lift it with --lift; the log keeps who and why.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "图纸标识 · The sheet.")
    var sheet: UUID

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    @Option(name: .long, help: "仍可查看的审查专业;可重复 · Disciplines whose bodies may open it all the same; repeatable.")
    var discipline: [Discipline] = []

    @Flag(name: .long, help: "解除 · Lift the flag.")
    var lift = false

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let body = RestrictSheetBody(restricted: !lift, reason: reason, disciplines: discipline.isEmpty ? nil : discipline)
        try output.show(try await act.once { try await client.restrict(sheet, body, key: $0) })
    }
}
