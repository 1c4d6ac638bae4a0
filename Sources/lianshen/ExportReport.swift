import Foundation
import JointReview
import LogKeeping
import TransparencyLog

/// What came of checking an export.
struct ExportReport: Encodable {
    let sound: Bool
    let log: String?
    let size: Int?
    let root: String?
    let witnessedAt: Date?
    /// What the export claims to hold; that it is everything was checked.
    let covers: LogExport.Coverage?
    let project: UUID?
    /// Of a project's export: the numbers 1 to this one of the project's entries have no gap. Later entries are not excluded.
    let unbroken: Int?
    /// Conditions that it was made with, as it says.
    let conditions: String?
    /// Entries that were proven and compared with their rows.
    let entries: Int
    /// Free texts that were compared with what the entries commit to.
    let details: Int
    /// How much is wrong; `findings` holds at most the first thousand.
    let found: Int
    let findings: [AuditReport.Entry]
    /// File under which the head was kept now.
    var kept: String?

    /// An export whose checkpoint nobody believes.
    init(_ finding: AuditFinding) {
        (sound, log, size, root, witnessedAt, covers, project, unbroken, conditions) = (false, nil, nil, nil, nil, nil, nil, nil, nil)
        (entries, details, found, findings) = (0, 0, 1, [AuditReport.Entry(finding)])
    }

    init(_ audit: ExportAudit) {
        let (head, frame) = (audit.accepted.head, audit.frame)
        (sound, log, size, root) = (audit.found == 0, head.origin, head.size, head.root.base64)
        witnessedAt = audit.accepted.witnessed.map { Date(timeIntervalSince1970: Double($0)) }
        (covers, project, unbroken, conditions) = (frame.covers, frame.project, audit.unbroken, frame.conditions)
        (entries, details, found, findings) = (audit.entries, audit.details, audit.found, audit.findings.map(AuditReport.Entry.init))
    }

    /// The report for people.
    var lines: [String] {
        var lines: [String] = []
        if let log, let size, let root, let covers {
            lines += ["日志 log:          \(log)", "日志头 head:       \(size) 条 entries, \(root)"]
            lines.append("见证时间 witnessed: \(witnessedAt?.inChina ?? "—(未要求见证 no witness asked for)")")
            lines.append("范围 covers:       \(covers.words(unbroken)) \(conditions?.shown ?? "")")
            lines.append("逐条证明 proven:    \(entries) 条 entries; \(details) 处文字 free texts")
        }
        for finding in findings.prefix(20) { lines += finding.lines() }
        if found > 20 { lines += ["", "共 \(found) 处;全部见 --json · \(found) in all; --json lists them"] }
        if let kept { lines += ["", "已存 kept: \(kept)"] }
        return lines + ["", sound ? "✓ 完好 · sound" : "✗ 被篡改 · tampered with"]
    }
}

extension LogExport.Coverage {
    /// What is known when an export of the kind is sound; `unbroken` is the number up to which a project has no gap.
    fileprivate func words(_ unbroken: Int?) -> String {
        let last = unbroken ?? 0
        return switch self {
        case .everything: "全部条目,无遗漏 everything, nothing left out"
        case .project: "一个项目,编号 1…\(last) 无缺,不排除其后还有条目 one project, numbers 1…\(last) have no gap; entries after \(last) are not excluded"
        case .selection: "按条件选出,不证明无遗漏 a selection; nothing shows that it is complete"
        }
    }
}
