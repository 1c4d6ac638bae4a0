import AsyncHTTPClient
import Cosigning
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import TestLog
import Testing
import TransparencyLog

/// The bodies and statuses of C2SP tlog-witness, over a port and over a socket.
@Suite(.timeLimit(.minutes(2))) struct SigningServerTests {
    private struct Answer {
        let status: UInt
        let type: String?
        let body: String
    }

    /// Runs a server as long as `body` runs; `post` and `get` ask it.
    private func withServer(
        _ log: SampleLog, isWitness: Bool,
        _ body: (_ key: VerifierKey, _ ask: @escaping @Sendable (_ path: String, _ body: String?) async throws -> Answer) async throws -> Void
    ) async throws {
        // Names of sockets are short.
        let folder = "/tmp/ls-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try KeyFile.create(
            at: folder + "/key", name: isWitness ? "witness.example/1" : SampleLog.origin, kind: isWitness ? .cosignature : .ed25519)
        let keeper = HeadKeeper(keys: keys, store: try HeadStore(folder + "/state", isNew: true), now: { 1_790_000_000 })
        if !isWitness { try keeper.begin() }
        let (ports, running) = AsyncStream.makeStream(of: Int?.self)
        let server = SigningServer(
            keeper: keeper, address: isWitness ? .tcp(host: "127.0.0.1", port: 0) : .socket(folder + "/socket"),
            role: isWitness ? .witness([log.log.verifier]) : .signer, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { running.yield($0) }
        let group = ServiceGroup(services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let task = Task { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        let port = await iterator.next() ?? nil
        let base = port.map { "http://127.0.0.1:\($0)" } ?? "http+unix://" + (folder + "/socket").replacing("/", with: "%2F")
        do {
            try await body(keys.keys[0].verifier) { path, body in
                // Nothing is asked: where it listens.
                if path.isEmpty { return Answer(status: 200, type: nil, body: base) }
                var request = HTTPClientRequest(url: base + path)
                if let body {
                    request.method = .POST
                    request.body = .bytes(ByteBuffer(string: body))
                }
                let response = try await client.execute(request, timeout: .seconds(20))
                let bytes = try await response.body.collect(upTo: 1 << 20)
                return Answer(status: response.status.code, type: response.headers.first(name: "content-type"), body: String(buffer: bytes))
            }
        } catch {
            await group.triggerGracefulShutdown()
            try? await client.shutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await task.value
        try await client.shutdown()
    }

    private func proof(_ log: SampleLog, _ old: Int, _ size: Int) throws -> [TreeHash] {
        var tiles: [TileAddress: [UInt8]] = [:]
        var edge = TileEdge()
        edge.append((0..<size).map(log.leaf)) { tiles[$0.address] = $0.bytes }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        return try ConsistencyProof(from: old, size: size) { tiles[$0] ?? [] }.hashes
    }

    @Test func aWitnessAnswersWithTheStatusesOfItsFormat() async throws {
        let log = try SampleLog(40)
        func text(_ old: Int, _ size: Int, _ log: SampleLog) throws -> String {
            try WitnessRequest(old: old, hashes: old > size ? [] : proof(log, old, size), checkpoint: log.checkpoint(size, witnessed: false)).text
        }
        try await withServer(log, isWitness: true) { key, ask in
            let path = "/add-checkpoint"
            let first = try await ask(path, text(0, 10, log))
            #expect(first.status == 200)
            var note = try log.checkpoint(10, witnessed: false)
            note.add(try NoteSignature.lines(Array(first.body.utf8)))
            let policy = try LogPolicy("log \(log.log.verifier)\nwitness w \(key)\nquorum w\n".utf8)
            #expect(try policy.accept(note).witnessed == 1_790_000_000)

            let stale = try await ask(path, text(0, 20, log))
            #expect((stale.status, stale.type, stale.body) == (409, "text/x.tlog.size", "10\n"))
            #expect(try await ask(path, text(10, 5, log)).status == 400)
            #expect(try await ask(path, "old ten\n").status == 400)
            #expect(try await ask(path, String(repeating: "x", count: 70_000)).status == 413)
            var fork = log
            fork.entries[2].result = "failed"
            fork.chain()
            #expect(try await ask(path, text(10, 20, fork)).status == 422)
            #expect(try await ask(path, text(10, 10, fork)).status == 422)
            // The same text by another key, and another log.
            let stranger = try SignerKey(generating: SampleLog.origin, kind: .ed25519)
            let body = log.head(20).body
            let other = try WitnessRequest(
                old: 10, hashes: proof(log, 10, 20), checkpoint: SignedNote(body: body, signatures: [stranger.sign(body, time: 0)]))
            #expect(try await ask(path, other.text).status == 403)
            let unknown = SignedNote(body: "elsewhere\n20\n\(TreeHash.empty.base64)\n", signatures: [try stranger.sign("x\n", time: 0)])
            #expect(try await ask(path, WitnessRequest(old: 0, hashes: [], checkpoint: unknown).text).status == 404)

            #expect(try await ask(path, text(10, 20, log)).status == 200)
            let kept = try await ask("/\(HeadStore.name(of: SampleLog.origin))/checkpoint", nil)
            #expect(kept.status == 200)
            #expect(try policy.accept(SignedNote(kept.body.utf8)).head == log.head(20))
            #expect(try await ask("/\(HeadStore.name(of: "elsewhere"))/checkpoint", nil).status == 404)
            #expect(try await ask("/..%2fkey/checkpoint", nil).status == 404)
            #expect(try await ask("/sign", text(10, 20, log)).status == 404)
        }
    }

    /// Our own asking side: it asks again from where the witness stands, takes no line for granted, and says when the witness is ahead of us.
    @Test func askingFindsWhereTheWitnessStands() async throws {
        let log = try SampleLog(40)
        try await withServer(log, isWitness: true) { key, ask in
            let base = try await ask("", nil).body
            let client = SigningClient(HTTPClient.shared, timeout: .seconds(20))
            let policy = try LogPolicy("log \(log.log.verifier)\nwitness w \(key) \(base)\nquorum w\n".utf8)
            let witness = try #require(policy.witnesses.first)
            func cosign(_ size: Int, from old: Int) async throws -> [NoteSignature] {
                try await client.cosign(log.checkpoint(size, witnessed: false), by: witness, from: old) { try proof(log, $0, size) }
            }
            #expect(try await cosign(10, from: 0).count == 1)
            #expect(try await cosign(30, from: 0).count == 1)
            #expect(try await cosign(30, from: 30).count == 1)
            await #expect(throws: SigningFault.otherSize(30)) { try await cosign(20, from: 10) }
            let other = try SignerKey(generating: "witness.example/1", kind: .cosignature)
            let mistaken = try LogPolicy("witness w \(other.verifier) \(base)\nquorum w\n".utf8)
            await #expect(throws: SigningFault.notSigned) {
                try await client.cosign(log.checkpoint(30, witnessed: false), by: #require(mistaken.witnesses.first), from: 30) { _ in [] }
            }
            let nobody = try LogPolicy("witness w \(key) http://127.0.0.1:9\nquorum w\n".utf8)
            await #expect(throws: SigningFault.self) {
                try await client.cosign(log.checkpoint(30, witnessed: false), by: #require(nobody.witnesses.first), from: 30) { _ in [] }
            }
        }
    }

    @Test func aSignerSignsBareHeadsOverItsSocket() async throws {
        let log = try SampleLog(40)
        func text(_ old: Int, _ size: Int) throws -> String {
            try HeadContinuation(old: old, hashes: proof(log, old, size), head: log.head(size)).text
        }
        try await withServer(log, isWitness: false) { key, ask in
            let first = try await ask("/sign", text(0, 10))
            #expect(first.status == 200)
            let note = SignedNote(body: log.head(10).body, signatures: try NoteSignature.lines(Array(first.body.utf8)))
            #expect(try LogPolicy(logs: [key]).accept(note).head == log.head(10))
            #expect(try await ask("/sign", text(0, 20)).body == "10\n")
            #expect(try await ask("/sign", text(10, 40)).status == 200)
            #expect(try await ask("/sign", text(10, 20)).status == 409)
            #expect(try await ask("/add-checkpoint", text(10, 20)).status == 404)
            let client = SigningClient(HTTPClient.shared, timeout: .seconds(20))
            let socket = try await ask("", nil).body.replacing("http+unix://", with: "").replacing("%2F", with: "/")
            let again = try HeadContinuation(old: 40, hashes: [], head: log.head(40))
            #expect(try await client.sign(again, socket: socket).map(\.keyID) == [key.id])
            await #expect(throws: SigningFault.otherSize(40)) {
                try await client.sign(HeadContinuation(old: 10, hashes: proof(log, 10, 20), head: log.head(20)), socket: socket)
            }
        }
    }
}
