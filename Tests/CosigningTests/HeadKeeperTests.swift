import Cosigning
import Foundation
import Glibc
import SafeFiles
import TestLog
import Testing
import TransparencyLog

/// A signer's memory: what it has signed once, no crash, no copy and no second process makes it contradict.
@Suite struct HeadKeeperTests {
    struct Cut: Error {}

    /// A folder with a key and a state, and a log of some entries.
    private func withSigner(
        _ kind: SignatureKind = .ed25519, _ body: (_ folder: String, _ keys: KeyFile, _ log: SampleLog) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signer-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let name = kind == .ed25519 ? SampleLog.origin : "witness.example/1"
        try body(folder, try KeyFile.create(at: folder + "/key", name: name, kind: kind), try SampleLog(40))
    }

    private func open(_ folder: String, _ keys: KeyFile, isNew: Bool = false, _ failpoint: HeadKeeper.Failpoint? = nil) throws -> HeadKeeper {
        let keeper = HeadKeeper(keys: keys, store: try HeadStore(folder + "/state", isNew: isNew), now: { 1_790_000_000 }, failpoint: failpoint)
        if isNew, keys.keys[0].verifier.kind == .ed25519 { try keeper.begin() }
        return keeper
    }

    private func ask(_ log: SampleLog, _ old: Int, _ size: Int) throws -> HeadContinuation {
        var tiles: [TileAddress: [UInt8]] = [:]
        var edge = TileEdge()
        edge.append((0..<size).map(log.leaf)) { tiles[$0.address] = $0.bytes }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        let hashes = old > size ? [] : try ConsistencyProof(from: old, size: size) { tiles[$0] ?? [] }.hashes
        return try HeadContinuation(old: old, hashes: hashes, head: log.head(size))
    }

    private func signatures(_ answer: SigningAnswer) -> [NoteSignature]? {
        if case .signed(let signatures) = answer { signatures } else { nil }
    }

    @Test func itSignsWhatContinuesAndRefusesForksAndSmallerHeads() throws {
        try withSigner { folder, keys, log in
            var fork = log
            fork.entries[3].result = "failed"
            fork.chain()
            let signer = try open(folder, keys, isNew: true)
            let made = try #require(signatures(signer.sign(ask(log, 0, 10))))
            let note = SignedNote(body: log.head(10).body, signatures: made)
            #expect(try LogPolicy(logs: [keys.keys[0].verifier]).accept(note).head == log.head(10))
            #expect(try signer.sign(ask(fork, 10, 20)) == .refused(.inconsistent(.oldRootDiffers)))
            #expect(try signer.sign(ask(fork, 0, 20)) == .refused(.otherSize(10)))
            #expect(try signer.sign(ask(fork, 10, 10)) == .refused(.inconsistent(.oldRootDiffers)))
            #expect(try signer.sign(ask(log, 5, 8)) == .refused(.otherSize(10)))
            #expect(try signer.sign(ask(log, 10, 5)) == .refused(.shrinks))
            // Once more the same head, then a larger one.
            #expect(try signatures(signer.sign(ask(log, 10, 10))) == made)
            #expect(try signatures(signer.sign(ask(log, 10, 40))) != nil)
            let other = TreeHead(origin: "log.example/other", size: 50, root: .empty)
            #expect(try signer.sign(HeadContinuation(old: 40, hashes: [], head: other)) == .refused(.unknownLog))
        }
    }

    /// Cut off before and after every step: whatever was given out is remembered, and afterwards nothing but a continuation is signed.
    @Test(arguments: SigningStep.allCases, [SigningMoment.before, .after])
    func aCutAtAnyStepLosesNoSignedHead(_ step: SigningStep, _ moment: SigningMoment) throws {
        try withSigner { folder, keys, log in
            var fork = log
            fork.entries[3].result = "failed"
            fork.chain()
            do {
                let signer = try open(folder, keys, isNew: true)
                #expect(try signatures(signer.sign(ask(log, 0, 10))) != nil)
            }
            do {
                let cut = try open(folder, keys) { if ($0, $1) == (step, moment) { throw Cut() } }
                #expect(throws: Cut.self) { try cut.sign(ask(log, 10, 20)) }
            }
            let signer = try open(folder, keys)
            let isKept = step == .answer || (step == .keep && moment == .after)
            let latest = try TreeHead(body: #require(try signer.latest(HeadStore.name(of: SampleLog.origin))).body)
            #expect(latest.size == (isKept ? 20 : 10))
            #expect(try signatures(signer.sign(ask(fork, latest.size, 30))) == nil)
            #expect(try signatures(signer.sign(ask(log, latest.size, 30))) != nil)
        }
    }

    @Test func oneStateHasOneSigner() throws {
        try withSigner { folder, keys, log in
            do {
                let signer = try open(folder, keys, isNew: true)
                #expect(throws: FileFault.busy(path: folder + "/state")) { try HeadStore(folder + "/state") }
                #expect(throws: FileFault.busy(path: folder + "/state")) { try HeadStore(folder + "/state", isNew: true) }
                #expect(try signatures(signer.sign(ask(log, 0, 10))) != nil)
            }
            #expect(throws: FileFault.exists(path: folder + "/state")) { try HeadStore(folder + "/state", isNew: true) }
            #expect(throws: Never.self) { try HeadStore(folder + "/state") }
        }
    }

    /// A new signer that was killed before it kept its first head begins anew, whatever was there by then.
    @Test(arguments: [[], ["lock"], ["lock", "head.1.partial"]])
    func aBeginningThatWasCutOffIsRepeated(_ left: [String]) throws {
        try withSigner { folder, keys, log in
            try FileManager.default.createDirectory(atPath: folder + "/state", withIntermediateDirectories: false)
            for name in left { try Data().write(to: URL(fileURLWithPath: "\(folder)/state/\(name)")) }
            #expect(HeadStore.isEmpty(folder + "/state"))
            #expect(throws: FileFault.self) { try open(folder, keys).sign(ask(log, 0, 10)) }
            #expect(try signatures(open(folder, keys, isNew: true).sign(ask(log, 0, 10))) != nil)
            #expect(!HeadStore.isEmpty(folder + "/state"))
        }
    }

    /// Who takes the memory away gets no signature at all.
    @Test func aSignerWithoutMemorySignsNothing() throws {
        try withSigner { folder, keys, log in
            do { #expect(try signatures(open(folder, keys, isNew: true).sign(ask(log, 0, 10))) != nil) }
            let file = folder + "/state/" + HeadStore.name(of: SampleLog.origin)
            let sound = try Data(contentsOf: URL(fileURLWithPath: file))
            for damage in [Data(), sound.prefix(20), Data("x\n\n— a AAAAAAA=\n".utf8)] {
                try damage.write(to: URL(fileURLWithPath: file))
                #expect(throws: FileFault.damaged(path: file)) { try open(folder, keys).sign(ask(log, 10, 20)) }
            }
            try FileManager.default.removeItem(atPath: file)
            #expect(throws: FileFault.self) { try open(folder, keys).sign(ask(log, 0, 20)) }
            #expect(throws: FileFault.self) { try open(folder, keys).sign(ask(log, 10, 20)) }
            try FileManager.default.removeItem(atPath: folder + "/state")
            #expect(throws: FileFault.self) { try HeadStore(folder + "/state") }
        }
    }

    @Test func aFullDiskGivesNothingOut() throws {
        try withSigner { folder, keys, log in
            let signer = try open(folder, keys, isNew: true)
            // The name that the new head is written to first is taken by a folder: nothing can be written.
            let partial = folder + "/state/" + HeadStore.name(of: SampleLog.origin) + ".\(getpid()).partial"
            try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: false)
            #expect(throws: FileFault.self) { try signer.sign(ask(log, 0, 10)) }
            try FileManager.default.removeItem(atPath: partial)
            #expect(try TreeHead(body: #require(try signer.latest(HeadStore.name(of: SampleLog.origin))).body).size == 0)
            #expect(try signatures(signer.sign(ask(log, 0, 10))) != nil)
        }
    }

    /// Two requests at once: one after the other, never the smaller over the larger.
    @Test func requestsAtOnceNeverRollBack() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("witness-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try KeyFile.create(at: folder + "/key", name: "witness.example/1", kind: .cosignature)
        let log = try SampleLog(40)
        let witness = try open(folder, keys, isNew: true)
        let sizes = try await withThrowingTaskGroup(of: Int?.self) { group in
            for size in 1...40 {
                group.addTask {
                    // Whoever is told another size asks again from there, until the witness is beyond.
                    var old = 0
                    while true {
                        guard old <= size else { return nil }
                        let asked = try ask(log, old, size)
                        let checkpoint = SignedNote(body: asked.head.body, signatures: [try log.log.sign(asked.head.body, time: 0)])
                        switch try witness.cosign(WitnessRequest(old: old, hashes: asked.hashes, checkpoint: checkpoint), log: [log.log.verifier]) {
                        case .signed: return size
                        case .refused(.otherSize(let latest)): old = latest
                        case .refused: return nil
                        }
                    }
                }
            }
            return try await group.reduce(into: [Int]()) { if let size = $1 { $0.append(size) } }
        }
        let latest = try #require(try witness.latest(HeadStore.name(of: SampleLog.origin)))
        #expect(try TreeHead(body: latest.body).size == sizes.max())
        #expect(sizes.contains(40))
        // What is kept shows both signatures: whoever asks for it can check it.
        let policy = try LogPolicy("log \(log.log.verifier)\nwitness w \(keys.keys[0].verifier)\nquorum w\n".utf8)
        #expect(try policy.accept(latest).head == log.head(40))
    }

    @Test func aKeyFileThatOthersReadIsRefused() throws {
        try withSigner { folder, keys, _ in
            chmod(folder + "/key", 0o644)
            #expect(throws: FileFault.exposed(path: folder + "/key", mode: 0o100644)) { try KeyFile(path: folder + "/key") }
            chmod(folder + "/key", 0o600)
            let rotated = try KeyFile(path: folder + "/key").rotated()
            #expect(rotated.keys.count == 2 && rotated.keys[1].verifier == keys.keys[0].verifier)
            #expect(try rotated.sign("a\n1\n", time: 0).count == 2)
            #expect(try rotated.retired().keys.map(\.verifier) == [rotated.keys[0].verifier])
            #expect(throws: FileFault.exists(path: folder + "/key")) { try KeyFile.create(at: folder + "/key", name: "a", kind: .ed25519) }
            let other = try SignerKey(generating: "other", kind: .ed25519)
            try Data((rotated.keys[0].text + "\n" + other.text + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/key"))
            #expect(throws: FileFault.key(path: folder + "/key", line: 2)) { try KeyFile(path: folder + "/key") }
        }
    }
}
