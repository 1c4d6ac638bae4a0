import Archive
import Foundation
import LogKeeping
import TestLog
import Testing
import TransparencyLog

/// `lianshen audit verify EXPORT`: what an export proves with no server there, and what shows when somebody changed it on its way.
@Suite(.timeLimit(.minutes(5))) struct ExportTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let code: String
            let first: Int?
        }
        let sound: Bool
        let unbroken: Int?
        let covers: LogExport.Coverage?
        let entries: Int
        let details: Int
        let findings: [Finding]
        let kept: String?
    }

    private func withExport(_ covers: LogExport.Coverage, of given: SampleLog? = nil, _ body: (URL, inout SampleExport) async throws -> Void)
        async throws
    {
        let base = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        let log = try given ?? SampleExport.log(Tampering.size)
        try log.policy.write(to: base.appending(path: "policy"), atomically: true, encoding: .utf8)
        var export = try SampleExport(covers, of: log, in: base.appending(path: "log"))
        try await body(base, &export)
    }

    private func verify(_ base: URL, _ source: String = "export.zip", _ more: [String] = []) async throws -> (Program.Outcome, Report?) {
        let outcome = try await Program.run(
            ["audit", "verify", base.appending(path: source).path, "--policy", base.appending(path: "policy").path, "--json"] + more)
        return (outcome, try? JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)))
    }

    @Test(arguments: [true, false]) func aTextThatIsGoneIsExplainedByALaterErasureAlone(_ isErased: Bool) async throws {
        var log = try SampleExport.log(Tampering.size)
        let person = UUID()
        // Somebody was refused something about a person, under the kind that the path names.
        (log.entries[SampleExport.told].objectKind, log.entries[SampleExport.told].objectID) = ("people", person)
        if isErased {
            let later = SampleExport.told + 40
            (log.entries[later].act, log.entries[later].objectKind, log.entries[later].objectID) = ("person.erase", "person", person)
        }
        log.chain()
        try await withExport(.everything, of: log) { base, export in
            try ExportDeed.textRemoved.done(to: &export)
            try export.pack(base.appending(path: "export.zip"))
            let (outcome, report) = try await verify(base)
            #expect(outcome.status == (isErased ? 0 : 1), "\(outcome.output) \(outcome.errors)")
            #expect(report?.findings.map(\.code) == (isErased ? [] : ["export.detail_altered"]))
        }
    }

    @Test(arguments: LogExport.Coverage.allCases) func aSoundExportIsProvenWithNothingButTheKeys(_ covers: LogExport.Coverage) async throws {
        try await withExport(covers) { base, export in
            try export.pack(base.appending(path: "export.zip"))
            let heads = base.appending(path: "heads").path
            let (packed, report) = try await verify(base, "export.zip", ["--heads", heads])
            #expect(packed.status == 0, "\(packed.output) \(packed.errors)")
            let proven = try #require(report)
            #expect(proven.sound && proven.covers == covers && proven.entries == export.frame.entries && proven.findings.isEmpty)
            #expect(proven.details == 1 && proven.kept != nil)
            // Unpacked, and for people.
            try export.unpack(base.appending(path: "unpacked"))
            let command = ["audit", "verify", base.appending(path: "unpacked").path, "--policy", base.appending(path: "policy").path]
            let unpacked = try await Program.run(command + ["--unpacked"])
            #expect(unpacked.status == 0 && unpacked.output.contains("✓ 完好 · sound"), "\(unpacked.output) \(unpacked.errors)")
            // A folder is a log unless its reader says otherwise; what has no log in it is none.
            let plain = try await Program.run(command)
            #expect(plain.status == (covers == .everything ? 0 : 2), "\(plain.output) \(plain.errors)")
            if covers != .everything { #expect(plain.errors.contains("--unpacked")) }
        }
    }

    /// What is newer than the last entry of it, an export of a project cannot exclude, and does not claim to.
    @Test func anExportOfAProjectSaysUpToWhichNumberItHasNoGap() async throws {
        try await withExport(.project) { base, export in
            let last = export.frame.entries
            try export.pack(base.appending(path: "export.zip"))
            #expect(try await verify(base).1?.unbroken == last)
            // The newest entries are gone from everywhere: it is an export of fewer, and says of how many.
            let part = export.frame.parts - 1
            let count = try #require(export.files[LogExport.name("rows", part: part)]).count { $0 == 0x0A }
            for file in ["rows", "entries", "proofs"] { export.files[LogExport.name(file, part: part)] = nil }
            (export.frame.parts, export.frame.entries) = (part, last - count)
            try export.say()
            try export.pack(base.appending(path: "export.zip"))
            let (outcome, report) = try await verify(base)
            #expect(outcome.status == 0 && report?.unbroken == last - count, "\(outcome.output) \(outcome.errors)")
            let text = try await Program.run(
                ["audit", "verify", base.appending(path: "export.zip").path, "--policy", base.appending(path: "policy").path])
            #expect(text.output.contains("numbers 1…\(last - count) have no gap; entries after \(last - count) are not excluded"), "\(text.output)")
        }
    }

    /// What began in the old year is recorded in the new one under the old year's commitment, and where that was used before need not be in the export.
    @Test(arguments: [LogExport.Coverage.project, .selection])
    func whoActsAcrossTheTurnOfTheYearIsOnePerson(_ covers: LogExport.Coverage) async throws {
        let newYear = 1_798_761_600_000
        for (start, commitments, isSound) in [(newYear, 2, true), (newYear, 3, false), (newYear + 40 * 86_400_000, 2, false)] {
            try await withExport(covers) { base, export in
                var log = export.log
                for place in log.entries.indices {
                    let at = start + place * 100
                    (log.entries[place].at, log.entries[place].effective) = (at, at)
                    log.entries[place].log = LeafEntry.log(origin: SampleLog.origin, at: at)
                    // One person's, who is in either export: before 20 what began in the old year.
                    guard place % 5 == 2 else { continue }
                    log.entries[place].actor = TreeHash.leaf([UInt8(min(commitments - 1, place < 20 ? 0 : place < 50 ? 1 : 2))])
                }
                log.chain()
                export = try SampleExport(covers, of: log, in: base.appending(path: "turn"))
                try export.pack(base.appending(path: "export.zip"))
                let (outcome, report) = try await verify(base)
                #expect(outcome.status == (isSound ? 0 : 1), "\(outcome.output) \(outcome.errors)")
                #expect(isSound || report?.findings.first?.code == "export.person_altered", "\(outcome.output)")
            }
        }
    }

    /// Two heads of one size need no entry to be two histories.
    @Test(arguments: LogExport.Coverage.allCases) func anExportUnderAHeadThatContradictsAKeptOneIsNamed(_ covers: LogExport.Coverage) async throws {
        try await withExport(covers) { base, export in
            let heads = base.appending(path: "heads")
            var other = export.log
            other.entries[Tampering.place].result = "failed"
            other.chain()
            try FileManager.default.createDirectory(at: heads, withIntermediateDirectories: true)
            try Data(try other.checkpoint(Tampering.size).bytes).write(to: heads.appending(path: "700.checkpoint"))
            try export.pack(base.appending(path: "export.zip"))
            let (outcome, report) = try await verify(base, "export.zip", ["--heads", heads.path])
            #expect(outcome.status == 1 && report?.findings.contains { $0.code == "heads.contradict" } == true, "\(outcome.output) \(outcome.errors)")
            #expect(report?.kept?.hasSuffix(".evidence") == true)
        }
    }

    @Test func whatAnExportSaysOfItselfDoesNotActOnATerminal() async throws {
        try await withExport(.selection) { base, export in
            export.frame.conditions = "act=x\u{1B}[2J\u{9B}31m\u{202E}\r\n✓ 完好 · sound"
            export.change("rows") { $0.remove(at: 3) }
            try export.say()
            try export.pack(base.appending(path: "export.zip"))
            let text = try await Program.run(
                ["audit", "verify", base.appending(path: "export.zip").path, "--policy", base.appending(path: "policy").path])
            #expect(text.status == 1 && text.output.contains(#"act=x\u{1B}[2J\u{9B}31m\u{202E}\u{D}\u{A}✓"#), "\(text.output)")
            #expect(!text.output.unicodeScalars.contains { $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.isBidiControl) })
            #expect(!text.output.contains("\n✓ 完好 · sound"))
        }
    }

    @Test(arguments: ExportDeed.allCases) func whatSomebodyChangedInAnExportIsNamed(_ deed: ExportDeed) async throws {
        try await withExport(.project) { base, export in
            try deed.done(to: &export)
            try export.pack(base.appending(path: "export.zip"))
            let (outcome, report) = try await verify(base)
            #expect(outcome.status == 1, "\(outcome.output) \(outcome.errors)")
            #expect(report?.findings.contains { $0.code == deed.finding } == true, "\(outcome.output)")
        }
    }

    @Test func aTamperedLogInsideAnExportIsNamedAsTheLogItselfWouldBe() async throws {
        try await withExport(.everything) { base, export in
            var tampered = export
            tampered.files["tile/entries/000"]?[100] ^= 1
            try tampered.pack(base.appending(path: "export.zip"))
            let (edited, report) = try await verify(base)
            #expect(edited.status == 1 && report?.findings.first?.code == "entry.altered", "\(edited.output)")

            // The log is whole, a row of it is not shown.
            export.change("rows", part: 2) { $0.remove(at: 5) }
            try export.pack(base.appending(path: "export.zip"))
            let (hidden, second) = try await verify(base)
            #expect(
                hidden.status == 1 && second?.findings.contains { $0.code == "export.row_missing" && $0.first == 205 } == true, "\(hidden.output)")
        }
    }

    @Test func whatIsNoExportOrIsMadeToHarmEndsWithTwoOrOneAndSaysWhy() async throws {
        try await withExport(.selection) { base, export in
            try Data("no archive".utf8).write(to: base.appending(path: "export.zip"))
            let (none, _) = try await verify(base)
            #expect(none.status == 2 && none.errors.contains("export.zip"))

            // A bomb is refused by what its directory says, before anything of it is unpacked.
            var bomb = export
            bomb.files[LogExport.name("rows", part: 0)] = [UInt8](repeating: 0x20, count: 65 << 20)
            try bomb.pack(base.appending(path: "export.zip"))
            let (refused, _) = try await verify(base)
            #expect(refused.status == 2, "\(refused.output) \(refused.errors)")

            // More lines than a part has, and one line of megabytes.
            var long = export
            long.change("proofs") { lines in lines = Array(repeating: lines[0], count: 501) }
            try long.pack(base.appending(path: "export.zip"))
            let (lines, report) = try await verify(base)
            #expect(lines.status == 1 && report?.findings.first?.code == "export.malformed", "\(lines.output)")
            var wide = export
            wide.change("rows") { $0[0] = "{\"entry\":\"" + String(repeating: "x", count: 900_000) + "\"}" }
            try wide.pack(base.appending(path: "export.zip"))
            let (line, second) = try await verify(base)
            #expect(line.status == 1 && second?.findings.first?.code == "export.malformed", "\(line.output)")
        }
    }
}
