import Foundation
import HTTPTypes
import Hummingbird
import JointReview
import Locks
public import Logging
import NIOCore
public import ServiceLifecycle
public import TransparencyLog

/// The HTTP side of a signer or witness: bodies are those of C2SP tlog-witness.
public struct SigningServer: Service {
    /// Where it listens.
    public enum Address: Hashable, Sendable {
        /// A socket of the file system, for the log's own signer: who may open it may ask.
        case socket(String)
        /// A port, for a witness.
        case tcp(host: String, port: Int)
    }

    /// What it answers.
    public enum Role: Sendable {
        /// `POST /sign`: heads of its own log.
        case signer
        /// `POST /add-checkpoint`: checkpoints of logs with these keys.
        case witness([VerifierKey])
    }

    /// Bytes of the longest body: 63 hashes and a checkpoint with many signatures.
    private static let longestBody = 64 << 10

    private let keeper: HeadKeeper
    private let address: Address
    private let role: Role
    private let logger: Logger
    private let onRunning: @Sendable (Int?) async -> Void

    /// - Parameter onRunning: called once with the port that is listened on; nil on a socket of the file system.
    public init(
        keeper: HeadKeeper, address: Address, role: Role, logger: Logger, onRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }
    ) {
        (self.keeper, self.address, self.role, self.logger, self.onRunning) = (keeper, address, role, logger, onRunning)
    }

    /// Serves until shut down.
    public func run() async throws {
        let bind: BindAddress
        switch address {
        case .socket(let path):
            // The lock on the state says that no other signer lives, so a socket that is there is one of the dead.
            unlink(path)
            bind = .unixDomainSocket(path: path)
        case .tcp(let host, let port): bind = .hostname(host, port: port)
        }
        let application = Application(
            router: router(), configuration: ApplicationConfiguration(address: bind),
            onServerRunning: { channel in
                if case .socket(let path) = address { chmod(path, 0o660) }
                await onRunning(channel.localAddress?.port)
            },
            logger: logger)
        try await application.run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        switch role {
        case .signer:
            router.post("sign") { request, _ in
                try await answer(request) { try keeper.sign(HeadContinuation($0)) }
            }
        case .witness(let keys):
            router.post("add-checkpoint") { request, _ in
                try await answer(request) { bytes in
                    let asked = try WitnessRequest(bytes)
                    return try keeper.cosign(asked, log: keys.filter { asked.head.belongs(to: $0.name) })
                }
            }
        }
        router.get(":log/checkpoint") { _, context in
            let name = try context.parameters.require("log")
            guard name.utf8.count == 64, name.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }) else { return text(.notFound, "") }
            let note = try await OffPool.run { try keeper.latest(name) }
            return note.map { text(.ok, $0.text) } ?? text(.notFound, "")
        }
        return router
    }

    private func answer(_ request: Request, _ decide: @escaping @Sendable ([UInt8]) throws -> SigningAnswer) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.longestBody)
        let bytes = Array(body.readableBytesView)
        do {
            // It waits for the disk.
            switch try await OffPool.run({ try decide(bytes) }) {
            case .signed(let signatures): return text(.ok, signatures.map(\.line).joined())
            case .refused(.otherSize(let size)): return text(.conflict, "\(size)\n", type: "text/x.tlog.size")
            case .refused(let decision):
                logger.warning("Refused", metadata: ["decision": "\(decision)"])
                return text(.init(code: decision.status), decision.sentence)
            }
        } catch let fault as ContinuationFault {
            return text(.badRequest, "请求格式有误 · The request is malformed: \(fault)\n")
        } catch {
            // Without its memory made durable it gives nothing out.
            let explanation = (error as? any Explained)?.explanation
            logger.error("Not signed", metadata: ["cause": "\(explanation.map { "\($0.message.en) \($0.remedy.en)" } ?? "\(error)")"])
            return text(.serviceUnavailable, "现在不能签署 · Cannot sign now\n")
        }
    }

    private func text(_ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

extension WitnessDecision {
    /// What a refusal says to people.
    var sentence: String {
        switch self {
        case .cosign: ""
        case .unknownLog: "不认识此日志 · Not a log that is watched here\n"
        case .notSigned: "没有该日志密钥的签名 · No key of the log has signed this\n"
        case .shrinks: "旧大小大于新大小 · The old size is above the new one\n"
        case .otherSize(let size): "\(size)\n"
        case .inconsistent: "不是所签过日志头的延续 · It does not continue the head that was signed last\n"
        }
    }
}
