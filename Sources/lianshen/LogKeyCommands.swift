import ArgumentParser
import Cosigning
import JointReview
import SafeFiles
import TransparencyLog

/// `lianshen log`: the keys that sign heads of the audit log.
struct LogCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "审计日志的密钥 · Keys of the audit log.", subcommands: [Keygen.self, Vkey.self, Rotate.self])

    struct Keygen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "生成密钥文件,打印验证公钥 · Make a key file; prints the verifier key.",
            discussion: "公钥请另行公布(监管网站、纸质附件),不要只放在日志旁 · Publish the verifier key elsewhere, not only beside the log.")

        @Option(name: .long, help: "名称:日志的 origin 或见证方的名称,如 log.example.cn/lianshen/2026 · Name: the log's origin, or the witness's.")
        var name: String

        @Option(name: .shortAndLong, help: "写入 · File to make.")
        var output: String

        @Flag(name: .long, help: "见证方的密钥 (cosignature/v1) · A witness's key.")
        var witness = false

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func run() throws {
            guard LogKeyName.isUsable(name) else {
                throw CommandFault("名称无效:\(name);只用可见 ASCII 字符,不含空格、+、引号和反斜线。", "\(name) is no name: visible ASCII without +, quotes and backslash.")
            }
            try LogKeyCommand.show(
                try LogKeyCommand.make { try KeyFile.create(at: output, name: name, kind: witness ? .cosignature : .ed25519) }, json)
        }
    }

    struct Vkey: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "打印验证公钥;更换期间有多个 · Print the verifier keys; several while keys change.")

        @Argument(help: "密钥文件 · The key file.")
        var file: String

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func run() throws {
            try LogKeyCommand.show(try LogKeyCommand.make { try KeyFile(path: file) }, json)
        }
    }

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "更换密钥:新旧并签,再停用旧的 · Change the key: both sign for a while, then retire the old one.",
            discussion: """
                1. lianshen log rotate FILE           新增密钥;重启签署进程,公布新公钥 · adds a key; restart the signer, publish the new verifier key
                2. lianshen log rotate FILE --retire  各方都有新公钥后 · once everybody has the new one
                """)

        @Argument(help: "密钥文件 · The key file.")
        var file: String

        @Flag(name: .long, help: "只留最新的密钥 · Keep only the newest key.")
        var retire = false

        @Flag(name: .long, help: "输出 JSON · Print JSON.")
        var json = false

        func run() throws {
            let changed = try LogKeyCommand.make {
                let file = try KeyFile(path: self.file)
                return try retire ? file.retired() : file.rotated()
            }
            try LogKeyCommand.show(changed, json)
        }
    }
}

/// What the commands about keys have in common.
enum LogKeyCommand {
    static func make(_ body: () throws -> KeyFile) throws -> KeyFile {
        do { return try body() } catch let fault as FileFault { throw CommandFault(fault) }
    }

    static func show(_ file: KeyFile, _ json: Bool) throws {
        let keys = file.keys.map(\.verifier.description)
        try Output(json: json).show(LogKeys(name: file.name, vkeys: keys)) { keys }
    }

    /// Verifier keys, newest first.
    struct LogKeys: Encodable {
        let name: String
        let vkeys: [String]
    }
}

/// Names that our own logs and witnesses may have.
enum LogKeyName {
    static func isUsable(_ name: String) -> Bool {
        1...200 ~= name.utf8.count && name.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"+\"\\".utf8.contains($0) }
    }
}

extension SafeFile {
    /// The bytes of a file that a command was given.
    static func bytes(_ path: String, limit: Int) throws(CommandFault) -> [UInt8] {
        do throws(FileFault) { return try read(path, limit: limit) } catch { throw CommandFault(error) }
    }
}

extension CommandFault {
    /// What is wrong with a file, and what to do.
    init(_ fault: FileFault) {
        let text = fault.explanation
        self.init("\(text.message.zh)\(text.remedy.zh)", "\(text.message.en) \(text.remedy.en)")
    }
}
