import Foundation
import JointReview
import LogKeeping
import TransparencyLog

/// Audits a log that lies in a folder, bundle after bundle.
struct FolderAudit {
    let folder: LogFolder
    let trust: LogPolicy
    let heads: HeadFolder?
    let allowance: LogAudit.Allowance

    /// The checkpoint that lies in the folder.
    func checkpoint() throws -> [UInt8] {
        if let checkpoint = try folder.checkpoint() { return checkpoint }
        throw CommandFault("\(folder.path) 中没有检查点;请给出日志的文件夹。", "There is no checkpoint in \(folder.path); name the folder of a log.")
    }

    /// What is wrong with a folder that has not all files of a log: perhaps it is none.
    func hint(_ error: any Error) -> any Error {
        guard error is LogFileFault, FileManager.default.fileExists(atPath: folder.path + "/export.json") else { return error }
        return CommandFault("\(error) 若这是解开的导出,请加 --unpacked。", "If this is what was in an export, say --unpacked.")
    }

    /// The head of a checkpoint, if those who are trusted signed it. Nothing that lies below another is anybody's word, so nothing is read.
    func accept(_ checkpoint: [UInt8]) throws(HeadFault) -> AcceptedHead {
        try trust.accept(bytes: checkpoint)
    }

    /// Reads every entry below the head again, and every tile.
    /// - Throws: `LogFileFault` when a file is not there or cannot be read, unless something was found before: what was found stays found, whatever else is
    ///   withheld.
    func run(_ accepted: AcceptedHead, _ bar: ProgressBar) throws -> AuditReport {
        let head = accepted.head
        var audit = LogAudit(accepted, kept: try heads?.marks(of: head.origin, policy: trust) ?? [], allowance: allowance)
        var unread: LogFileFault?
        do {
            for address in audit.bundles {
                let (bundle, hashes) = (try folder.require(address), try folder.require(address.hashTile))
                try bundle.withUnsafeBytes { bundle in
                    try hashes.withUnsafeBytes { try audit.take(address, bundle: bundle, hashes: $0, tiles: folder.require) }
                }
                bar.show(Int64(audit.count.entries), of: Int64(head.size))
            }
            try audit.finish(tiles: folder.require)
        } catch LogAuditEnd.unreadable {
        } catch let fault as LogFileFault where audit.found > 0 {
            unread = fault
        }
        bar.end()
        return AuditReport(accepted, audit.count, audit.findings, found: audit.found, unread: unread.map { "\($0)" })
    }

    /// A sound head joins those that are kept. One that was signed and is not sound is proof against who signed it.
    /// - Returns: the file's name; nil when it was there, or no heads are kept.
    func keep(_ checkpoint: [UInt8], _ head: TreeHead, isSound: Bool) throws -> String? {
        try heads?.keep(checkpoint, head, isEvidence: !isSound)
    }
}

/// What came of an audit.
struct AuditReport: Encodable {
    /// One thing that is wrong.
    struct Entry: Encodable {
        let code: String
        /// First entry that it concerns, from 0.
        let first: Int?
        /// Last entry that it concerns.
        let last: Int?
        let entry: UUID?
        let place: String?
        let message: Bilingual
        let remedy: Bilingual

        init(_ finding: AuditFinding) {
            (code, entry, place) = (finding.code.rawValue, finding.id, finding.place)
            (first, last) = (finding.entries?.lowerBound, finding.entries.map { $0.upperBound - 1 })
            let text = finding.explanation
            (message, remedy) = (text.message, text.remedy)
        }
    }

    private(set) var sound: Bool
    let log: String?
    let size: Int?
    let root: String?
    let witnessedAt: Date?
    let entries: Int
    let bytes: Int
    let projects: Int
    let heads: Int
    /// Entries whose time was tested against that of a witness.
    let dated: Int
    /// How much is wrong; `findings` holds at most the first thousand.
    private(set) var found: Int
    private(set) var findings: [Entry]
    /// What is gone from the database under an erasure that is not below the head yet, at most the first thousand. Then nothing is sound, and not tampered with.
    private(set) var awaited: [Entry] = []
    /// Entries that were compared with the database's rows; nil when that was not asked for.
    private(set) var rows: Int?
    /// Entries of the database that wait for their place or lie beyond the head, and were not compared; nil when that was not asked for.
    private(set) var uncompared: Int?
    /// Why the rest was not read, where something was found before.
    let unread: String?
    /// File under which the head was kept now.
    var kept: String?

    init(_ accepted: AcceptedHead?, _ count: LogAudit.Count?, _ findings: [AuditFinding], found: Int, unread: String? = nil) {
        sound = found == 0
        (log, size, root) = (accepted?.head.origin, accepted?.head.size, accepted?.head.root.base64)
        witnessedAt = accepted?.witnessed.map { Date(timeIntervalSince1970: Double($0)) }
        (entries, bytes, projects) = (count?.entries ?? 0, count?.bytes ?? 0, count?.projects ?? 0)
        (heads, dated) = (count?.heads ?? 0, count?.dated ?? 0)
        (self.found, self.unread) = (found, unread)
        self.findings = findings.map(Entry.init)
    }

    /// Joins what the comparison with the database found.
    mutating func add(_ audit: DatabaseAudit) {
        (rows, uncompared) = (audit.compared, audit.uncompared)
        found += audit.found
        findings += audit.findings.map(Entry.init)
        awaited = audit.awaited.map(Entry.init)
        sound = found == 0 && awaited.isEmpty
    }

    /// 0 sound, 1 tampered with, 2 not settled; what is wrong outweighs what waits.
    var exitCode: Int32 { found > 0 ? 1 : sound ? 0 : 2 }

    /// The report for people: what was read, then the findings, then the verdict.
    var lines: [String] {
        var lines: [String] = []
        if let log, let size, let root {
            lines += ["日志 log:          \(log)", "日志头 head:       \(size) 条 entries, \(root)"]
            lines.append("见证时间 witnessed: \(witnessedAt?.inChina ?? "—(未要求见证 no witness asked for)")")
            lines.append("逐条重算 rehashed:  \(entries) 条 entries, \(bytes) 字节 bytes, \(projects) 个项目 projects")
            lines.append("已比对 compared:    \(heads) 个已存日志头 kept heads; \(dated) 条的时间 times")
        }
        if let rows, let uncompared {
            lines.append("数据库 database:    \(rows) 条记录与日志逐条比对 rows compared with the log")
            lines.append("未比对 uncompared:  \(uncompared) 条等待入日志或在此日志头之后 rows that wait or lie beyond this head")
        }
        for finding in findings.prefix(20) { lines += finding.lines() }
        if found > 20 { lines += ["", "共 \(found) 处;全部见 --json · \(found) in all; --json lists them"] }
        for finding in awaited.prefix(20) { lines += finding.lines("未定 not settled") }
        if awaited.count > 20 { lines += ["", "共 \(awaited.count) 处未定;全部见 --json · \(awaited.count) not settled; --json lists them"] }
        if let unread { lines += ["", "其余未读 not read:  \(unread)"] }
        if let kept { lines += ["", "已存 kept: \(kept)"] }
        let verdict = found > 0 ? "✗ 被篡改 · tampered with" : sound ? "✓ 完好 · sound" : "… 尚未入日志,请再核验 · not in the log yet, verify again"
        return lines + ["", verdict]
    }
}

extension AuditReport.Entry {
    /// The finding for people.
    func lines(_ verdict: String = "篡改 tampered") -> [String] {
        let place = [range, entry?.uuidString.lowercased(), place?.shown].compactMap { $0 }.joined(separator: " · ")
        return ["", "[\(verdict)] \(code)  \(place)", "  \(message.zh) \(message.en)", "  → \(remedy.zh) \(remedy.en)"]
    }

    fileprivate var range: String? {
        guard let first, let last else { return nil }
        return first == last ? "第 \(first) 条 entry \(first)" : "第 \(first)–\(last) 条之间 among entries \(first)–\(last)"
    }
}
