import Archive
import ArgumentParser
import Foundation
import Intake
import JointReview
import Reports
import Sheets

/// `lianshen check`: what intake would find, without a server.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "报审前自查图纸包 · Check a drawing package before handing it in.",
        discussion: "退出码 exit codes: 0 可受理 acceptable · 1 有拒收问题 a finding rejects · 2 用法错误 usage")

    @Argument(help: "图纸包 (ZIP) · The drawing package.")
    var package: String?

    @Flag(name: .long, help: "输出 JSON · Print JSON (Schemas/check/1/check.schema.json).")
    var json = false

    @Option(name: .long, help: "另存为可打印的页面 · Write the answer as a page for print, too.")
    var html: String?

    @Option(name: .long, help: "页面语言 · Language of the page.")
    var lang: FetchReport.Language = .zh

    @Option(name: .customLong("class"), help: "工程类别;给出时还查必备材料 · Class of the project; then required material is looked for, too.")
    var kind: ProjectFacts.Class?

    @Option(name: .long, help: "规模 · Size of the project.")
    var size: ProjectFacts.Size = .medium

    @Option(name: .long, help: "检查规则文件 (JSON);不给则用随产品发布的规则 · Rules of the check; those shipped with the product when left out.")
    var rules: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "上一套图纸;可重复,按先后给出,则与之逐张相比 · The packages of the last complete set, first to last; repeatable. Then every sheet is compared.",
            valueName: "package"))
    var base: [String] = []

    @Option(name: .long, help: "配置文件 (YAML);取其中 limits 一组 · Configuration file; its group limits is used. Also LIANSHEN_CONFIG.")
    var config: String?

    @Flag(name: .long, help: "列出全部代码、含义与办法 · List every code with its meaning and remedy; --json as JSON.")
    var codes = false

    @Flag(name: .long, help: "图纸涉密;涉密图纸一律不予检查和报审 · The drawings are classified; then they are refused before anything is read.")
    var classified = false

    func validate() throws {
        if package == nil, !codes { throw ValidationError("缺少图纸包 · Name a package, or --codes.") }
    }

    func run() async throws {
        guard let package else { return try printCodes() }
        if classified { throw CommandFault.classified }
        let rules = try self.rules.map(RuleFile.checkRules) ?? ShippedRules.checkRules()
        let limits = LimitSettings(try await Settings.reader(config)).intake
        let intake = Intake(confinement: await Confinement.detect(), limits: limits, headers: HeaderProgram.own())
        var judgement = Judgement(rules: rules, facts: kind.map { ProjectFacts(class: $0, size: size) })
        for earlier in base {
            let result = try await Self.read(earlier, intake, judgement)
            guard case .set = result.asBase else {
                throw CommandFault(
                    "\(earlier) 不构成全套图纸:请先给出全套图纸的图纸包。", "\(earlier) makes no complete set: name the package with the complete set first.")
            }
            judgement.base = result.asBase
        }
        let result = try await Self.read(package, intake, judgement)
        if let html { try write(CheckPage.html(CheckedPackage(result), language: lang == .zh ? .zh : .en), to: html) }
        if json {
            print(String(decoding: try CheckReport(result).json(), as: UTF8.self))
        } else {
            print(Self.text(result))
        }
        if !result.acceptable { throw ExitCode(1) }
    }

    private static func read(_ package: String, _ intake: Intake, _ judgement: Judgement) async throws -> IntakeResult {
        let path = URL(fileURLWithPath: package).path
        guard PackageFile.isReadable(path) else { throw ValidationError("无法读取图纸包 · There is no such file: \(package)") }
        return try await intake.read(path: path, name: URL(fileURLWithPath: path).lastPathComponent, into: ScratchFolder(), judging: judgement)
    }

    private func printCodes() throws {
        guard json else { return print(CodeList.markdown) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        print(String(decoding: try encoder.encode(CodeList.rows), as: UTF8.self))
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFault("无法写入 \(path):\(error)。", "\(path) cannot be written: \(error).")
        }
    }

    private static func text(_ result: IntakeResult) -> String {
        let heading = ["\(result.name)  SHA-256 \(result.sha256)", "\(result.entries.count) 个文件 files · \(result.sheets.count) 张图纸 sheets"]
        let set = SetText.lines(result.set, isPartial: result.manifest?.isPartial ?? false)
        let lines = heading + names(result) + set + FindingText.verdict(result.findings, acceptable: result.acceptable)
        return lines.map(\.shown).joined(separator: "\n")
    }

    /// How the names became text, where that is not plain: a guess is shown with a name, so that a person can see whether it is right.
    private static func names(_ result: IntakeResult) -> [String] {
        [NameEncoding.utf8Flag, .unicodePath, .utf8, .gb18030].compactMap { encoding in
            let read = result.entries.filter { $0.encoding == encoding }
            guard let first = read.first else { return nil }
            let words =
                switch encoding {
                case .utf8: "UTF-8(未声明,推定 not declared, guessed)"
                case .gb18030: "GB18030(未声明,推定 not declared, guessed)"
                case .unicodePath: "Unicode 路径字段 0x7075 Unicode path field"
                case .utf8Flag, .ascii: "UTF-8"
                }
            return "文件名 names: \(words) × \(read.count), \(first.name)"
        }
    }
}
