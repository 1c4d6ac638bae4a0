import AsyncHTTPClient
import Cosigning
import Foundation
import Locks
import LogKeeping
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Store
import TestDatabase
import TestStore
import TransparencyLog
import Work

/// Witnesses of one log, each behind a port of its own: real ones, dead ones, and strangers who answer what they like.
final class WitnessStand: Sendable {
    /// Somebody at a witness's address.
    final class Party: Sendable {
        let name: String
        let keys: KeyFile
        let port: Int
        let path: String

        init(_ name: String, at path: String) throws {
            (self.name, self.path) = (name, path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            keys = try KeyFile.create(at: path + "/key", name: "witness.example/" + name, kind: .cosignature)
            port = try FreePort.next()
        }

        var key: VerifierKey { keys.keys[0].verifier }
        var line: String { "witness \(name) \(key) http://127.0.0.1:\(port)\n" }
    }

    let log: LogBench
    let parties: [Party]

    init(_ log: LogBench, _ names: [String]) throws {
        self.log = log
        parties = try names.map { try Party($0, at: "\(log.path)/witness-\($0)") }
    }

    /// A policy by which `enough` of the parties must have signed.
    func policy(_ enough: Int) throws -> LogPolicy {
        let names = parties.map(\.name).joined(separator: " ")
        return try LogPolicy(
            ("log \(log.keys.keys[0].verifier)\n" + parties.map(\.line).joined() + "group G \(enough) \(names)\nquorum G\n").utf8)
    }

    /// The witnesses as the sequencer asks them, in less time than a real one would take.
    func witnesses(_ enough: Int, patience: Duration = .seconds(20), alarm: Duration = .seconds(600), _ words: Words = Words()) throws
        -> LogWitnesses?
    {
        LogWitnesses(
            policy: try policy(enough), client: SigningClient(HTTPClient.shared, timeout: .seconds(60)),
            pace: .init(interval: .milliseconds(20), patience: patience, rest: .milliseconds(30), alarm: alarm), logger: words.logger)
    }

    func sequencer(_ ledger: LogLedger, _ signer: any HeadSigner, _ witnesses: LogWitnesses?) -> LogSequencer {
        LogSequencer(
            ledger: ledger, folder: log.folder, signer: signer, witnesses: witnesses,
            pace: .init(interval: .milliseconds(5), patience: .milliseconds(5)), logger: TestStore.quiet)
    }

    /// Runs a witness as its operator would, with its memory in the folder `state`.
    func witnessing(_ party: Party, state: String = "state", _ body: @Sendable () async throws -> Void) async throws {
        let folder = party.path + "/" + state
        let isNew = !FileManager.default.fileExists(atPath: folder)
        let keeper = HeadKeeper(keys: party.keys, store: try HeadStore(folder, isNew: isNew)) { Int(Date().timeIntervalSince1970) }
        let (ports, running) = AsyncStream.makeStream(of: Int?.self)
        let server = SigningServer(
            keeper: keeper, address: .tcp(host: "127.0.0.1", port: party.port), role: .witness([log.keys.keys[0].verifier]), logger: TestStore.quiet
        ) { running.yield($0) }
        let group = ServiceGroup(services: [server], logger: TestStore.quiet)
        let task = Task {
            defer { running.finish() }
            try await group.run()
        }
        _ = await ports.first { _ in true }
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        await group.triggerGracefulShutdown()
        try await task.value
        try result.get()
    }

    /// Answers every request at a party's address with these bytes; nothing at all when there are none.
    func answering(_ party: Party, _ answer: String?, _ body: @Sendable () async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Parrot(answer)) }
            }
            .bind(host: "127.0.0.1", port: party.port).get()
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await channel.close()
        try result.get()
    }

    /// What is published, as somebody sees it who asks for so many witnesses.
    func accepted(_ enough: Int) throws -> AcceptedHead? {
        guard let bytes = try log.folder.checkpoint() else { return nil }
        return try? policy(enough).accept(SignedNote(bytes))
    }

    func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            guard ContinuousClock.now < deadline else { throw Never(what: what) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    struct Never: Error {
        let what: String
    }

    private final class Parrot: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let answer: String?

        init(_ answer: String?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let answer else { return }
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: \(answer.utf8.count)\r\nConnection: close\r\n\r\n"
            let bytes = answer.hasPrefix("HTTP/") ? answer : head + answer
            context.writeAndFlush(NIOAny(ByteBuffer(string: bytes)), promise: nil)
            context.close(promise: nil)
        }
    }
}

/// What was told to the operator, by level.
final class Words: Sendable {
    private let lines = Locked<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Gatherer(lines: self.lines) } }

    func told(_ level: Logger.Level, _ text: String) -> Bool {
        lines.withLock { $0.contains { $0.hasPrefix("\(level) ") && $0.contains(text) } }
    }

    private struct Gatherer: LogHandler {
        let lines: Locked<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.withLock { $0.append("\(event.level) \(event.message)") }
        }
    }
}
