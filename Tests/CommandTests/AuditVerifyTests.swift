import Foundation
import TestLog
import Testing
import TransparencyLog

/// `lianshen audit verify FOLDER`: what an auditor sees who has nothing but a copy of the log and the heads that he kept.
@Suite(.timeLimit(.minutes(5))) struct AuditVerifyTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            struct Text: Decodable {
                let zh: String
                let en: String
            }
            let code: String
            let first: Int?
            let last: Int?
            let entry: String?
            let message: Text
            let remedy: Text
        }
        let sound: Bool
        let entries: Int
        let heads: Int
        let dated: Int
        let findings: [Finding]
        let unread: String?
        let kept: String?
    }

    /// A log in `log`, an auditor's heads in `heads`, his policy in `policy`.
    private func withFolder(_ body: (_ base: URL, _ log: SampleLog) async throws -> Void) async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        let log = try SampleLog(Tampering.size)
        try log.policy.write(to: base.appendingPathComponent("policy"), atomically: true, encoding: .utf8)
        try await body(base, log)
    }

    private func verify(
        _ base: URL, _ more: [String] = ["--json"], source: String? = nil, _ variables: [String: String] = [:]
    ) async throws -> Program.Outcome {
        let (log, policy, heads) = (
            base.appendingPathComponent("log").path, base.appendingPathComponent("policy").path, base.appendingPathComponent("heads").path
        )
        return try await Program.run(["audit", "verify", source ?? log, "--policy", policy, "--heads", heads] + more, variables)
    }

    @Test func aSoundLogEndsWithZeroAndItsHeadIsKept() async throws {
        try await withFolder { base, log in
            try log.write(to: base.appendingPathComponent("log"), size: 300)
            let first = try await verify(base)
            #expect(first.status == 0, "\(first.errors)")
            let report = try JSONDecoder().decode(Report.self, from: Data(first.output.utf8))
            #expect(report.sound && report.findings.isEmpty)
            #expect((report.entries, report.heads, report.dated) == (300, 0, 300))
            let kept = try #require(report.kept)
            #expect(try SignedNote(Data(contentsOf: base.appendingPathComponent("heads/\(kept)"))) == log.checkpoint(300))

            // The log grows; the head that was kept is compared, and the new one joins it.
            try log.write(to: base.appendingPathComponent("log"))
            let second = try await verify(base, [])
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.output.contains("✓ 完好 · sound"))
            #expect(second.output.contains("700 条 entries"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: base.appendingPathComponent("heads").path).count == 2)
            // Nothing new to keep.
            let third = try JSONDecoder().decode(Report.self, from: Data(try await verify(base).output.utf8))
            #expect(third.sound && third.heads == 2 && third.kept == nil)
        }
    }

    @Test(arguments: Tampering.allCases)
    func whatWasTamperedWithIsNamed(_ tampering: Tampering) async throws {
        try await withFolder { base, log in
            try tampering.write(log, to: base.appendingPathComponent("log"), heads: base.appendingPathComponent("heads"))
            let outcome = try await verify(base)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
            guard let code = tampering.finding else {
                #expect(outcome.status == 0 && report.sound)
                return
            }
            #expect(outcome.status == 1)
            #expect(!report.sound)
            let finding = try #require(report.findings.first { $0.code == code.rawValue }, "\(outcome.output)")
            #expect(![finding.message.zh, finding.message.en, finding.remedy.zh, finding.remedy.en].contains(""))
            if tampering == .edited {
                #expect((finding.first, finding.last) == (Tampering.place, Tampering.place))
                #expect(finding.entry == log.entries[Tampering.place].id.uuidString.lowercased())
            }
            // Such a head is kept as evidence, not as a head.
            if let kept = report.kept { #expect(kept.hasSuffix(".evidence")) }
            let text = try await verify(base, [])
            #expect(text.status == 1)
            #expect(text.output.contains("✗ 被篡改 · tampered with") && text.output.contains(code.rawValue))
        }
    }

    @Test func whatCannotBeVerifiedEndsWithTwo() async throws {
        try await withFolder { base, log in
            let folder = base.appendingPathComponent("log")
            #expect(try await verify(base).status == 2)
            try log.write(to: folder)
            // A policy or heads beside the log are no policy and no heads.
            try log.policy.write(to: folder.appendingPathComponent("policy"), atomically: true, encoding: .utf8)
            #expect(try await Program.run(["audit", "verify", folder.path, "--policy", folder.appendingPathComponent("policy").path]).status == 2)
            let (policy, inside) = (base.appendingPathComponent("policy").path, folder.appendingPathComponent("heads").path)
            #expect(try await Program.run(["audit", "verify", folder.path, "--policy", policy, "--heads", inside]).status == 2)
            #expect(try await Program.run(["audit", "verify", folder.path]).status == 2)
            #expect(try await Program.run(["audit", "verify", folder.path, "--vkey", "nonsense"]).status == 2)
            #expect(try await Program.run(["audit", "verify", folder.path, "--vkey", log.log.verifier.description]).status == 0)
            try "quorum none".write(toFile: policy + "2", atomically: true, encoding: .utf8)
            #expect(try await Program.run(["audit", "verify", folder.path, "--policy", policy + "2"]).status == 1)
            try "quorum W".write(toFile: policy + "2", atomically: true, encoding: .utf8)
            #expect(try await Program.run(["audit", "verify", folder.path, "--policy", policy + "2"]).status == 2)
            try FileManager.default.removeItem(at: folder.appendingPathComponent("tile/entries/001"))
            let missing = try await verify(base)
            #expect(missing.status == 2)
            #expect(missing.errors.contains("tile/entries/001"))
        }
    }

    /// A copy that was taken while the log grew: the checkpoint is older than the files, and the partial ones are gone.
    @Test func filesThatHaveGrownSinceAreAsGood() async throws {
        try await withFolder { base, log in
            let folder = base.appendingPathComponent("log")
            try log.write(to: folder)
            let older = try log.checkpoint(300)
            try Data(older.bytes).write(to: folder.appendingPathComponent("checkpoint"))
            // Of 300 entries the tree has one full tile of its first level, whose partial form stays.
            var frontier = Frontier()
            for place in 0..<256 { frontier.append(log.leaf(place)) }
            let tile = folder.appendingPathComponent("tile/1/000.p")
            try Data(frontier.root.bytes).write(to: tile.appendingPathComponent("1"))
            let outcome = try await verify(base)
            #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        }
    }

    /// Who has shown two histories must not get away with "could not be verified" by taking a file away as well.
    @Test func whatIsFoundStaysFoundWhateverElseIsWithheld() async throws {
        func require(_ code: String, _ base: URL, source: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let outcome = try await verify(base, source: source)
            #expect(outcome.status == 1, "\(outcome.output) \(outcome.errors)", sourceLocation: sourceLocation)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
            #expect(report.findings.contains { $0.code == code } && report.unread != nil, "\(outcome.output)", sourceLocation: sourceLocation)
            #expect(report.kept?.hasSuffix(".evidence") == true, sourceLocation: sourceLocation)
        }
        // An entry was edited, and a later bundle is not given out.
        try await withFolder { base, log in
            try Tampering.edited.write(log, to: base.appendingPathComponent("log"), heads: base.appendingPathComponent("heads"))
            try FileManager.default.removeItem(at: base.appendingPathComponent("log/tile/entries/001"))
            try await require("entry.altered", base)
        }
        // Entries that a kept head covers are gone, and nothing but the checkpoint is given out.
        try await withFolder { base, log in
            try Tampering.tailDropped.write(log, to: base.appendingPathComponent("log"), heads: base.appendingPathComponent("heads"))
            try FileManager.default.removeItem(at: base.appendingPathComponent("log/tile"))
            try await require("head.tail_dropped", base)
        }
        // A head of the size of a kept one has another root: from a folder, and from a web server.
        for isServed in [false, true] {
            try await withFolder { base, log in
                try log.write(to: base.appendingPathComponent("log"))
                #expect(try await verify(base).status == 0)
                var other = log
                other.entries[Tampering.place].result = "failed"
                other.chain()
                try other.write(to: base.appendingPathComponent("log"))
                try FileManager.default.removeItem(at: base.appendingPathComponent("log/tile/entries/001"))
                guard isServed else { return try await require("heads.contradict", base) }
                try await StaticServer.serving(base) { try await require("heads.contradict", base, source: $0 + "/log") }
            }
        }
    }

    /// What lies in a folder does not decide how it is judged.
    @Test func anExportThatSomebodyPutIntoTheLogTurnsNothingOff() async throws {
        try await withFolder { base, log in
            let folder = base.appendingPathComponent("log")
            try Tampering.edited.write(log, to: folder, heads: base.appendingPathComponent("heads"))
            try #"{"format":"lianshen-export/1","covers":"selection","conditions":"","entries":0,"parts":0}"#
                .write(to: folder.appendingPathComponent("export.json"), atomically: true, encoding: .utf8)
            let outcome = try await verify(base)
            #expect(outcome.status == 1 && outcome.output.contains("entry.altered"), "\(outcome.output) \(outcome.errors)")
            try log.write(to: folder)
            #expect(try await verify(base).status == 0)
        }
    }

    /// A server of files has the full tile alone as soon as there is one, whatever head it shows.
    @Test func aPlainWebServerIsAsGoodAsTheService() async throws {
        try await withFolder { base, log in
            let folder = base.appendingPathComponent("log")
            try log.write(to: folder)
            try Data(try log.checkpoint(300).bytes).write(to: folder.appendingPathComponent("checkpoint"))
            // Of 300 entries the tree has one full tile of its first level, whose partial form stays.
            var frontier = Frontier()
            for place in 0..<256 { frontier.append(log.leaf(place)) }
            try Data(frontier.root.bytes).write(to: folder.appendingPathComponent("tile/1/000.p/1"))
            let copy = base.appendingPathComponent("copy")
            try await StaticServer.serving(base) { url in
                let older = try await verify(base, ["--json", "--copy", copy.path], source: url + "/log")
                #expect(older.status == 0, "\(older.output) \(older.errors)")
                // The copy has the files of its own head, as other tools ask for them.
                for name in ["tile/0/001.p/44", "tile/entries/001.p/44"] {
                    #expect(FileManager.default.fileExists(atPath: copy.appendingPathComponent(name).path), "\(name)")
                }
                try log.write(to: folder)
                let newer = try await verify(base, ["--json", "--copy", copy.path], source: url + "/log")
                #expect(newer.status == 0, "\(newer.output) \(newer.errors)")
                try FileManager.default.removeItem(at: folder.appendingPathComponent("tile/entries/001"))
                let missing = try await verify(base, source: url + "/log")
                #expect(missing.status == 2 && missing.errors.contains("tile/entries/001"), "\(missing.errors)")
                #expect(try await verify(base, source: url + "/nothing").status == 2)
            }
        }
    }

    @Test func aTokenGoesToTheServiceThatItWasGivenForAndToNoOther() async throws {
        try await withFolder { base, log in
            try log.write(to: base.appendingPathComponent("log"), size: 300)
            let asked = base.appendingPathComponent("asked")
            try await StaticServer.serving(base, noting: asked) { (url: String) async throws in
                func seen(_ variables: [String: String], _ source: String) async throws -> Set<String> {
                    try? FileManager.default.removeItem(at: asked)
                    let outcome = try await verify(base, source: source, variables)
                    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
                    return Set(try String(contentsOf: asked, encoding: .utf8).split(separator: "\n").map(String.init))
                }
                #expect(try await seen(["LIANSHEN_TOKEN": "ls_secret"], url) == ["-"])
                #expect(try await seen(["LIANSHEN_TOKEN": "ls_secret", "LIANSHEN_URL": "https://lianshen.example.cn"], url) == ["-"])
                // Another address of the same machine is another service.
                let other = url.replacing("127.0.0.1", with: "localhost")
                #expect(try await seen(["LIANSHEN_TOKEN": "ls_secret", "LIANSHEN_URL": other], url) == ["-"])
                #expect(try await seen(["LIANSHEN_TOKEN": "ls_secret", "LIANSHEN_URL": url], url) == ["Bearer ls_secret"])
                #expect(try await seen(["LIANSHEN_TOKEN": "ls_secret", "LIANSHEN_URL": url + "/"], url + "/log") == ["Bearer ls_secret"])
            }
        }
    }

    /// A damaged file of the auditor's own says nothing about the log.
    @Test func aDamagedKeptHeadEndsWithTwo() async throws {
        try await withFolder { base, log in
            try log.write(to: base.appendingPathComponent("log"))
            #expect(try await verify(base).status == 0)
            let heads = base.appendingPathComponent("heads")
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: heads.path).first)
            try "half a head".write(to: heads.appendingPathComponent(name), atomically: true, encoding: .utf8)
            #expect(try await verify(base).status == 2)
        }
    }
}
