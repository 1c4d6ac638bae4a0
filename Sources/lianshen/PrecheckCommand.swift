import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen package precheck FILE`: the service's check before handing in; nothing of the package stays there.
struct Precheck: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "precheck", abstract: "报审前由服务端自查 (设计单位),查后即删 · Have the service check a package before handing it in; it keeps nothing of it.",
        discussion: "退出码 exit codes: 0 可受理 acceptable · 1 有拒收问题 a finding rejects · 2 用法或环境错误 usage or environment")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "图纸包 (ZIP) · The drawing package.")
    var package: String

    @Option(name: .customLong("class"), help: "工程类别;给出时还查必备材料 · Class of the project; then required material is looked for, too.")
    var kind: ProjectFacts.Class?

    @Option(name: .long, help: "规模 · Size of the project.")
    var size: ProjectFacts.Size = .medium

    @Option(name: .long, help: "已报送图纸包的标识;给出时与其全套图纸逐张相比 · A package handed in before; then every sheet is compared with its set.")
    var base: UUID?

    @Flag(name: .long, help: "图纸涉密;涉密图纸一律不予检查和报审 · The drawings are classified; then they are refused before anything is read.")
    var classified = false

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        if classified { throw CommandFault.classified }
        let facts = kind.map { [("class", $0.rawValue), ("size", size.rawValue)] } ?? []
        let asked = try await act.once { key in try await client.precheck(package, facts: facts, base: base, key: key) }
        output.remark("自查编号 Check: \(asked.id.text)")
        let check = try await waiting.made { try await client.precheckReport(asked.id) }
        if output.json {
            try output.write(check.bytes)
        } else {
            try output.say(
                ["SHA-256 \(check.report.package.sha256)"] + FindingText.verdict(check.report.findings, acceptable: check.report.acceptable))
        }
        if !check.report.acceptable { throw ExitCode(1) }
    }
}

extension CommandFault {
    /// What is declared classified is not even opened.
    static var classified: CommandFault {
        let explained = FanOut.Refusal.classified.explanation
        return CommandFault("\(explained.message.zh);\(explained.remedy.zh)。", "\(explained.message.en) \(explained.remedy.en)")
    }
}

/// `lianshen case deficiency CASE`: the one-time notice of deficiencies.
struct ShowDeficiency: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "deficiency", abstract: "缺补材料一次性告知书;不给序号则列出 · The one-time notice of deficiencies; a list of them without a number.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Argument(help: "告知书序号 · Number of the notice within the case.")
    var serial: Int?

    @Option(name: .long, help: "语言 · Language of the page.")
    var lang: FetchReport.Language = .zh

    @Option(name: .shortAndLong, help: "保存为;不给则输出到标准输出 · File to write; standard output when left out.")
    var output: String?

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        guard let serial else { return try output.show(try await client.deficiencies(of: self.case, limit: 100)) }
        let bytes = try await client.deficiency(of: self.case, serial: serial, format: output.json ? "json" : "html", language: lang.rawValue)
        guard let path = self.output else { return try output.write(bytes) }
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFault("无法写入 \(path):\(error)。", "\(path) cannot be written: \(error).")
        }
        output.remark("已保存 Saved: \(path) (\(bytes.count) bytes)")
    }
}

extension DeficiencyBody: Shown {
    static let fields: [Field<DeficiencyBody>] = [
        .listed("序号", "serial") { String($0.serial) },
        .listed("编号", "number") { $0.number },
        .listed("出具", "issued") { $0.issuedAt.inChina },
        .listed("事项", "items") { String($0.items) },
        .listed("迟告", "late") { String($0.lateItems) },
    ]
}
