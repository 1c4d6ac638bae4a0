public import TransparencyLog

/// Why a file of the log could not be read or written.
public enum LogFileFault: Error, Hashable, Sendable {
    /// The system refused a call; the number is that of `errno`.
    case system(call: String, path: String, number: Int32)
    /// A tile or bundle stands there already with other bytes: this log and the stored one are not the same, and nothing may be overwritten.
    case differs(TileAddress)
    /// A tile or bundle that a checkpoint covers is not there.
    case missing(TileAddress)
    /// A larger checkpoint is published already, or another one of this size.
    case older(published: Int, given: Int)
    /// A file is longer than anything that may stand under its name.
    case tooLong(String)
}

extension LogFileFault: CustomStringConvertible {
    /// What is wrong and what to do, in both languages.
    public var description: String {
        switch self {
        case .system(let call, let path, let number):
            "\(path):\(call) 失败(错误 \(number));请检查磁盘空间与权限。 \(path): \(call) failed (error \(number)); look at space and permissions."
        case .differs(let address):
            "\(address.path) 已存在且内容不同:该目录属于另一个日志,或日志被改写;请勿删除,先查明原因。"
                + " \(address.path) is there with other bytes: the folder belongs to another log, or one of them was rewritten. Keep both and find out."
        case .missing(let address):
            "缺少 \(address.path);请从备份恢复日志目录。 \(address.path) is missing; restore the log's folder from a backup."
        case .older(let published, let given):
            "已公布大小为 \(published) 的检查点,不能再公布 \(given);请查明是否有两套服务写同一目录。"
                + " A checkpoint of \(published) entries is published; one of \(given) cannot follow it. Find out whether two services write this folder."
        case .tooLong(let name):
            "\(name) 过长,不是日志的文件;请从备份恢复。 \(name) is too long for a file of the log; restore it from a backup."
        }
    }
}
