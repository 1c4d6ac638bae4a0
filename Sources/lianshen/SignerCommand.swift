import ArgumentParser
import Cosigning
import Foundation
import Logging
import SafeFiles
import TransparencyLog

/// `lianshen signer`: holds the log's key, in a process of its own.
struct Signer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "日志签署进程:只签自己所签之后的日志头 · The log's signer: signs only what continues what it signed last.",
        discussion: """
            以单独的用户运行,密钥与状态不与数据库同放 · Run it as a user of its own; keep key and state away from the database.
            第一次加 --new · The first time, with --new. 
            """)

    @Option(name: .long, help: "密钥文件 (log keygen) · The key file.")
    var key: String

    @Option(name: .long, help: "另以此 SM2 密钥 (PEM) 并签 SM3 摘要 · Sign with this SM2 key (PEM), too: openssl genpkey -algorithm SM2.")
    var sm2Key: String?

    @Option(name: .long, help: "状态文件夹:最后所签的日志头 · Folder of the head that was signed last.")
    var state: String

    @Option(name: .long, help: "监听的本机套接字 · Socket to listen on.")
    var socket: String

    @Flag(name: .long, help: "新日志:建立状态 · A new log: make the state.")
    var new = false

    @Flag(name: .long, help: .hidden)
    var untilInputEnds = false

    func run() async throws {
        if untilInputEnds { SigningCommand.endWithInput() }
        // Before the socket has its rights, nobody but this user may open it.
        umask(0o077)
        let keeper = try SigningCommand.keeper(key: key, sm2: sm2Key, state: state, kind: .ed25519, isNew: new)
        if new { try keeper.begin() }
        let logger = SigningCommand.logger("lianshen.signer")
        let server = SigningServer(keeper: keeper, address: .socket(socket), role: .signer, logger: logger) { _ in
            logger.notice("Signing", metadata: ["log": "\(keeper.name)", "socket": "\(socket)"])
        }
        try await LastWord(logger: logger).run([server])
    }
}

/// `lianshen witness`: cosigns heads of logs, for somebody who is not their operator.
struct Witness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "见证进程 (C2SP tlog-witness) · A witness: cosigns heads that continue those it saw.",
        discussion: """
            由运营方之外的单位运行 · Run by somebody other than the log's operator.
            POST /add-checkpoint · GET /<sha256(origin)>/checkpoint
            """)

    @Option(name: .long, help: "密钥文件 (log keygen --witness) · The key file.")
    var key: String

    @Option(name: .long, help: "状态文件夹:各日志最后见证的日志头 · Folder of the heads that were cosigned last.")
    var state: String

    @Option(name: .long, help: "见证的日志公钥,可重复 · Verifier key of a log to witness, repeatable.")
    var log: [String]

    @Option(name: .long, help: "监听地址 · Address to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "监听端口 · Port to listen on.")
    var port = 8091

    @Flag(name: .long, help: "新见证方:建立状态 · A new witness: make the state.")
    var new = false

    func run() async throws {
        let keys = try LogTrust.read(policy: nil, vkeys: log).logs.map(\.key)
        let keeper = try SigningCommand.keeper(key: key, state: state, kind: .cosignature, isNew: new)
        let logger = SigningCommand.logger("lianshen.witness")
        let server = SigningServer(keeper: keeper, address: .tcp(host: host, port: port), role: .witness(keys), logger: logger) { port in
            logger.notice("Witnessing", metadata: ["witness": "\(keeper.name)", "http.port": "\(port ?? 0)"])
        }
        try await LastWord(logger: logger).run([server])
    }
}

/// What signer and witness have in common.
enum SigningCommand {
    /// Asks this process to end when whoever started it is gone, however that went: only then does its input end.
    static func endWithInput() {
        Thread.detachNewThread {
            while (try? FileHandle.standardInput.read(upToCount: 512))?.isEmpty == false {}
            kill(getpid(), SIGTERM)
        }
    }

    static func keeper(key: String, sm2: String? = nil, state: String, kind: SignatureKind, isNew: Bool) throws -> HeadKeeper {
        do throws(FileFault) {
            let keys = try KeyFile(path: key)
            guard keys.keys[0].verifier.kind == kind else { throw .key(path: key, line: 1) }
            var second: SM2Key?
            if let sm2 { second = try SM2Key(path: sm2, name: keys.name) }
            return HeadKeeper(
                keys: keys, sm2: second, store: try HeadStore(state, isNew: isNew), now: { Int(Date().timeIntervalSince1970) },
                failpoint: KillPoint.signing)
        } catch { throw CommandFault(error) }
    }

    static func logger(_ label: String) -> Logger {
        Logger(label: label) { _ in JSONLogHandler() }
    }
}
