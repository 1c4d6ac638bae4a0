import Cosigning
import Foundation
import Glibc
import Locks
import Logging
import NIOCore
import SafeFiles
import ServiceLifecycle
import TransparencyLog

/// The signer as a process of its own, for a service whose operator runs none: started again when it ends, ended with this one.
struct SignerChild: Service {
    /// Where it listens.
    let socket: String
    private let key: String
    private let state: String
    private let hasLog: @Sendable () throws -> Bool
    private let logger: Logger

    /// A signer whose key and state lie in `folder`; the key is made when there is none.
    /// - Throws: `SettingsFault` when there is a log and its signer's key or memory is gone: a new one would sign a second history.
    init(folder: String, origin: String, logger: Logger, hasLog: @escaping @Sendable () throws -> Bool) throws {
        (key, state, self.logger, self.hasLog) = (folder + "/key", folder + "/state", logger, hasLog)
        // Names of sockets are short; that of the folder may not be.
        socket = (folder + "/socket").utf8.count < 100 ? folder + "/socket" : NSTemporaryDirectory() + "lianshen-signer-\(getpid())"
        try OpenHouse.makeFolder(folder)
        chmod(folder, 0o700)
        let hasKey = FileManager.default.fileExists(atPath: key)
        guard try hasKey && !HeadStore.isEmpty(state) || !hasLog() else {
            throw SettingsFault(
                zh: "日志已存在,但签名进程的密钥或状态(\(folder))不见了;请放回保管的那一份。确已丢失时,见 README 的“恢复日志”",
                en:
                    "There is a log, but its signer's key or memory (\(folder)) is gone; bring back what you keep. If it is lost, see 'The log after a restore'."
            )
        }
        guard !hasKey else { return }
        // Another process over the same folder may have been faster; the key is one.
        do { _ = try KeyFile.create(at: key, name: origin, kind: .ed25519) } catch FileFault.exists {}
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Another process over the same folder may keep one: that serves both.
                if !isServed { await once() }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Whether somebody listens on the socket.
    private var isServed: Bool {
        guard let address = try? SocketAddress(unixDomainSocketPath: socket) else { return false }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        return address.withSockAddr { connect(descriptor, $0, socklen_t($1)) } == 0
    }

    private func once() async {
        // Looked at each time: the one before may have been killed before it had kept its first head, or another process may have begun.
        let begins = HeadStore.isEmpty(state) && (try? hasLog()) == false
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return }
        let (process, input, child) = (Process(), Pipe(), Locked<Int32>(0))
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["signer", "--key", key, "--state", state, "--socket", socket, "--until-input-ends"] + (begins ? ["--new"] : [])
        // Ends with this process, however that ends.
        process.standardInput = input
        await withTaskCancellationHandler {
            await withCheckedContinuation { done in
                process.terminationHandler = { _ in done.resume() }
                do {
                    try process.run()
                    child.withLock { $0 = process.processIdentifier }
                    if Task.isCancelled { process.terminate() }
                } catch {
                    logger.error("The signer was not started", metadata: ["error": "\(error)"])
                    done.resume()
                }
            }
        } onCancel: {
            let pid = child.withLock { $0 }
            if pid > 0 { kill(pid, SIGTERM) }
        }
    }
}
