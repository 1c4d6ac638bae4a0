import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen case checklist CASE`: what reviewers look at in a case.
struct ShowChecklist: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "checklist",
        abstract: "本件适用的审查要点与必备材料,含依据 · Check list and required material in force for a case, with their basis.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Option(name: .long, help: "只列一个专业 · Of one discipline only.")
    var discipline: Discipline?

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let list = try await client.checklist(of: self.case, discipline: discipline)
        try output.show(list) {
            let edition = list.rules.map { "\($0.name) v\($0.version) · \($0.effectiveFrom) → \($0.effectiveTo ?? "…") · \($0.title.zh)" }
            return ["规则 rules: \(edition ?? "当日无有效规则 none in force") (\(list.day))", "", "审查要点 points"] + list.points.flatMap(Self.lines)
                + ["", "必备材料 required material"] + list.materials.flatMap(Self.lines)
        }
    }

    private static func lines(_ item: ChecklistBody.Item) -> [String] {
        let places = item.disciplines.map(\.both).joined(separator: ", ") + (item.from.map { " ← \($0.both)" } ?? "")
        return ["[\(item.severity.rawValue)] \(places)  \(item.text.zh) \(item.text.en)"] + item.basis.map { "    依据 basis: \($0.line)" }
    }
}
