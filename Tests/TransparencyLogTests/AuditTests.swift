import Foundation
import TestLog
import Testing
import TransparencyLog

@Suite struct AuditTests {
    /// Audits a folder the way the command does.
    static func audit(_ folder: URL, heads: URL?, policy: String) throws -> (findings: [AuditFinding], count: LogAudit.Count?) {
        func read(_ address: TileAddress) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(address.path))) }
        let policy = try LogPolicy(policy.utf8)
        let accepted: AcceptedHead
        do throws(HeadFault) {
            let bytes = try? Data(contentsOf: folder.appendingPathComponent("checkpoint"))
            let note: SignedNote
            do throws(NoteFault) { note = try SignedNote(bytes ?? Data()) } catch { throw .note(error) }
            accepted = try policy.accept(note)
        } catch { return ([AuditFinding(error)], nil) }
        let kept = try heads.map { try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) } ?? []
        let marks = try kept.map { file in
            let accepted = try policy.accept(SignedNote(Data(contentsOf: file)))
            return HeadMark(head: accepted.head, witnessed: accepted.witnessed, place: file.lastPathComponent)
        }
        var audit = LogAudit(accepted, kept: marks)
        do {
            for address in audit.bundles {
                let (bundle, hashes) = (try read(address), try read(address.hashTile))
                try bundle.withUnsafeBytes { bundle in
                    try hashes.withUnsafeBytes { try audit.take(address, bundle: bundle, hashes: $0, tiles: read) }
                }
            }
            try audit.finish(tiles: read)
        } catch LogAuditEnd.unreadable {}
        return (audit.findings, audit.count)
    }

    static func withFolders(_ body: (_ folder: URL, _ heads: URL) throws -> Void) throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: base) }
        try body(base.appendingPathComponent("log"), base.appendingPathComponent("heads"))
    }

    @Test(arguments: [1, 2, 255, 256, 257, 700, 1024])
    func aSoundLogIsSound(size: Int) throws {
        let log = try SampleLog(size)
        try Self.withFolders { folder, heads in
            try log.write(to: folder)
            try FileManager.default.createDirectory(at: heads, withIntermediateDirectories: true)
            for kept in Set([1, size / 2 + 1, size]) {
                try Data(try log.checkpoint(kept).bytes).write(to: heads.appendingPathComponent("\(kept)"))
            }
            let (findings, count) = try Self.audit(folder, heads: heads, policy: log.policy)
            #expect(findings.isEmpty)
            #expect(count?.entries == size)
            #expect(count?.heads == Set([1, size / 2 + 1, size]).count)
            #expect(count?.dated == size)
            #expect(count?.projects == min(size, 3))
        }
    }

    /// Each way to tamper has its finding, and that names the place.
    @Test(arguments: Tampering.allCases)
    func whatWasTamperedWithIsNamed(_ tampering: Tampering) throws {
        let log = try SampleLog(Tampering.size)
        try Self.withFolders { folder, heads in
            try tampering.write(log, to: folder, heads: heads)
            let findings = try Self.audit(folder, heads: heads, policy: log.policy).findings
            guard let code = tampering.finding else {
                #expect(findings.isEmpty, "who holds no newer head cannot know")
                return
            }
            let finding = try #require(findings.first { $0.code == code }, "\(tampering): \(findings)")
            let place = Tampering.place
            switch tampering {
            case .edited, .tile, .backdated: #expect(finding.entries == place..<place + 1)
            case .removedBluntly, .swappedBluntly, .insertedBluntly:
                #expect(finding.entries?.lowerBound ?? 0 >= place && finding.entries?.upperBound ?? 0 <= place + 8)
            case .removedWitnessed, .rewritten, .swapped: #expect(finding.entries == 100..<300)
            case .appendedBackdated: #expect(finding.entries == 600..<601)
            case .older: #expect(finding.entries == 100..<300)
            case .tailDropped: #expect(finding.entries == 400..<500)
            case .length: #expect(finding.entries == 0..<256)
            case .tailBeyondHeads, .checkpointEdited, .otherKey, .removedUnwitnessed: break
            }
            // One change that leaves the rest alone is one finding.
            if [.edited, .appendedBackdated, .older, .tailDropped, .checkpointEdited].contains(tampering) { #expect(findings.count == 1) }
        }
    }

    /// The same with nothing but the checkpoint to go by: what heads would have shown goes unseen, and that is said in the guide.
    @Test(arguments: [Tampering.removedWitnessed, .rewritten, .swapped, .older, .tailDropped])
    func whoKeepsNoHeadsSeesNoRewriting(_ tampering: Tampering) throws {
        let log = try SampleLog(Tampering.size)
        try Self.withFolders { folder, heads in
            try tampering.write(log, to: folder, heads: heads)
            #expect(try Self.audit(folder, heads: nil, policy: log.policy).findings.isEmpty)
        }
    }

    @Test func everyFlippedByteOfEveryFileIsFound() throws {
        let log = try SampleLog(300)
        try Self.withFolders { folder, heads in
            try log.write(to: folder)
            var files = TileAddress.tiles(grownFrom: 0, to: 300).map(\.path)
            files += TileAddress.bundles(grownFrom: 256, to: 300).map(\.path)
            var numbers = SeededNumbers(seed: 17)
            for file in files.map({ folder.appendingPathComponent($0) }) {
                let sound = try Data(contentsOf: file)
                for place in stride(from: 0, to: sound.count, by: max(1, sound.count / 25)) {
                    var bytes = sound
                    bytes[place] ^= UInt8.random(in: 1...255, using: &numbers)
                    try bytes.write(to: file)
                    #expect(try !Self.audit(folder, heads: nil, policy: log.policy).findings.isEmpty, "\(file.path) \(place)")
                }
                try sound.write(to: file)
            }
            #expect(try Self.audit(folder, heads: nil, policy: log.policy).findings.isEmpty)
        }
    }

    @Test func twoHistoriesOfOneSizeAreNamed() throws {
        let log = try SampleLog(50)
        var other = log
        other.entries[3].result = "failed"
        let marks = [HeadMark(head: log.head(50), witnessed: nil, place: "a"), HeadMark(head: other.head(50), witnessed: nil, place: "b")]
        let findings = HeadMark.findings(marks, against: log.head(50))
        #expect(findings == [AuditFinding(.headsContradict, entries: 0..<50, place: "a, b")])
    }

    /// Whoever has the log's key can sign any size and a witness any time: that ends in a missing file or a refusal, not in the auditor's program.
    @Test func absurdSizesAndTimesEndNoProgram() throws {
        let log = try SampleLog(3)
        let body = TreeHead(origin: SampleLog.origin, size: Int.max, root: .empty).body
        let policy = try LogPolicy(log.policy.utf8)
        let note = SignedNote(body: body, signatures: [try log.log.sign(body, time: 0), try log.witness.sign(body, time: 253_402_300_799)])
        let audit = LogAudit(try policy.accept(note))
        #expect(audit.bundles.first == TileAddress(entries: 0))
        #expect(Array(audit.bundles.prefix(3)).count == 3)
        let later = SignedNote(body: body, signatures: [try log.log.sign(body, time: 0), try log.witness.sign(body, time: 253_402_300_800)])
        #expect(throws: HeadFault.note(.forged(log.witness.verifier))) { try policy.accept(later) }
        var empty = LogAudit(try policy.accept(log.checkpoint(0)))
        #expect(Array(empty.bundles).isEmpty)
        try empty.finish { _ in [] }
        #expect(empty.findings.isEmpty)
    }
}
