import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen checkpoints`: what a review looks at, and what is ticked.
struct Checkpoints: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoints", abstract: "审查要点 · The check list of a review.", subcommands: [List.self, Tick.self, Untick.self],
        defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "要点与勾选情况 · The points, and what is ticked.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.showCheckpoints(try await client.checkpoints(of: review))
        }
    }

    struct Tick: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "勾选要点并指明图纸,或注明不涉及 (审查人) · Tick points with their sheets, or say that they are not applicable (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions

        @Option(name: .long, help: "要点名称,可多次 · Name of a point, repeatable.")
        var point: [String] = []

        @Flag(name: .long, help: "全部未勾选的要点 · Every point that is not ticked.")
        var open = false

        @Option(name: .long, help: "在哪些图上审查,可多次 · Sheet on which it was looked at, repeatable.")
        var sheet: [UUID] = []

        @Option(name: .long, help: "说明 · In words.")
        var note: String?

        @Option(name: .long, help: "不涉及,及理由 · Not applicable, and why.")
        var notApplicable: String?

        func validate() throws {
            guard open != !point.isEmpty, sheet.isEmpty == (notApplicable != nil) else {
                throw ValidationError(
                    "--point 与 --open 取其一;--sheet 与 --not-applicable 取其一 · Give --point or --open, and --sheet or --not-applicable.")
            }
        }

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let points = open ? try await client.checkpoints(of: held.review).items.filter { $0.tick == nil }.map(\.checkpoint) : point
            guard !points.isEmpty else { return try output.showCheckpoints(try await client.checkpoints(of: held.review)) }
            let evidence = sheet.map { EvidenceBody(sheetId: $0) }
            let items = points.map { point in
                TickCheckpointsBody.Item(
                    checkpoint: point, verdict: notApplicable == nil ? .met : .notApplicable, evidence: evidence, note: notApplicable ?? note)
            }
            let body = TickCheckpointsBody(attempt: try await held.held(client), items: items)
            try output.showCheckpoints(try await held.act.once { try await client.tick(held.review, body, key: $0) })
        }
    }

    struct Untick: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "撤回勾选并写明理由 (审查人) · Take a tick back, with its reason (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions

        @Option(name: .long, help: "要点名称 · Name of the point.")
        var point: String

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = UntickCheckpointBody(attempt: try await held.held(client), checkpoint: point, reason: reason)
            try output.showCheckpoints(try await held.act.once { try await client.untick(held.review, body, key: $0) })
        }
    }
}

extension Output {
    fileprivate func showCheckpoints(_ body: CheckpointsBody) throws {
        try show(body) { body.items.isEmpty ? ["(无 none)"] : TextTable.table(body.items) }
    }
}

extension CheckpointBody: Shown {
    static let fields: [Field<CheckpointBody>] = [
        .listed("要点", "point") { $0.checkpoint },
        .listed("内容", "text") { "\($0.text.zh) \($0.text.en)" },
        .listed("勾选", "tick") { $0.tick?.verdict.both ?? "—" },
        .listed("图纸", "sheets") { $0.tick?.evidence.map(\.sheetId.text).joined(separator: " ") },
        .listed("说明", "note") { $0.tick?.note },
        .alone("依据", "basis") { $0.basis.map(\.line).joined(separator: "; ") },
    ]
}
