import Foundation
import TestLog
import Testing
import TransparencyLog

/// Our log as others see it: tools that we did not write accept it, and refuse what was tampered with as far as each of them looks.
@Suite(.timeLimit(.minutes(5))) struct ForeignVerifierTests {
    /// A log after `tampering`, or a sound one, in a folder; and the heads that were kept of the sound one, as `SIZE=ROOT`.
    private func withLog(_ tampering: Tampering?, _ body: (_ log: SampleLog, _ folder: String, _ kept: [String]) async throws -> Void) async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("foreign-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: base) }
        let (folder, heads) = (base.appendingPathComponent("log"), base.appendingPathComponent("heads"))
        let log = try SampleLog(Tampering.size)
        if let tampering {
            try tampering.write(log, to: folder, heads: heads)
        } else {
            // A line of a private kind stands among the others: who does not know it passes over it.
            var checkpoint = try log.checkpoint(Tampering.size)
            let id = VerifierKey.identifier(name: SampleLog.origin, type: 0xFF, publicKey: Array(VerifierKey.sm2Identifier.utf8) + [4])
            checkpoint.add([NoteSignature(name: SampleLog.origin, keyID: id, bytes: [UInt8](repeating: 7, count: 71))])
            try log.write(to: folder, checkpoint: checkpoint)
            try receipt(of: log).write(to: folder.appendingPathComponent("receipt.tlog-proof"), atomically: true, encoding: .utf8)
        }
        let sizes = Tampering.keptSizes + (tampering == .tailDropped ? [500] : [])
        try await body(log, folder.path, sizes.map { "\($0)=\(log.head($0).root.base64)" })
    }

    private func receipt(of log: SampleLog) throws -> String {
        var tiles: [TileAddress: [UInt8]] = [:]
        var edge = TileEdge()
        edge.append(log.entries.indices.map(log.leaf)) { tiles[$0.address] = $0.bytes }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        let proof = try InclusionProof(of: 333, size: log.entries.count) { tiles[$0] ?? [] }
        return LogReceipt(extra: log.bytes(333), index: 333, hashes: proof.hashes, checkpoint: try log.checkpoint(log.entries.count)).text
    }

    /// What nobody can see who does not hold a newer head, or does not read times.
    private static let unseenByGo: Set<Tampering> = [.tailBeyondHeads, .appendedBackdated]
    /// It reads neither signatures nor tiles.
    private static let unseenByPymerkle = unseenByGo.union([.tile, .otherKey])

    @Test(
        .enabled(if: Foreign.hasGo, "deploy/setup/packages.sh installs golang-go and golang-golang-x-mod-dev"),
        arguments: [nil] + Tampering.allCases.map(Optional.some))
    func goJudges(_ tampering: Tampering?) async throws {
        try await withLog(tampering) { log, folder, kept in
            let outcome = try await Foreign.run(
                Foreign.goverify.value, [folder, log.log.verifier.description, log.witness.verifier.description] + kept)
            let isAccepted = tampering.map(Self.unseenByGo.contains) ?? true
            #expect(outcome.status == (isAccepted ? 0 : 1), "\(outcome.output)")
            #expect(outcome.output.hasPrefix(isAccepted ? "sound" : "refused"), "\(outcome.output)")
        }
    }

    @Test(.enabled(if: Foreign.python != nil, "deploy/setup/python.sh makes .venv-test"), arguments: [nil] + Tampering.allCases.map(Optional.some))
    func pymerkleJudges(_ tampering: Tampering?) async throws {
        try await withLog(tampering) { _, folder, kept in
            let script = Foreign.root.appendingPathComponent("Tests/ForeignVerifiers/pymerkle_verify.py").path
            let outcome = try await Foreign.run(try #require(Foreign.python), [script, folder] + kept)
            let isAccepted = tampering.map(Self.unseenByPymerkle.contains) ?? true
            #expect(outcome.status == (isAccepted ? 0 : 1), "\(outcome.output)")
            #expect(outcome.output.hasPrefix(isAccepted ? "sound" : "refused"), "\(outcome.output)")
        }
    }

    /// The guide's lines for a regulator with a shell and openssl, as they stand there, when the log's key was changed: the newest key's line comes first.
    @Test(.enabled(if: Foreign.hasOpenSSL, "deploy/setup/packages.sh installs openssl"), arguments: [false, true])
    func theShellLinesOfTheGuideJudge(_ isTampered: Bool) async throws {
        let guide = try String(contentsOf: Foreign.root.appendingPathComponent("README.md"), encoding: .utf8).split(separator: "\n")
        let first = try #require(guide.firstIndex { $0.hasPrefix("sed '/^$/,$d' COPY/checkpoint") })
        let last = try #require(guide[first...].firstIndex { $0.hasPrefix("openssl pkeyutl ") })
        let lines = guide[first...last].joined(separator: "\n")
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("guide-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: base) }
        let (log, newer) = (try SampleLog(10), try SignerKey(generating: SampleLog.origin, kind: .ed25519))
        let signed = log.head(10).body
        let body = isTampered ? TreeHead(origin: SampleLog.origin, size: 11, root: log.head(10).root).body : signed
        let signatures = [try newer.sign(signed, time: 0), try log.log.sign(signed, time: 0), try log.witness.sign(signed, time: 1_790_000_000)]
        try log.write(to: base.appendingPathComponent("COPY"), checkpoint: SignedNote(body: body, signatures: signatures))
        for key in [log.log, newer] {
            let outcome = try await Foreign.run(
                "/bin/sh", ["-c", "cd \"$0\" || exit 9\n\(lines)", base.path], ["LOG_VKEY": key.verifier.description])
            #expect((outcome.status == 0) == !isTampered, "\(outcome.output)")
        }
        // A key that signed nothing here is not served the line of another.
        let stranger = try SignerKey(generating: SampleLog.origin, kind: .ed25519)
        let outcome = try await Foreign.run(
            "/bin/sh", ["-c", "cd \"$0\" || exit 9\n\(lines)", base.path], ["LOG_VKEY": stranger.verifier.description])
        #expect(outcome.status != 0, "\(outcome.output)")
    }

    /// The signature of a checkpoint by plain openssl: 64 bytes after the four of the identifier, over the body.
    @Test(.enabled(if: Foreign.hasOpenSSL, "deploy/setup/packages.sh installs openssl"), arguments: [false, true])
    func opensslJudges(_ isTampered: Bool) async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        func put(_ name: String, _ bytes: [UInt8]) throws -> String {
            let file = base.appendingPathComponent(name)
            try Data(bytes).write(to: file)
            return file.path
        }
        let note = try SampleLog(10).checkpoint(10)
        let log = try SampleLog(10)
        let line = try log.log.sign(note.body, time: 0)
        // SubjectPublicKeyInfo of Ed25519 (RFC 8410).
        let key = try put("key.der", [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + log.log.verifier.publicKey)
        let body = try put("body", Array(note.body.utf8) + (isTampered ? [0x0A] : []))
        let signature = try put("signature", line.bytes)
        let outcome = try await Foreign.run(
            "/usr/bin/openssl", ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", body, "-sigfile", signature])
        #expect((outcome.status == 0) == !isTampered, "\(outcome.output)")

        let cosignature = try log.witness.sign(note.body, time: 1_790_000_000)
        let witness = try put(
            "witness.der", [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + log.witness.verifier.publicKey)
        let message = try put("message", Array("cosignature/v1\ntime \(isTampered ? 1_790_000_001 : 1_790_000_000)\n\(note.body)".utf8))
        let second = try put("second", Array(cosignature.bytes.dropFirst(8)))
        let other = try await Foreign.run(
            "/usr/bin/openssl", ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", witness, "-rawin", "-in", message, "-sigfile", second])
        #expect((other.status == 0) == !isTampered, "\(other.output)")
    }
}
