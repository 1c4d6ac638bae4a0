import ArgumentParser
import Foundation
import JointReview
import SafeFiles
import TransparencyLog

extension Audit {
    /// `lianshen audit receipt`: checks a `.tlog-proof` without a server.
    struct Receipt: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "离线核验回执 (.tlog-proof) · Verify a receipt offline.",
            discussion: "退出码 exit codes: 0 属实 it holds · 1 不符 it does not · 2 无法核验 cannot be verified")

        @Argument(help: "回执 · The receipt.")
        var file: String

        @Option(name: .long, help: "条目;不给则取回执内所附 · The entry; that which the receipt carries when left out.")
        var entry: String?

        @Option(name: .long, help: "信任策略 (tlog-policy) · Trust policy.")
        var policy: String?

        @Option(name: .long, help: "日志公钥,可重复;不查见证 · Verifier key of the log, repeatable; then no witness is asked for.")
        var vkey: [String] = []

        @Option(name: .long, help: "自己保存日志头的文件夹:回执里的也存入 · Folder of the heads that you keep: the receipt's joins them.")
        var heads: String?

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func validate() throws {
            guard (policy == nil) != vkey.isEmpty else { throw ValidationError("请给出 --policy 或 --vkey 之一 · Give --policy or --vkey, not both.") }
        }

        func run() throws {
            let trust = try LogTrust.read(policy: policy, vkeys: vkey)
            let bytes = try SafeFile.bytes(file, limit: HeadFolder.longestText)
            let given = try entry.map { try SafeFile.bytes($0, limit: EntryBundle.longestEntry) }
            let verdict = try ReceiptVerdict(bytes, entry: given, trust, heads.map(HeadFolder.init))
            try Output(json: json).show(verdict)
            if !verdict.valid { throw ExitCode(1) }
        }
    }
}

/// What a receipt proves, or why it proves nothing.
struct ReceiptVerdict: Shown {
    let valid: Bool
    let log: String?
    let size: Int?
    let index: Int?
    let witnessedAt: Date?
    /// The entry as it is logged.
    let entry: String?
    let code: String?
    let explanation: Explanation?
    /// File under which the head was kept now.
    let kept: String?

    init(_ bytes: [UInt8], entry given: [UInt8]?, _ trust: LogPolicy, _ heads: HeadFolder?) throws {
        var (read, accepted, entry) = (LogReceipt?.none, AcceptedHead?.none, given)
        var fault: ReceiptFault?
        do throws(ReceiptFault) {
            let receipt = try LogReceipt(bytes)
            read = receipt
            entry = given ?? receipt.extra
            accepted = try receipt.check(leaf: TreeHash.leaf(entry ?? []), policy: trust)
        } catch { fault = error }
        if read != nil, entry == nil {
            throw CommandFault("回执未附条目,请以 --entry 给出。", "The receipt carries no entry: name it with --entry.")
        }
        var contradiction: AuditFinding?
        if let heads, let accepted {
            contradiction = HeadMark.contradiction(try heads.marks(of: accepted.head.origin, policy: trust), to: accepted.head)
        }
        valid = fault == nil && contradiction == nil
        (code, explanation) = (fault?.code ?? contradiction?.code.rawValue, fault?.explanation ?? contradiction?.explanation)
        (log, size, index) = (accepted?.head.origin, accepted?.head.size, read?.index)
        witnessedAt = accepted?.witnessed.map { Date(timeIntervalSince1970: Double($0)) }
        self.entry = fault == nil ? entry.map { String(decoding: $0, as: UTF8.self) } : nil
        guard let heads, let accepted, let read else {
            kept = nil
            return
        }
        kept = try heads.keep(read.checkpoint.bytes, accepted.head, isEvidence: contradiction != nil)
    }

    static let fields: [Field<ReceiptVerdict>] = [
        .listed("属实", "holds") { $0.valid ? "✓" : "✗" },
        .listed("日志", "log") { $0.log },
        .listed("条目号", "index") { $0.index.map(String.init) },
        .listed("日志大小", "size of the log") { $0.size.map(String.init) },
        .listed("见证时间", "witnessed") { $0.witnessedAt?.inChina },
        .listed("代码", "code") { $0.code },
        .listed("问题", "what is wrong") { $0.explanation.map { "\($0.message.zh) \($0.message.en)" } },
        .alone("办法", "remedy") { $0.explanation.map { "\($0.remedy.zh) \($0.remedy.en)" } },
        .alone("条目", "entry") { $0.entry },
        .alone("已存", "kept") { $0.kept },
    ]
}

extension ReceiptFault {
    /// Stable code.
    var code: String {
        switch self {
        case .form, .extra, .index, .hash, .noCheckpoint: "receipt.malformed"
        case .head(let fault): AuditFinding(fault).code.rawValue
        case .proof: "receipt.not_logged"
        }
    }

    /// What is wrong, and what to do.
    var explanation: Explanation {
        switch self {
        case .form, .extra, .index, .hash, .noCheckpoint:
            Explanation(
                message: Bilingual(zh: "这不是回执,或已损坏。", en: "This is no receipt, or a damaged one."),
                remedy: Bilingual(zh: "向出具方重新索取。", en: "Ask who issued it for another."))
        case .head(let fault): AuditFinding(fault).explanation
        case .proof:
            Explanation(
                message: Bilingual(zh: "回执不能证明此条目在日志中。", en: "The receipt does not prove that this entry is in the log."),
                remedy: Bilingual(zh: "核对条目是否为所记的原文;向出具方重新索取。", en: "Check that the entry is the one that was logged; ask who issued it for another.")
            )
        }
    }
}
