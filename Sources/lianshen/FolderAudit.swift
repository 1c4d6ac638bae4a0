import Foundation
import JointReview
import TransparencyLog

/// Audits a log that lies in a folder, bundle after bundle.
struct FolderAudit {
    let folder: LogFolder
    let trust: LogPolicy
    let heads: HeadFolder?
    let allowance: LogAudit.Allowance

    func run(_ bar: ProgressBar) throws -> AuditReport {
        let checkpoint = try folder.checkpoint()
        let accepted: AcceptedHead
        do throws(HeadFault) {
            let note: SignedNote
            do throws(NoteFault) { note = try SignedNote(checkpoint) } catch { throw .note(error) }
            accepted = try trust.accept(note)
        } catch {
            // Nothing that lies below such a checkpoint is anybody's word, so nothing is read.
            return AuditReport(nil, nil, [AuditFinding(error)], found: 1)
        }
        let head = accepted.head
        var audit = LogAudit(accepted, kept: try heads?.marks(of: head.origin, policy: trust) ?? [], allowance: allowance)
        do {
            for address in audit.bundles {
                let (bundle, hashes) = (try folder.read(address), try folder.read(address.hashTile))
                try bundle.withUnsafeBytes { bundle in
                    try hashes.withUnsafeBytes { try audit.take(address, bundle: bundle, hashes: $0, tiles: folder.read) }
                }
                bar.show(Int64(audit.count.entries), of: Int64(head.size))
            }
            try audit.finish(tiles: folder.read)
        } catch LogAuditEnd.unreadable {}
        bar.end()
        var report = AuditReport(accepted, audit.count, audit.findings, found: audit.found)
        report.kept = try keep(checkpoint, head, isSound: report.sound)
        return report
    }

    /// A sound head joins those that are kept. One that was signed and is not sound is proof against who signed it.
    private func keep(_ checkpoint: [UInt8], _ head: TreeHead, isSound: Bool) throws -> String? {
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

    let sound: Bool
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
    let found: Int
    let findings: [Entry]
    /// File under which the head was kept now.
    var kept: String?

    init(_ accepted: AcceptedHead?, _ count: LogAudit.Count?, _ findings: [AuditFinding], found: Int) {
        sound = found == 0
        (log, size, root) = (accepted?.head.origin, accepted?.head.size, accepted?.head.root.base64)
        witnessedAt = accepted?.witnessed.map { Date(timeIntervalSince1970: Double($0)) }
        (entries, bytes, projects) = (count?.entries ?? 0, count?.bytes ?? 0, count?.projects ?? 0)
        (heads, dated) = (count?.heads ?? 0, count?.dated ?? 0)
        self.found = found
        self.findings = findings.map(Entry.init)
    }

    /// The report for people: what was read, then the findings, then the verdict.
    var lines: [String] {
        var lines: [String] = []
        if let log, let size, let root {
            lines += ["日志 log:          \(log)", "日志头 head:       \(size) 条 entries, \(root)"]
            lines.append("见证时间 witnessed: \(witnessedAt?.inChina ?? "—(未要求见证 no witness asked for)")")
            lines.append("逐条重算 rehashed:  \(entries) 条 entries, \(bytes) 字节 bytes, \(projects) 个项目 projects")
            lines.append("已比对 compared:    \(heads) 个已存日志头 kept heads; \(dated) 条的时间 times")
        }
        for finding in findings.prefix(20) {
            let place = [finding.range, finding.entry?.uuidString.lowercased(), finding.place].compactMap { $0 }.joined(separator: " · ")
            lines += [
                "", "[篡改 tampered] \(finding.code)  \(place)", "  \(finding.message.zh) \(finding.message.en)",
                "  → \(finding.remedy.zh) \(finding.remedy.en)",
            ]
        }
        if found > 20 { lines += ["", "共 \(found) 处;全部见 --json · \(found) in all; --json lists them"] }
        if let kept { lines += ["", "已存 kept: \(kept)"] }
        return lines + ["", sound ? "✓ 完好 · sound" : "✗ 被篡改 · tampered with"]
    }
}

extension AuditReport.Entry {
    fileprivate var range: String? {
        guard let first, let last else { return nil }
        return first == last ? "第 \(first) 条 entry \(first)" : "第 \(first)–\(last) 条之间 among entries \(first)–\(last)"
    }
}
