import Foundation
import TestLog
import Testing
import TransparencyLog

/// `lianshen audit receipt`: what somebody can prove who has nothing but a receipt.
@Suite(.timeLimit(.minutes(2))) struct ReceiptTests {
    private func receipt(of log: SampleLog, _ index: Int, extra: [UInt8]?) throws -> LogReceipt {
        var tiles: [TileAddress: [UInt8]] = [:]
        var edge = TileEdge()
        edge.append(log.entries.indices.map(log.leaf)) { tiles[$0.address] = $0.bytes }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        let size = log.entries.count
        let proof = try InclusionProof(of: index, size: size) { tiles[$0] ?? [] }
        return LogReceipt(extra: extra, index: index, hashes: proof.hashes, checkpoint: try log.checkpoint(size))
    }

    @Test func aReceiptProvesItsEntryWithoutTheLog() async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("receipt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        func put(_ name: String, _ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: base.appendingPathComponent(name))
            return base.appendingPathComponent(name).path
        }
        let log = try SampleLog(90)
        let policy = try put("policy", Array(log.policy.utf8))
        let whole = try put("whole.tlog-proof", Array(try receipt(of: log, 33, extra: log.bytes(33)).text.utf8))
        let bare = try put("bare.tlog-proof", Array(try receipt(of: log, 33, extra: nil).text.utf8))
        let (entry, other) = (try put("entry", log.bytes(33)), try put("other", log.bytes(34)))
        let heads = base.appendingPathComponent("heads").path

        let held = try await Program.run(["audit", "receipt", whole, "--policy", policy, "--heads", heads, "--json"])
        #expect(held.status == 0, "\(held.errors)")
        #expect(held.output.contains(#""index":33"#) && held.output.contains(#""size":90"#) && held.output.contains(#""valid":true"#))
        // The head that came with it is one more that nobody can take back.
        let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: heads).first)
        #expect(try SignedNote(Data(contentsOf: URL(fileURLWithPath: heads + "/" + kept))) == log.checkpoint(90))
        #expect(try await Program.run(["audit", "receipt", bare, "--entry", entry, "--policy", policy]).status == 0)
        #expect(try await Program.run(["audit", "receipt", bare, "--policy", policy]).status == 2)

        // A head of the same size that somebody showed in its place is no second one to keep, but proof of two histories.
        var rival = log
        rival.entries[3].result = "failed"
        rival.chain()
        let forged = try put("forged.tlog-proof", Array(try receipt(of: rival, 33, extra: rival.bytes(33)).text.utf8))
        #expect(try await Program.run(["audit", "receipt", forged, "--policy", policy]).status == 0, "who holds no other cannot know")
        let shown = try await Program.run(["audit", "receipt", forged, "--policy", policy, "--heads", heads, "--json"])
        #expect(shown.status == 1 && shown.output.contains("heads.contradict"), "\(shown.output) \(shown.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: heads).filter { $0.hasSuffix(".evidence") }.count == 1)

        let swapped = try await Program.run(["audit", "receipt", whole, "--entry", other, "--policy", policy])
        #expect(swapped.status == 1 && swapped.output.contains("receipt.not_logged"))
        let stranger = try SampleLog(1)
        let unknown = try await Program.run(["audit", "receipt", whole, "--vkey", stranger.log.verifier.description])
        #expect(unknown.status == 1 && unknown.output.contains("checkpoint.unsigned"))
        let damaged = try await Program.run(["audit", "receipt", entry, "--policy", policy])
        #expect(damaged.status == 1 && damaged.output.contains("receipt.malformed"))
        #expect(try await Program.run(["audit", "receipt", base.path, "--policy", policy]).status == 2)
    }
}
