import Crypto
import Foundation
import Locks
import Subprocess
import SystemPackage
import TestLog
import Testing
import TransparencyLog

/// `lianshen signer` and `lianshen witness` as their operators run them, killed at any moment.
@Suite(.timeLimit(.minutes(5))) struct SignerProcessTests {
    private struct Answer: Sendable {
        let status: Int
        let body: String
    }

    /// A running signer; asked by curl, which we did not write.
    private struct Running: Sendable {
        let process: Process
        let arguments: [String]

        func ask(_ path: String, _ body: String? = nil) async throws -> Answer? {
            let post = body == nil ? [] : ["--data-binary", "@-"]
            let asked = try await Subprocess.run(
                .path("/usr/bin/curl"),
                arguments: Arguments(
                    ["-s", "--max-time", "20", "-w", "\n%{http_code}"] + post + arguments.map { $0 + path }.suffix(1) + arguments.dropLast()),
                environment: Program.environment([:]), input: .string(body ?? ""), output: .string(limit: 1 << 20), error: .discarded)
            let text = asked.standardOutput
            guard let end = text.lastIndex(of: "\n"), let status = Int(text[text.index(after: end)...]), status != 0 else { return nil }
            return Answer(status: status, body: String(text[..<end]))
        }
    }

    private func start(_ arguments: [String], _ curl: [String]) async throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(Program.sanitizer) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let running = Running(process: process, arguments: curl)
        let deadline = ContinuousClock.now + .seconds(60)
        while try await running.ask("/") == nil {
            guard ContinuousClock.now < deadline, process.isRunning else { throw Failure("it did not start") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return running
    }

    private func tiles(_ log: SampleLog, _ size: Int) -> [TileAddress: [UInt8]] {
        var tiles: [TileAddress: [UInt8]] = [:]
        var edge = TileEdge()
        edge.append((0..<size).map(log.leaf)) { tiles[$0.address] = $0.bytes }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        return tiles
    }

    private func proof(_ log: SampleLog, _ old: Int, _ size: Int) throws -> [TreeHash] {
        let tiles = tiles(log, size)
        return try ConsistencyProof(from: old, size: size) { tiles[$0] ?? [] }.hashes
    }

    @Test func aSignerThatIsKilledAtAnyMomentNeverSignsTwoHistories() async throws {
        let folder = "/tmp/ls-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try await Program.run(["log", "keygen", "--name", SampleLog.origin, "-o", folder + "/key"])
        let key = try VerifierKey(made.output.trimmingCharacters(in: .whitespacesAndNewlines))
        let arguments = ["signer", "--key", folder + "/key", "--state", folder + "/state", "--socket", folder + "/socket"]
        let curl = ["--unix-socket", folder + "/socket", "http://signer"]
        let log = try SampleLog(300)
        var fork = log
        fork.entries[0].result = "failed"
        fork.chain()
        let digest = SHA256.hash(data: Array(SampleLog.origin.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()

        // Without a state it does not begin by itself.
        #expect(try await Program.run(arguments).status == 2)
        var running = try await start(arguments + ["--new"], curl)
        var signed = 0
        for round in 0..<6 {
            // Requests go on until the signer dies in the middle of one.
            let victim = running.process
            let killer = Task {
                try await Task.sleep(for: .milliseconds(30 + 37 * round))
                kill(victim.processIdentifier, SIGKILL)
            }
            var old = signed
            while let answer = try await running.ask(
                "/sign", HeadContinuation(old: old, hashes: proof(log, old, old + 2), head: log.head(old + 2)).text)
            {
                if answer.status == 409 {
                    old = try #require(Int(answer.body.trimmingCharacters(in: .whitespacesAndNewlines)))
                    continue
                }
                #expect(answer.status == 200)
                let note = SignedNote(body: log.head(old + 2).body, signatures: try NoteSignature.lines(Array(answer.body.utf8)))
                #expect(try LogPolicy(logs: [key]).accept(note).head == log.head(old + 2))
                old += 2
                signed = old
                if old > 280 { break }
            }
            try await killer.value
            victim.waitUntilExit()
            running = try await start(arguments, curl)
            let kept = try #require(try await running.ask("/\(digest)/checkpoint"))
            let head = try LogPolicy(logs: [key]).accept(SignedNote(kept.body.utf8)).head
            #expect(head.size >= signed)
            #expect(head == log.head(head.size))
            let forged = try HeadContinuation(
                old: head.size, hashes: head.size == 0 ? [] : proof(fork, head.size, head.size + 2), head: fork.head(head.size + 2))
            // The empty tree is the beginning of every history.
            if head.size > 0 { #expect(try await running.ask("/sign", forged.text)?.status == 422) }
            signed = head.size
        }
        #expect(signed > 0)
        // A second one on the same state does not start.
        #expect(try await Program.run(arguments.map { $0 == folder + "/socket" ? folder + "/other" : $0 }).status == 2)
        running.process.terminate()
        running.process.waitUntilExit()
        #expect(running.process.terminationStatus == 0)
    }

    /// `lianshen witness`, asked by curl: its signature makes the log acceptable to who asks for that witness, also after it was killed.
    @Test func aWitnessIsOneForOthersToo() async throws {
        let folder = "/tmp/ls-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try await Program.run(["log", "keygen", "--name", "archive.example/witness", "--witness", "-o", folder + "/key"])
        let witness = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let log = try SampleLog(60)
        let port = Int.random(in: 20_000...30_000)
        let arguments = [
            "witness", "--key", folder + "/key", "--state", folder + "/state", "--log", log.log.verifier.description, "--port", String(port),
        ]
        var running = try await start(arguments + ["--new"], ["http://127.0.0.1:\(port)"])
        func text(_ old: Int, _ size: Int) throws -> String {
            try WitnessRequest(old: old, hashes: proof(log, old, size), checkpoint: log.checkpoint(size, witnessed: false)).text
        }
        #expect(try await running.ask("/add-checkpoint", text(0, 20))?.status == 200)
        kill(running.process.processIdentifier, SIGKILL)
        running.process.waitUntilExit()
        running = try await start(arguments, ["http://127.0.0.1:\(port)"])
        let stale = try #require(try await running.ask("/add-checkpoint", text(0, 40)))
        #expect((stale.status, stale.body) == (409, "20\n"))
        let answer = try #require(try await running.ask("/add-checkpoint", text(20, 60)))
        #expect(answer.status == 200)
        running.process.terminate()
        running.process.waitUntilExit()

        var checkpoint = try log.checkpoint(60, witnessed: false)
        checkpoint.add(try NoteSignature.lines(Array(answer.body.utf8)))
        try log.write(to: URL(fileURLWithPath: folder + "/log"), checkpoint: checkpoint)
        try "log \(log.log.verifier)\nwitness w \(witness)\nquorum w\n".write(toFile: folder + "/policy", atomically: true, encoding: .utf8)
        // The witness's clock is of today, the sample's entries are not: they are older than any head, which is allowed.
        let verified = try await Program.run(["audit", "verify", folder + "/log", "--policy", folder + "/policy"])
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
    }
}
