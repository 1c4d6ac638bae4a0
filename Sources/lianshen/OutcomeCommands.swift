import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen opinion CASE`: what all disciplines demand, in one list.
struct ShowOpinion: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "opinion", abstract: "合并后的审查意见 · The merged opinion of the latest round.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let issued = try await client.opinion(of: self.case)
        try output.show(issued) { try Self.text(issued) }
    }

    private static func text(_ issued: OpinionBody) throws -> [String] {
        let opinion = try CanonicalJSON.decode(Opinion.self, from: try WireJSON.encode(issued.body))
        var lines = ["第 \(issued.round) 轮 round · \(issued.verdict.both) · \(issued.issuedAt.inChina) · SHA-256 \(issued.sha256)"]
        lines += opinion.decisions.map { "  \($0.discipline.both): \($0.decision.both)" }
        for item in opinion.items {
            lines += [
                "", "\(item.number). \(item.sheet.number) \(item.sheet.title) · \(item.discipline.both) · \(item.severity.both)", "   \(item.text)",
            ]
            if let basis = item.basis { lines.append("   依据 basis: \(basis.text)") }
            for demand in (item.statements ?? []).flatMap(\.demands) { lines.append("   要求 demand: \(demand.line)") }
            if let conflicts = item.conflicts { lines.append("   冲突 conflict: \(conflicts.map(String.init).joined(separator: ", "))") }
        }
        for told in opinion.conflicts ?? [] { lines += text(told) }
        return lines
    }

    /// A conflict with its sides, and how it was settled.
    private static func text(_ told: OpinionConflict) -> [String] {
        let conflict = told.conflict
        var lines = ["", "冲突 conflict \(conflict.number) · \(conflict.kind.both) · \(conflict.state.both)"]
        for side in told.sides { lines.append("   \(side.discipline?.both ?? "—"): \(side.demand?.line ?? side.text ?? "—")") }
        guard let settlement = conflict.settlement else { return lines }
        lines.append("   协调会 meeting \(settlement.meeting.day): \(settlement.meeting.minutes)")
        for decision in settlement.decisions {
            let instead = decision.replacement.map { " → \($0.line)" } ?? ""
            lines.append("   \(decision.outcome.both)\(instead): \(decision.reason)")
        }
        return lines
    }
}

/// `lianshen report CASE`: the report, printed or into a file.
struct FetchReport: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "审查报告最新一版,或某一版 · The newest edition of the report, or an earlier one.")

    /// How a report is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json, html
    }

    /// Language of a page.
    enum Language: String, CaseIterable, ExpressibleByArgument {
        case zh, en
    }

    @OptionGroup var options: ClientOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Option(name: .long, help: "格式 · Format; with --json always json.")
    var format: Format = .html

    @Option(name: .long, help: "语言 (html) · Language of the page.")
    var lang: Language = .zh

    @Option(name: .long, help: "版次,见 lianshen reports;不给为最新一版 · Edition, as lianshen reports lists them; the newest when left out.")
    var edition: Int?

    @Option(name: .long, help: "某一轮的最后一版 · The last edition of a round.")
    var round: Int?

    @Option(name: .shortAndLong, help: "保存为;不给则输出到标准输出 · File to write; standard output when left out.")
    var output: String?

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let form: ReportForm = output.json || format == .json ? .json : lang == .zh ? .htmlChinese : .htmlEnglish
        let bytes = try await waiting.made { try await client.report(of: self.case, edition: edition, round: round, as: form) }
        guard let path = self.output else { return try output.write(bytes) }
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFault("无法写入 \(path):\(error)。", "\(path) cannot be written: \(error).")
        }
        output.remark("已保存 Saved: \(path) (\(bytes.count) bytes)")
    }
}

/// `lianshen reports CASE`: which editions of the report there are.
struct ListReports: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports", abstract: "审查报告的各版:每次汇总意见和每次结论各一版 · Editions of the report: one for each opinion and each conclusion.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.reports(of: self.case, limit: $0, after: $1) })
    }
}

/// `lianshen notices`.
struct Notices: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "通知,最近的在前 · Notices to your organisation, latest first.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.notices(limit: $0, after: $1) })
    }
}

/// `lianshen jobs CASE`.
struct Jobs: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "后台任务的状态与原因 · Machine jobs of a case, with state and cause.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.jobs(of: self.case, limit: $0, after: $1) })
    }
}
