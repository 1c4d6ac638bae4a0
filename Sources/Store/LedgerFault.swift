public import TransparencyLog

/// Why the sequencer must not go on.
public enum LedgerFault: Error, Hashable, Sendable {
    /// The database's log has another name than the one that was configured.
    case otherLog(String)
    /// Somebody else leads now.
    case replaced
    /// The tree's row contradicts itself.
    case tree
    /// An entry waits for its place and is not there: somebody removed it.
    case entryMissing(audit: Int)
    /// The project's numbers have a hole, or come twice.
    case sequence(audit: Int, project: String, expected: Int, found: Int)
    /// The values of a row make no leaf.
    case unfit(audit: Int, LeafFault)
    /// A batch does not hold the entries that it names.
    case batch(first: Int)
}

extension LedgerFault: CustomStringConvertible {
    /// What is wrong and what to do, in both languages.
    public var description: String {
        switch self {
        case .otherLog(let name):
            "数据库中的日志名为 \(name),与设置不符;请改正 log.origin。 The database's log is \(name); correct log.origin."
        case .replaced: "另一进程已接管日志。 Another process leads the log now."
        case .tree: "日志树的记录自相矛盾;\(Self.remedy.zh) The row of the log's tree contradicts itself. \(Self.remedy.en)"
        case .entryMissing(let audit):
            "第 \(audit) 号审计记录在定序前被删除;\(Self.remedy.zh) Entry \(audit) was removed before it had its place. \(Self.remedy.en)"
        case .sequence(let audit, let project, let expected, let found):
            "第 \(audit) 号审计记录:项目 \(project) 的编号应为 \(expected),实为 \(found);\(Self.remedy.zh)"
                + " Entry \(audit): the number in project \(project) should be \(expected) and is \(found). \(Self.remedy.en)"
        case .unfit(let audit, let fault):
            "第 \(audit) 号审计记录不能写成日志叶子(\(fault));\(Self.remedy.zh) Entry \(audit) makes no leaf (\(fault)). \(Self.remedy.en)"
        case .batch(let first):
            "自 \(first) 起的一批日志记录已损坏;\(Self.remedy.zh) The batch of entries from \(first) on is damaged. \(Self.remedy.en)"
        }
    }

    private static let remedy = (
        zh: "请保留数据库现状,查明原因,再由备份恢复。", en: "Keep the database as it is, find out why, then restore a backup."
    )
}
