import ArgumentParser
import Cosigning
import Foundation
import SafeFiles
import TransparencyLog

extension Audit {
    /// `lianshen audit verify`: reads a whole log again and says what is wrong with it.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "离线核验审计日志:逐条重算 · Verify a log offline: every entry is hashed again.",
            discussion: """
                文件夹内为 checkpoint、tile/…(任何静态服务器都可提供) · The folder holds checkpoint and tile/…, as any static server has them.
                退出码 exit codes: 0 完好 sound · 1 被篡改,指出第一处 tampered with; the first bad entry is named · 2 无法核验 cannot be verified
                """)

        @Argument(help: "日志文件夹 · Folder of the log.")
        var folder: String

        @Option(name: .long, help: "信任策略 (tlog-policy):日志与见证方的公钥、法定见证数 · Trust policy: keys of log and witnesses, and how many are enough.")
        var policy: String?

        @Option(name: .long, help: "日志公钥,可重复;不查见证 · Verifier key of the log, repeatable; then no witness is asked for.")
        var vkey: [String] = []

        @Option(name: .long, help: "自己保存日志头的文件夹:与之逐一比对,完好时存入新的 · Folder of the heads that you keep: compared with each; a sound one is added.")
        var heads: String?

        @Option(name: .long, help: "服务的最长事务秒数,用于核对时间 · Longest transaction of the service in seconds, for the test of times.")
        var longestTransaction = 10

        @Flag(name: .long, inversion: .prefixedNo, help: "显示进度 · Show progress on standard error; on when that is a terminal.")
        var progress: Bool?

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func validate() throws {
            guard (policy == nil) != vkey.isEmpty else { throw ValidationError("请给出 --policy 或 --vkey 之一 · Give --policy or --vkey, not both.") }
            guard 1...86_400 ~= longestTransaction else { throw ValidationError("--longest-transaction: 1 … 86400") }
            if let policy, LogTrust.lies(policy, in: folder) {
                throw ValidationError(
                    "信任策略不能与日志放在一起:谁能改日志,就能改它 · A policy that lies beside the log is worth nothing: who changes the one changes the other.")
            }
            if let heads, LogTrust.lies(heads, in: folder) {
                throw ValidationError("自己保存的日志头不能放在日志文件夹内 · Heads that you keep do not belong into the log's folder.")
            }
        }

        func run() throws {
            let trust = try LogTrust.read(policy: policy, vkeys: vkey)
            let report = try FolderAudit(folder: LogFolder(path: folder), trust: trust, heads: heads.map(HeadFolder.init), allowance: allowance)
                .run(ProgressBar("核验 verifying", isShown: progress ?? (isatty(STDERR_FILENO) == 1), counting: "条 entries"))
            try Output(json: json).show(report) { report.lines }
            if !report.sound { throw ExitCode(1) }
        }

        private var allowance: LogAudit.Allowance {
            var allowance = LogAudit.Allowance()
            allowance.before = (longestTransaction + 2) * 1000
            return allowance
        }
    }
}

/// Whom the auditor believes.
enum LogTrust {
    static func read(policy: String?, vkeys: [String]) throws -> LogPolicy {
        guard let policy else {
            return LogPolicy(
                logs: try vkeys.map { text in
                    guard let key = try? VerifierKey(text), key.kind == .ed25519 else {
                        throw CommandFault("不是日志公钥:\(text)。", "\(text) is no verifier key of a log.")
                    }
                    return key
                })
        }
        let bytes = try SafeFile.bytes(policy, limit: LogFolder.longestText)
        do throws(PolicyFault) { return try LogPolicy(bytes) } catch {
            throw CommandFault("信任策略 \(policy) 有误:\(error)。", "The policy \(policy) is wrong: \(error).")
        }
    }

    /// Whether a file lies inside a folder, whatever links lead there.
    static func lies(_ path: String, in folder: String) -> Bool {
        func real(_ path: String) -> [String] { URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents }
        return real(path).starts(with: real(folder))
    }
}
