public import JointReview

/// Why a file that signing depends on cannot be used.
public enum FileFault: Error, Hashable, Sendable {
    /// The system refused; the reason is its own.
    case system(path: String, reason: String)
    /// There is one already, and it is not replaced.
    case exists(path: String)
    /// Others may read or write the file or replace it: then its secret is none.
    case exposed(path: String, mode: UInt32)
    /// The file belongs to another user.
    case foreign(path: String)
    /// It is no plain file, or too long.
    case form(path: String)
    /// The line of the key file is no key, or one of another name or kind than the first.
    case key(path: String, line: Int)
    /// The state is not what was written, or gone.
    case damaged(path: String)
    /// Another process uses it.
    case busy(path: String)
}

extension FileFault: Explained {
    /// Stable code.
    public var code: String {
        switch self {
        case .system: "file.system"
        case .exists: "file.exists"
        case .exposed: "file.exposed"
        case .foreign: "file.foreign"
        case .form: "file.form"
        case .key: "file.key"
        case .damaged: "file.damaged"
        case .busy: "file.busy"
        }
    }

    /// What is wrong, and what to do.
    public var explanation: Explanation {
        switch self {
        case .system(let path, let reason):
            Explanation(
                message: Bilingual(zh: "无法使用 \(path):\(reason)。", en: "\(path) cannot be used: \(reason)."),
                remedy: Bilingual(zh: "检查路径与权限后重试。", en: "Check path and permissions, then try again."))
        case .exists(let path):
            Explanation(
                message: Bilingual(zh: "\(path) 已存在,密钥不会被覆盖。", en: "\(path) exists already; a key is never overwritten."),
                remedy: Bilingual(zh: "换一个文件名;更换密钥用 log rotate。", en: "Choose another name; to change a key, use log rotate."))
        case .exposed(let path, let mode):
            Explanation(
                message: Bilingual(
                    zh: "\(path) 的权限为 \(String(mode & 0o777, radix: 8)),他人可读写。",
                    en: "\(path) has mode \(String(mode & 0o777, radix: 8)): others have access."),
                remedy: Bilingual(
                    zh: "视密钥为已泄露并更换;确认无人读过时,chmod 600 \(path)。",
                    en: "Take the key for known to others and rotate it; if nobody read it, chmod 600 \(path)."))
        case .foreign(let path):
            Explanation(
                message: Bilingual(zh: "\(path) 属于另一用户。", en: "\(path) belongs to another user."),
                remedy: Bilingual(zh: "以该文件的所有者运行,或 chown。", en: "Run as the file's owner, or chown it."))
        case .form(let path):
            Explanation(
                message: Bilingual(zh: "\(path) 不是普通文件,或过大。", en: "\(path) is no plain file, or too large."),
                remedy: Bilingual(zh: "给出所要的文件。", en: "Name the file that is meant."))
        case .key(let path, let line):
            Explanation(
                message: Bilingual(
                    zh: "\(path) 第 \(line) 行不是密钥,或与首行的名称、种类不同。", en: "Line \(line) of \(path) is no key, or not of the name and kind of the first."),
                remedy: Bilingual(zh: "用 log keygen 生成的文件,一行一个密钥。", en: "Use a file made by log keygen: one key a line."))
        case .damaged(let path):
            Explanation(
                message: Bilingual(zh: "\(path) 已损坏或丢失。", en: "\(path) is damaged, or gone."),
                remedy: Bilingual(
                    zh: "在弄清最后签署的日志头之前不要签署:从见证方取得最新日志头后写回。",
                    en: "Sign nothing until the last signed head is known: take the newest one from the witnesses and put it back."))
        case .busy(let path):
            Explanation(
                message: Bilingual(zh: "\(path) 正被另一进程使用。", en: "\(path) is in use by another process."),
                remedy: Bilingual(zh: "同一状态只能有一个签署进程;先停止另一个。", en: "One state has one signer: stop the other one first."))
        }
    }
}
