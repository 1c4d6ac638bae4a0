import Draws
import Foundation
import JointReview
import LogKeeping
import TestLog
import Testing
import TransparencyLog

/// `lianshen draw verify --log`: that the commitment to a draw stood in the log before anything was drawn.
@Suite(.timeLimit(.minutes(5))) struct LoggedDrawTests {
    private static let seed = [UInt8](0..<32)
    private static let candidates = Draw.ordered((1...9).map { "320800-建筑-\($0)" })
    private static let draw = UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16))
    private static let joint = UUID(uuid: (2, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16))

    /// A log in which the draw is committed to at one place and made at another.
    private func log(committed: Int?, made: Int?, commitment: String) throws -> SampleLog {
        var log = try SampleLog(300)
        for (place, act) in [(committed, "draw.commit"), (made, "draw.make")] {
            guard let place else { continue }
            (log.entries[place].act, log.entries[place].objectKind, log.entries[place].objectID) = (act, "draw", Self.draw)
            log.entries[place].caseID = Self.joint
            log.entries[place].sha256 = TreeHash(stride(from: 0, to: 64, by: 2).compactMap { UInt8(commitment.dropFirst($0).prefix(2), radix: 16) })
        }
        log.chain()
        return log
    }

    private func record(_ committed: Int, _ made: Int) -> DrawRecord {
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        return DrawRecord(
            draw: Self.draw, case: Self.joint, purpose: "专家论证", candidates: Self.candidates, count: 3, seed: Self.seed,
            committed: .init(at: start, entry: Int64(committed)), result: Draw.pick(3, of: Self.candidates, seed: Self.seed),
            drawn: .init(at: start.addingTimeInterval(60), entry: Int64(made)))
    }

    /// How the command ends for a log, and what it names.
    private func verify(
        _ log: SampleLog, _ record: DrawRecord, editing: Bool = false, covers: LogExport.Coverage = .everything
    ) async throws -> [String] {
        let base = FileManager.default.temporaryDirectory.appending(path: "draw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        try CanonicalJSON.encode(record).write(to: base.appending(path: "draw.json"))
        try log.policy.write(to: base.appending(path: "policy"), atomically: true, encoding: .utf8)
        var export = try SampleExport(covers, of: log, in: base.appending(path: "log"))
        if editing {
            export.files["tile/entries/000"]?[100] ^= 1
            try Data(export.files["tile/entries/000"] ?? []).write(to: base.appending(path: "log/tile/entries/000"))
        }
        try export.pack(base.appending(path: "export.zip"))
        var ends: [String] = []
        for source in ["log", "export.zip"] {
            let outcome = try await Program.run([
                "draw", "verify", base.appending(path: "draw.json").path, "--log", base.appending(path: source).path, "--policy",
                base.appending(path: "policy").path, "--json",
            ])
            let code = outcome.output.firstMatch(of: /"code":"([^"]+)"/).map { String($0.output.1) }
            ends.append("\(outcome.status) \(code ?? "sound")")
            if outcome.status == 2, covers != .selection { Issue.record("\(outcome.errors)") }
        }
        return ends
    }

    @Test func aDrawHoldsWhenItsCommitmentStoodInTheLogBefore() async throws {
        // Entries 3 and 9 of the log are the 2nd and the 4th of their project.
        let plain = try log(committed: nil, made: nil, commitment: "")
        let numbers = [3, 9].map { plain.entries[$0].sequence ?? 0 }
        let record = record(numbers[0], numbers[1])
        func both(_ end: String) -> [String] { [end, end] }
        #expect(try await verify(log(committed: 3, made: 9, commitment: record.commitment), record) == both("0 sound"))
        #expect(try await verify(log(committed: 3, made: nil, commitment: record.commitment), record) == both("1 draw.not_logged"))
        #expect(try await verify(log(committed: nil, made: 9, commitment: record.commitment), record) == both("1 draw.not_logged"))
        let other = String(repeating: "ab", count: 32)
        #expect(try await verify(log(committed: 3, made: 9, commitment: other), record) == both("1 draw.log_differs"))
        // Drawn first, committed to afterwards.
        #expect(try await verify(log(committed: 9, made: 3, commitment: record.commitment), record) == both("1 draw.log_differs"))
        #expect(try await verify(log(committed: 3, made: 9, commitment: record.commitment), record, editing: true) == both("1 draw.log_unsound"))
    }

    /// A second commitment is a choice between two seeds: an export that may leave it out shows nothing.
    @Test func aSelectionOfTheLogShowsNoDraw() async throws {
        let plain = try log(committed: nil, made: nil, commitment: "")
        let record = record(plain.entries[12].sequence ?? 0, plain.entries[42].sequence ?? 0)
        let once = try log(committed: 12, made: 42, commitment: record.commitment)
        #expect(try await verify(once, record, covers: .project) == ["0 sound", "0 sound"])
        #expect(try await verify(once, record, covers: .selection) == ["0 sound", "2 sound"])
        var twice = once
        (twice.entries[21].act, twice.entries[21].objectKind, twice.entries[21].objectID) = ("draw.commit", "draw", Self.draw)
        twice.entries[21].caseID = Self.joint
        twice.chain()
        #expect(try await verify(twice, record, covers: .project) == ["1 draw.log_differs", "1 draw.log_differs"])
        // The selection has the first commitment and the draw, and not the second.
        #expect(try await verify(twice, record, covers: .selection) == ["1 draw.log_differs", "2 sound"])
    }

    @Test func whatADrawSaysDoesNotActOnATerminal() async throws {
        try await withFolder { folder in
            var record = record(2, 4)
            record.format = "x\u{1B}[2J\u{9B}1m\u{202E}\n属实 holds  ✓"
            try CanonicalJSON.encode(record).write(to: URL(filePath: folder + "/draw.json"))
            let outcome = try await Program.run(["draw", "verify", folder + "/draw.json"])
            #expect(outcome.status == 1 && outcome.output.contains(#"x\u{1B}[2J\u{9B}1m\u{202E}"#), "\(outcome.output)")
            #expect(
                !outcome.output.unicodeScalars.contains { $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.isBidiControl) })
            // Its further line is none of ours.
            #expect(!outcome.output.split(separator: "\n").contains { $0.hasPrefix("属实 holds  ✓") }, "\(outcome.output)")
        }
    }

    @Test func withoutKeysALogIsNobodysWord() async throws {
        let outcome = try await Program.run(["draw", "verify", "draw.json", "--log", "log"])
        #expect(outcome.status == 2)
    }
}
