import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen rules`: limits, profiles, automatic acceptance.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "规则 · Rules of the service.", subcommands: [List.self, Add.self, Try.self, Approve.self, End.self], defaultSubcommand: List.self)

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

    struct Try: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "在以往图纸包上试行检查规则,列出有变化的 (安全管理员、牵头单位) · Try rules of the check on packages of the past; lists those that would change.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "规则标识 · The rule.")
        var rule: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.tryRule(rule, limit: $0, after: $1) })
        }
    }

    struct Approve: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "批准检查规则草案 (非起草人的安全管理员) · Approve a draft of the check's rules (a security administrator who did not write it).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "规则标识 · The rule.")
        var rule: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.approveRule(rule, key: $0) })
        }
    }
}

extension Rules {
    struct End: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "规则自某日起失效,最早为当日 (安全管理员) · End a rule from a day on, today at the earliest (security administrator).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "规则标识 · The rule.")
        var rule: UUID

        @Option(name: .long, help: "失效日 · First day on which it no longer holds, 2026-12-01.")
        var on: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.endRule(rule, EndRuleBody(effectiveTo: on), key: $0) })
        }
    }
}

extension TrialBody: Shown {
    static let fields: [Field<TrialBody>] = [
        .listed("图纸包", "package") { $0.packageId.text },
        .listed("检查", "checked") { $0.checkedAt.inChina },
        .listed("原可受理", "was") { $0.wasAcceptable ? "✓" : "✗" },
        .listed("将可受理", "would be") { $0.isAcceptable ? "✓" : "✗" },
        .listed("新增", "added") { text($0.added) },
        .listed("减少", "dropped") { text($0.dropped) },
        .listed("改判", "reweighed") { text($0.reweighed) },
    ]

    private static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }.joined(separator: " ")
    }
}
