import ArgumentParser
import Cosigning
import Foundation
import LogKeeping
import Logging
import SafeFiles
import Store
import TransparencyLog

extension Audit {
    /// `lianshen audit verify`: reads a whole log again and says what is wrong with it.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "核验审计日志:逐条重算 · Verify a log: every entry is hashed again.",
            discussion: """
                文件夹内为 checkpoint、tile/…(任何静态服务器都可提供);给出网址则先取来全部文件。
                The folder holds checkpoint and tile/…, as any static server has them; of an address every file is fetched first.
                也核验 audit export --archive 的导出(ZIP;解开的文件夹加 --unpacked),无需服务器。
                An archive of audit export --archive is checked, too (a folder of what was in one with --unpacked); no server is needed.
                LIANSHEN_TOKEN 只发给 LIANSHEN_URL 的服务;其余用 login 保存的令牌。
                LIANSHEN_TOKEN goes to the service at LIANSHEN_URL only; any other gets the token that login kept for it.
                退出码 exit codes: 0 完好 sound · 1 被篡改,指出第一处 tampered with; the first bad entry is named · 2 无法核验 cannot be verified
                数据库中已删除、而其删除条目尚未入日志的,也为 2,稍后再核验 2 also where an erasure in the database is not in the log yet; verify again
                """)

        @Argument(help: "日志文件夹、导出,或服务、静态服务器的网址 · Folder of the log, an export, or address of the service or of a static server.")
        var source: String

        @Option(name: .long, help: "取来的文件存于此,下次只取新的 (默认不保留) · Keep what is fetched here and fetch only what is new next time.")
        var copy: String?

        @Option(name: .long, help: "信任的证书机构 (PEM) · Certificate authorities to trust. Also LIANSHEN_CA_FILE.")
        var caFile: String?

        @Option(
            name: .long,
            help: "再与数据库逐条比对 (lianshen_auditor 角色的地址) · Compare with the database's rows, too: its address in the role lianshen_auditor.")
        var database: String?

        @Option(name: .long, help: "信任策略 (tlog-policy):日志与见证方的公钥、法定见证数 · Trust policy: keys of log and witnesses, and how many are enough.")
        var policy: String?

        @Option(name: .long, help: "日志公钥,可重复;不查见证 · Verifier key of the log, repeatable; then no witness is asked for.")
        var vkey: [String] = []

        @Option(name: .long, help: "自己保存日志头的文件夹:与之逐一比对,完好时存入新的 · Folder of the heads that you keep: compared with each; a sound one is added.")
        var heads: String?

        @Option(name: .long, help: "服务的最长事务秒数,用于核对时间 · Longest transaction of the service in seconds, for the test of times.")
        var longestTransaction = 10

        @Flag(name: .long, help: "文件夹是解开的导出,不是日志 · The folder is what was in an export, not a log.")
        var unpacked = false

        @Flag(name: .long, inversion: .prefixedNo, help: "显示进度 · Show progress on standard error; on when that is a terminal.")
        var progress: Bool?

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func validate() throws {
            guard (policy == nil) != vkey.isEmpty else { throw ValidationError("请给出 --policy 或 --vkey 之一 · Give --policy or --vkey, not both.") }
            guard 1...86_400 ~= longestTransaction else { throw ValidationError("--longest-transaction: 1 … 86400") }
            guard copy == nil || LogMirror.address(source) != nil else {
                throw ValidationError("--copy 只用于网址 · --copy goes with an address.")
            }
            guard !unpacked || LogMirror.address(source) == nil else {
                throw ValidationError("--unpacked 只用于文件夹 · --unpacked goes with a folder.")
            }
            guard let folder = LogMirror.address(source) == nil ? source : copy else { return }
            if let policy, LogTrust.lies(policy, in: folder) {
                throw ValidationError(
                    "信任策略不能与日志放在一起:谁能改日志,就能改它 · A policy that lies beside the log is worth nothing: who changes the one changes the other.")
            }
            if let heads, LogTrust.lies(heads, in: folder) {
                throw ValidationError("自己保存的日志头不能放在日志文件夹内 · Heads that you keep do not belong into the log's folder.")
            }
        }

        func run() async throws {
            let trust = try LogTrust.read(policy: policy, vkeys: vkey)
            if LogMirror.address(source) == nil, unpacked || ReceivedExport.isPacked(source) {
                let report = try judgeExport(trust)
                try Output(json: json).show(report) { report.lines }
                if !report.sound { throw ExitCode(1) }
                return
            }
            let report: AuditReport
            if let address = LogMirror.address(source) {
                report = try await LogMirror(address: address, copy: copy, authorities: caFile).with { mirror, folder in
                    let audit = FolderAudit(folder: folder, trust: trust, heads: heads.map(HeadFolder.init), allowance: allowance)
                    return try await judge(audit, try await mirror.checkpoint()) { head in
                        try await mirror.fetch(head, to: folder, bar("取回 fetching", "个文件 files"))
                    }
                }
            } else {
                let audit = FolderAudit(folder: LogFolder(source), trust: trust, heads: heads.map(HeadFolder.init), allowance: allowance)
                report = try await judge(audit, try audit.checkpoint()) { _ in }
            }
            try Output(json: json).show(report) { report.lines }
            if report.exitCode != 0 { throw ExitCode(report.exitCode) }
        }

        /// Believes the checkpoint or not, gets what lies below it, reads it, and keeps the head.
        ///
        /// What can be said without all files is said all the same: who withholds one must not turn a finding into a failure.
        private func judge(_ audit: FolderAudit, _ checkpoint: [UInt8], _ fetch: (TreeHead) async throws -> Void) async throws -> AuditReport {
            let accepted: AcceptedHead
            do throws(HeadFault) { accepted = try audit.accept(checkpoint) } catch {
                return AuditReport(nil, nil, [AuditFinding(error)], found: 1)
            }
            var withheld: (any Error)?
            do { try await fetch(accepted.head) } catch { withheld = error }
            var report: AuditReport
            do { report = try audit.run(accepted, bar("核验 verifying", "条 entries")) } catch { throw withheld ?? audit.hint(error) }
            if let withheld, report.sound { throw withheld }
            // Rows are compared with leaves; those of a log that is not sound say nothing.
            if let database, report.sound {
                report.add(try await compare(audit.folder, accepted, with: database))
            }
            report.kept = try audit.keep(checkpoint, accepted.head, isSound: report.found == 0)
            // A copy has its checkpoint with it, for other tools; one that has a newer head already keeps that.
            if report.found == 0, copy != nil { try? audit.folder.publish(SignedNote(checkpoint)) }
            return report
        }

        /// Checks an export that needs no server.
        private func judgeExport(_ trust: LogPolicy) throws -> ExportReport {
            guard database == nil else {
                throw CommandFault("--database 只用于日志,不用于导出。", "--database goes with a log, not with an export.")
            }
            let export = try ReceivedExport.opened(source)
            let checkpoint = try export.checkpoint(of: source)
            let accepted: AcceptedHead
            do throws(HeadFault) { accepted = try trust.accept(bytes: checkpoint) } catch { return ExportReport(AuditFinding(error)) }
            let kept = heads.map(HeadFolder.init)
            var audit: ExportAudit
            do { audit = try ExportAudit(export, accepted) } catch let fault as LogExportFault {
                return ExportReport(AuditFinding(.exportMalformed, place: fault.place))
            }
            audit.run(heads: try kept?.marks(of: accepted.head.origin, policy: trust) ?? [], allowance, bar("核验 verifying", "条 entries"))
            var report = ExportReport(audit)
            report.kept = try kept?.keep(checkpoint, accepted.head, isEvidence: !report.sound)
            return report
        }

        private func compare(_ folder: LogFolder, _ accepted: AcceptedHead, with url: String) async throws -> DatabaseAudit {
            let rows = LogRows(url: url, logger: Logger(label: "lianshen") { _ in SwiftLogNoOpLogHandler() })
            var audit = DatabaseAudit(folder: folder, accepted, allowance, rows: rows)
            do { try await audit.run(bar("比对 comparing", "条 rows")) } catch {
                await rows.close()
                throw SettingsFault(opening: error) ?? error
            }
            await rows.close()
            return audit
        }

        private func bar(_ title: String, _ counting: String) -> ProgressBar {
            ProgressBar(title, isShown: progress ?? (isatty(STDERR_FILENO) == 1), counting: counting)
        }

        private var allowance: LogAudit.Allowance {
            var allowance = LogAudit.Allowance()
            allowance.before = (longestTransaction + 2) * 1000
            return allowance
        }
    }
}

extension LogPolicy {
    /// The head of a checkpoint, if those who are trusted signed it.
    func accept(bytes checkpoint: [UInt8]) throws(HeadFault) -> AcceptedHead {
        let note: SignedNote
        do throws(NoteFault) { note = try SignedNote(checkpoint) } catch { throw .note(error) }
        return try accept(note)
    }
}

extension ReceivedExport {
    /// The checkpoint that everything in the export is proven against.
    func checkpoint(of path: String) throws -> [UInt8] {
        if let checkpoint = try? read("checkpoint", most: HeadFolder.longestText) { return checkpoint }
        throw CommandFault("导出 \(path) 中没有检查点;请重新取得。", "There is no checkpoint in \(path); fetch it again.")
    }

    /// An export that can be read; one that cannot be says nothing, and ends the program with 2.
    static func opened(_ path: String) throws -> ReceivedExport {
        do { return try ReceivedExport(path) } catch let fault as LogExportFault {
            throw CommandFault("\(path) 不是可读的导出(\(fault.place));请重新取得。", "\(path) is no export that can be read (\(fault.place)); fetch it again.")
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
        let bytes = try SafeFile.bytes(policy, limit: HeadFolder.longestText)
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
