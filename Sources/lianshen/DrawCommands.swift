import ArgumentParser
import Client
import Draws
import Foundation
import JointReview
import Wire

/// `lianshen draw`: draws by lot that anybody can repeat.
struct DrawCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "可验证的随机抽取 · Draws by lot that anybody can repeat.",
        subcommands: [Verify.self, Commit.self, Make.self, Show.self, List.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "离线验证导出的抽取记录 · Verify an exported draw, offline.",
            discussion: """
                格式 form: Schemas/draw/1/draw.schema.json
                退出码 exit codes: 0 抽取属实 the draw holds · 1 不符,指出第一处 it does not; the first thing that is wrong is named · 2 用法错误 usage
                """)

        @Argument(help: "抽取记录 (JSON) · The exported draw.")
        var file: String

        @Option(name: .long, help: "审计日志中的承诺值 (SHA-256) · The commitment as the audit log has it.")
        var commitment: String?

        @Option(
            name: .long,
            help:
                "日志的文件夹或导出的 ZIP:先核验日志,再查承诺先于抽取 · Folder of the log, or an export as ZIP: it is verified, and that it had the commitment before the draw."
        )
        var log: String?

        @Option(name: .long, help: "信任策略 (tlog-policy),与 --log 同用 · Trust policy, with --log.")
        var policy: String?

        @Option(name: .long, help: "日志公钥,可重复,与 --log 同用 · Verifier key of the log, repeatable, with --log.")
        var vkey: [String] = []

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func validate() throws {
            guard (log != nil) == (policy != nil || !vkey.isEmpty), policy == nil || vkey.isEmpty else {
                throw ValidationError("--log 须与 --policy 或 --vkey 之一同用 · --log goes with --policy or --vkey, one of them.")
            }
        }

        func run() throws {
            guard PackageFile.isReadable(file), let bytes = FileManager.default.contents(atPath: file) else {
                throw CommandFault("无法读取 \(file)。", "\(file) cannot be read.")
            }
            let record: DrawRecord
            do {
                record = try CanonicalJSON.decode(DrawRecord.self, from: bytes)
            } catch {
                throw CommandFault("\(file) 不是抽取记录。", "\(file) is no exported draw.")
            }
            var fault = record.fault(logged: commitment)
            if fault == nil, let log {
                fault = try LoggedDraw.fault(of: record, in: log, LogTrust.read(policy: policy, vkeys: vkey))
            }
            try Output(json: json).show(Verdict(record, fault))
            if fault != nil { throw ExitCode(1) }
        }
    }

    struct Commit: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "承诺一次抽取:承诺值先入审计日志 (牵头) · Commit to a draw; the commitment goes into the log first (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Option(name: .long, help: "事由 · What for.")
        var purpose: String

        @Option(name: .long, help: "专业 · Specialty of the registered persons.")
        var specialty: String

        @Option(name: .long, help: "人数 · How many.")
        var count: Int

        @Option(name: .long, help: "不列入名单的人员与理由,可重复:注册号=理由 · Who is left off the list and why, repeatable: number=reason.")
        var leaveOut: [String] = []

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let leftOut = try leaveOut.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw CommandFault("“\(text)”没有理由:写成 注册号=理由。", "\(text) has no reason: write number=reason.") }
                return LeftOutBody(registration: parts[0], reason: parts[1])
            }
            let body = NewDrawBody(purpose: purpose, count: count, specialty: specialty, leftOut: leftOut.isEmpty ? nil : leftOut)
            try output.show(try await act.once { try await client.commitToDraw(body, in: self.case, key: $0) })
        }
    }

    struct Make: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "抽取,并公布种子 (牵头) · Draw, and tell the seed (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "抽取标识 · The draw.")
        var draw: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.makeDraw(draw, key: $0) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "抽取记录;--json 存为文件即可离线验证 · A draw; with --json it is what verify reads.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "抽取标识 · The draw.")
        var draw: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.draw(draw))
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件的抽取 · The draws of a case.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.draws(of: self.case, limit: $0, after: $1) })
        }
    }

    /// What came of a verification.
    struct Verdict: Shown {
        let valid: Bool
        let draw: UUID
        let code: String?
        let explanation: Explanation?

        init(_ record: DrawRecord, _ fault: DrawFault?) {
            (valid, draw) = (fault == nil, record.draw)
            (code, explanation) = (fault?.code, fault?.explanation)
        }

        static let fields: [Field<Verdict>] = [
            .listed("抽取", "draw") { $0.draw.text },
            .listed("属实", "holds") { $0.valid ? "✓" : "✗" },
            .listed("代码", "code") { $0.code },
            .listed("问题", "what is wrong") { $0.explanation.map { "\($0.message.zh) \($0.message.en)" } },
            .alone("办法", "remedy") { $0.explanation.map { "\($0.remedy.zh) \($0.remedy.en)" } },
        ]
    }
}

extension DrawRecord: Shown {
    static let fields: [Field<DrawRecord>] = [
        .listed("标识", "id") { $0.draw.text },
        .listed("事由", "purpose") { $0.purpose },
        .listed("名单", "candidates") { String($0.candidates.count) },
        .listed("人数", "count") { String($0.count) },
        .listed("结果", "result") { $0.result?.joined(separator: ", ") },
        .alone("承诺", "commitment") { $0.commitment },
        .alone("承诺于", "committed") { "\($0.committed.at.inChina) #\($0.committed.entry)" },
        .alone("抽取于", "drawn") { $0.drawn.map { "\($0.at.inChina) #\($0.entry)" } },
        .alone("种子", "seed") { $0.seed },
    ]
}
