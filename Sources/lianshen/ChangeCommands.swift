import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen certify CASE`.
struct CertifyCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify", abstract: "签发:全套图纸现行有效,变更取代原图 (签发人) · Certify a passed case, or a change (issuer).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.certify(move.case, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen case escalate CASE`.
struct EscalateCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "escalate", abstract: "超过轮次上限,升级办理 (牵头单位) · Let a case go beyond the limit of rounds (lead).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.escalate(move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen change`: changes of an approved set.
struct Changes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "审查合格后的变更 · Changes of an approved set.", subcommands: [List.self, Request.self, Open.self, Drop.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "各次变更、性质与牵涉的图纸 · The changes, how much they weigh and what they draw.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let changes = try await client.changes(of: self.case)
            try output.show(changes) { changes.items.isEmpty ? ["(无 none)"] : TextTable.table(changes.items) }
        }
    }

    struct Request: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "申请变更 (建设单位) · Ask for a change (owner).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(
                try await move.act.once { try await client.requestChange(of: move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
        }
    }

    struct Open: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "受理重大变更 (受理窗口) · Take a major change up (desk).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await move.act.once { try await client.openChange(of: move.case, ifVersion: move.ifVersion, key: $0) })
        }
    }

    struct Drop: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "终止变更,原图继续有效 (建设单位、窗口、签发人) · Drop a change; what is approved stays (owner, desk, issuer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(
                try await move.act.once { try await client.dropChange(of: move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
        }
    }
}

extension ChangeBody: Shown {
    static let fields: [Field<ChangeBody>] = [
        .listed("次", "change") { String($0.serial) },
        .listed("性质", "kind") { $0.kind?.both },
        .listed("理由", "reason") { $0.reason },
        .listed("申请", "requested") { $0.requestedAt.inChina },
        .listed("结果", "outcome") { $0.outcome?.both },
        .listed("牵涉", "draws") { $0.grounds.map { "\($0.sheetNumber ?? $0.document ?? "") \($0.standing.label.zh)" }.joined(separator: "; ") },
        .alone("轮次", "rounds") { change in change.firstRound.map { "\($0)–\(change.lastRound ?? $0)" } },
        .alone("终止理由", "dropped because") { $0.endReason },
    ]
}
