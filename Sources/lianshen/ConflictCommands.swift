import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen element`: what typed demands are about.
struct Elements: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "element", abstract: "构件登记表 · The register of a case's elements.", subcommands: [Add.self, List.self])

    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "登记构件 (审查人、协调人) · Enter an element (reviewer, coordinator).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Argument(help: "轴线或图上标记,如 轴5,C–D/M-0312 · Axis or mark on the sheet.")
        var mark: String

        @Option(name: .long, help: "类别,如 door · Kind, such as door.")
        var kind: Element.Kind

        @Option(name: .long, help: "楼栋,如 1# · Building.")
        var building: String?

        @Option(name: .long, help: "楼层,如 3F · Storey.")
        var storey: String?

        @Option(name: .long, help: "名称;不给则由楼栋、楼层、标记组成 · Name; made of building, storey and mark when left out.")
        var name: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewElementBody(id: name, building: building, storey: storey, mark: mark, kind: kind)
            try output.show(try await act.once { try await client.addElement(to: self.case, body, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "登记的构件,按名称 · Elements by name.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.elements(of: self.case, limit: $0, after: $1) })
        }
    }
}

/// `lianshen conflict`: demands that cannot all hold.
struct Conflicts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflict", abstract: "意见冲突 · Conflicts between disciplines.", subcommands: [List.self, Show.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件的意见冲突 · Conflicts of a case.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.conflicts(of: self.case, limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一项冲突:各方原文、要求与协调结果 · One conflict: texts, demands, and how it was settled.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "冲突标识 · The conflict.")
        var conflict: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let found = try await client.conflict(conflict)
            try output.show(found) { found.lines }
        }
    }
}

/// `lianshen settle CONFLICT FILE`: the coordinator's decision.
struct SettleConflict: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "协调意见冲突 (协调人) · Settle a conflict (coordinator).",
        discussion:
            "文件为 JSON:meeting(heldOn、minutes、participants)与 decisions(commentId、demandId、outcome、replacement、reason),见接口文档 SettleConflict · The file is JSON, as SettleConflict of the interface document."
    )

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "冲突标识 · The conflict.")
    var conflict: UUID

    @Argument(help: "会议纪要与决定,JSON 文件 · Minutes and decisions, a JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let body: SettleConflictBody
        do {
            body = try SettleConflictBody.read(try Data(contentsOf: URL(filePath: file)))
        } catch RequestFault.findings(let findings) {
            throw CommandFault(
                findings.map { "\($0.file): \($0.message.zh)" }.joined(separator: "\n"),
                findings.map { "\($0.file): \($0.message.en)" }.joined(separator: "\n"))
        }
        let settled = try await act.once { try await client.settle(conflict, body, key: $0) }
        try output.show(settled) {
            settled.conflict.lines + ["", "报审件 case: \(settled.case.state.both)"] + (settled.opinionId.map { ["审查意见 opinion: \($0.text)"] } ?? [])
        }
    }
}

extension ElementBody: Shown {
    static let fields: [Field<ElementBody>] = [
        .listed("名称", "name") { $0.id },
        .listed("类别", "kind") { $0.kind.both },
        .alone("楼栋", "building") { $0.building },
        .alone("楼层", "storey") { $0.storey },
        .alone("标记", "mark") { $0.mark },
        .alone("登记", "entered") { $0.addedAt.inChina },
        .alone("疑似同物", "may be the same as") { $0.nearMatches.flatMap { $0.isEmpty ? nil : $0.joined(separator: "; ") } },
    ]
}

extension ConflictBody: Shown {
    static let fields: [Field<ConflictBody>] = [
        .listed("编号", "no.") { String($0.number) },
        .listed("标识", "id") { $0.id.text },
        .listed("状态", "state") { $0.state.both },
        .listed("类别", "kind") { $0.kind.both },
        .listed("各方", "between") {
            $0.members.map { $0.discipline.label.zh + ($0.demand.map { " \($0.demand.line)" } ?? "") }.joined(separator: " ↔ ")
        },
    ]

    /// The conflict as a person who was not there reads it.
    var lines: [String] {
        var lines = ["\(number). \(kind.both) · \(state.both) · \(openedAt.inChina)" + (dueAt.map { " → \($0.dueDay)" } ?? "")]
        for side in members {
            lines += ["", "  \(side.discipline.both): \(side.text)"]
            if let basis = side.basis { lines.append("    依据 basis: \(basis.text)") }
            if let demand = side.demand { lines.append("    要求 demand: \(demand.demand.line)" + (demand.outcome.map { " · \($0.both)" } ?? "")) }
        }
        guard let settlement else { return lines }
        lines += ["", "  协调会 meeting \(settlement.meeting.heldOn): \(settlement.meeting.minutes)"]
        for decision in settlement.decisions {
            let discipline = members.first { $0.commentId == decision.commentId }?.discipline.both ?? decision.commentId.text
            lines.append(
                "    \(discipline): \(decision.outcome.both)" + (decision.replacement.map { " → \($0.line)" } ?? "") + " · \(decision.reason)")
        }
        return lines
    }
}
