import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen rules`: limits, profiles, automatic acceptance.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "规则 · Rules of the service.", subcommands: [List.self, Add.self], defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "规则列表 · All rules.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.rules(limit: $0, after: $1) })
        }
    }

    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "新增规则 (安全管理员) · Add a rule (security administrator).",
            discussion: """
                文件为一个 JSON 对象:kind、name、effectiveFrom、effectiveTo、body、legalBasis、approvedBy。
                The file holds one JSON object: kind, name, effectiveFrom, effectiveTo, body, legalBasis, approvedBy.
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "规则文件 (JSON);- 为标准输入 · File of the rule; - is standard input.")
        var file: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let rule = try read(output)
            try output.show(try await act.once { try await client.createRule(rule, key: $0) })
        }

        private func read(_ output: Output) throws -> NewRuleBody {
            guard let bytes = file == "-" ? try FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: file) else {
                throw CommandFault("无法读取 \(file)。", "\(file) cannot be read.")
            }
            do {
                return try NewRuleBody.read(bytes)
            } catch .findings(let findings) {
                output.remark(FindingText.lines(findings).joined(separator: "\n"))
                throw ExitCode(1)
            } catch .notJSON(let fault) {
                throw CommandFault("\(file) 不是 JSON:\(fault)。", "\(file) is not JSON: \(fault).")
            }
        }
    }
}
