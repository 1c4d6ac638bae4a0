import Cosigning
import Foundation
import JointReview
import LogKeeping
import Logging
import Postgres
import TestStore
import Testing
import TransparencyLog
import Work

/// Heads are signed by witnesses before they are published, and none of them can hold up the log.
@Suite(.timeLimit(.minutes(5))) struct WitnessingTests {
    /// What somebody at the third witness's address does.
    enum Mischief: String, CaseIterable, Sendable {
        case lies, forges, babbles, hangs, refuses, isAway, redirects

        func answer(_ key: VerifierKey) -> String? {
            switch self {
            case .lies: NoteSignature(name: key.name, keyID: key.id, bytes: Array(repeating: 7, count: 72)).line
            case .forges: NoteSignature(name: "somebody.else", keyID: 1, bytes: Array(repeating: 7, count: 72)).line
            case .babbles: String(repeating: "x", count: 1 << 20)
            case .hangs, .isAway: nil
            case .refuses: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            case .redirects: "HTTP/1.1 307 See\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            }
        }

        var fault: WitnessReport.Fault? {
            switch self {
            case .lies, .forges: .notSigned
            case .babbles, .isAway, .redirects: .unreachable
            case .hangs: nil
            case .refuses: .refused
            }
        }
    }

    @Test(arguments: Mischief.allCases) func twoOfThreeAreEnoughWhateverTheThirdDoes(_ mischief: Mischief) async throws {
        try await LogBench.with { log in
            let stand = try WitnessStand(log, ["a", "b", "c"])
            let (a, b, c) = (stand.parties[0], stand.parties[1], stand.parties[2])
            let body: @Sendable () async throws -> Void = {
                try await stand.witnessing(a) {
                    try await stand.witnessing(b) {
                        try await log.withLedger { ledger in
                            let sequencer = stand.sequencer(ledger, try log.desk(), try stand.witnesses(2))
                            try await log.sequencing([sequencer]) {
                                for _ in 0..<5 {
                                    try await log.write(20)
                                    try await log.settled()
                                    let accepted = try #require(try stand.accepted(2))
                                    #expect(Set(accepted.cosigners.map(\.name)) == ["a", "b"])
                                    #expect(try log.folder.witnessedHead() == accepted.head)
                                }
                                try await stand.eventually("the report says what is wrong") {
                                    let report = try log.folder.witnessReport()
                                    return report?.witnesses.map(\.fault) == [nil, nil, mischief.fault] && report?.waitingSince == nil
                                }
                            }
                        }
                    }
                }
            }
            if mischief == .isAway { try await body() } else { try await stand.answering(c, mischief.answer(c.key), body) }
            #expect(try log.audit().count >= 100)
        }
    }

    @Test func withoutEnoughTheLogGoesOnAndTheAlarmIsGivenUntilTheyAreBack() async throws {
        try await LogBench.with { log in
            let (stand, words) = (try WitnessStand(log, ["a", "b"]), Words())
            let (a, b) = (stand.parties[0], stand.parties[1])
            let witnesses = try stand.witnesses(2, patience: .milliseconds(50), alarm: .milliseconds(100), words)
            try await stand.witnessing(a) {
                try await log.withLedger { ledger in
                    try await log.sequencing([stand.sequencer(ledger, try log.desk(), witnesses)]) {
                        try await log.write(30)
                        try await log.settled()
                        #expect(try stand.accepted(2) == nil && log.folder.witnessedHead() == nil)
                        try await stand.eventually("one of them has signed") { try stand.accepted(1)?.cosigners.map(\.name) == ["a"] }
                        try await stand.eventually("the alarm is given") { words.told(.critical, "not witnessed") }
                        #expect(try log.folder.witnessReport()?.waitingSince != nil)
                        let published = try log.folder.head()
                        try await stand.witnessing(b) {
                            // No entry came: the head that stands gets what it lacked.
                            try await stand.eventually("both have signed") { try stand.accepted(2)?.head == published }
                            try await stand.eventually("all is well") { try log.folder.witnessReport()?.waitingSince == nil }
                            #expect(try log.folder.witnessedHead() == published)
                            try await log.write(30)
                            try await stand.eventually("publication waits for both again") {
                                try await stand.accepted(2)?.head.size == log.kit.number("SELECT count(*) FROM lianshen.audit_entry")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func nothingIsSignedForADatabaseThatKnowsLessThanAWitness() async throws {
        try await LogBench.with { log in
            let stand = try WitnessStand(log, ["a"])
            try await stand.witnessing(stand.parties[0]) {
                try await log.withLedger { ledger in
                    try await log.sequencing([stand.sequencer(ledger, try log.desk(), try stand.witnesses(1))]) {
                        try await log.write(40)
                        try await log.settled()
                    }
                }
                let seen = try #require(try log.folder.witnessedHead())
                // Database, folder and the signer's memory all from an older day, with the same key: only the witness knows better.
                try await LogBench.with { older in
                    try await older.write(10)
                    let keeper = HeadKeeper(keys: log.keys, store: try HeadStore(older.path + "/older", isNew: true), now: { 0 })
                    try keeper.begin()
                    let (signer, words) = (DeskSigner(origin: LogBench.origin, keeper: keeper), Words())
                    try await older.withLedger { ledger in
                        let pace = LogSequencer.Pace(interval: .milliseconds(5), patience: .milliseconds(5))
                        let (early, witnesses) = (try stand.witnesses(1), try #require(try stand.witnesses(1, words)))
                        func lead(_ witnesses: LogWitnesses?) async throws {
                            let sequencer = LogSequencer(
                                ledger: ledger, folder: older.folder, signer: signer, witnesses: witnesses, pace: pace, logger: TestStore.quiet)
                            while try await !sequencer.leadOnce() { await Task.yield() }
                        }
                        // The first head is the first thing that a witness can be asked for, and it is not published.
                        let stop = await #expect(throws: LogStop.self) { try await lead(early) }
                        guard case .ahead("a", seen.size, let ours)? = stop else { throw WitnessStand.Never(what: "\(String(describing: stop))") }
                        #expect(ours < seen.size)
                        #expect(try older.folder.head()?.size ?? 0 == 0)
                        let signed = await signer.signed.count
                        try await older.write(3)
                        await #expect(throws: LogStop.self) { try await lead(early) }
                        // A new process, which finds an older checkpoint, asks before it signs.
                        let head = await signer.signed.last
                        let note = SignedNote(body: try #require(head).body, signatures: try log.keys.sign(try #require(head).body, time: 0))
                        try older.folder.publish(note)
                        try await older.write(3)
                        await #expect(throws: LogStop.self) { try await lead(witnesses) }
                        #expect(await signer.signed.count == signed)
                        #expect(words.told(.critical, "larger head"))
                    }
                }
            }
        }
    }

    @Test func aWitnessThatLostItsMemoryIsAskedFromTheBeginning() async throws {
        try await LogBench.with { log in
            let stand = try WitnessStand(log, ["a"])
            let a = stand.parties[0]
            try await log.withLedger { ledger in
                try await log.sequencing([stand.sequencer(ledger, try log.desk(), try stand.witnesses(1))]) {
                    for state in ["one", "two"] {
                        try await stand.witnessing(a, state: state) {
                            try await log.write(30)
                            try await stand.eventually("it has signed all of it") {
                                try await stand.accepted(1)?.head.size == log.kit.number("SELECT count(*) FROM lianshen.audit_entry")
                            }
                        }
                    }
                }
            }
            #expect(try log.audit().count >= 60)
        }
    }

    @Test func anOlderHeadNeverTakesThePlaceOfANewerAndOtherSignaturesMay() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("heads-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = LogFolder(path)
        try folder.prepare()
        let key = try SignerKey(generating: "log.example", kind: .ed25519)
        func note(_ size: Int, _ time: Int) throws -> SignedNote {
            let head = TreeHead(origin: "log.example", size: size, root: size == 0 ? .empty : TreeHash.leaf([UInt8(size)].withUnsafeBytes { $0 }))
            return SignedNote(
                body: head.body, signatures: [try key.sign(head.body, time: time), NoteSignature(name: "w", keyID: 1, bytes: [UInt8(time)])])
        }
        for publish in [folder.publish, folder.keepWitnessed] {
            try publish(note(3, 1))
            try publish(note(3, 2))
            try publish(note(4, 1))
            #expect(throws: LogFileFault.older(published: 4, given: 3)) { try publish(note(3, 3)) }
        }
        #expect(try folder.checkpoint() == note(4, 1).bytes || folder.head()?.size == 4)
        #expect(try folder.witnessedHead()?.size == 4)
    }
}
