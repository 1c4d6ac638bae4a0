import Cosigning
import Foundation
import Locks
import LogKeeping
import Postgres
import TestStore
import Testing
import TransparencyLog
import Work

/// A log whose sequencer and signer were ended at every step, by tools that we did not write: every head that was ever signed is the beginning of what is
/// published in the end (I4 of the fault matrix).
@Suite(.timeLimit(.minutes(10))) struct KilledLogTests {
    private struct Ended: Error {}

    /// Where it ends.
    enum Place: CaseIterable, Sendable, CustomTestStringConvertible {
        case tile(LogMoment), checkpoint(LogMoment), reading(SigningMoment), keeping(SigningMoment), answering(SigningMoment)

        static let allCases: [Place] =
            LogMoment.allCases.flatMap { [.tile($0), .checkpoint($0)] }
            + SigningMoment.allCases.flatMap { [.reading($0), .keeping($0), .answering($0)] }

        var testDescription: String { "\(self)" }

        func isAt(_ step: LogStep, _ moment: LogMoment) -> Bool {
            switch self {
            case .tile(let when): step == .tile && moment == when
            case .checkpoint(let when): step == .checkpoint && moment == when
            case .reading, .keeping, .answering: false
            }
        }

        func isAt(_ step: SigningStep, _ moment: SigningMoment) -> Bool {
            switch self {
            case .reading(let when): step == .read && moment == when
            case .keeping(let when): step == .keep && moment == when
            case .answering(let when): step == .answer && moment == when
            case .tile, .checkpoint: false
            }
        }
    }

    /// Runs a log that ends at a place over and over, each time followed by one that goes on; gives the heads that were signed.
    private func history(_ place: Place, _ log: LogBench) async throws -> [TreeHead] {
        let passes = Locked(0)
        // Each third time: it comes through in between, and ends somewhere else the next time.
        @Sendable func pass(_ isHere: Bool) throws {
            guard isHere else { return }
            let count = passes.withLock { passes in
                passes += 1
                return passes
            }
            if count.isMultiple(of: 3) { throw Ended() }
        }
        let keeper = HeadKeeper(
            keys: log.keys, store: try HeadStore(log.path + "/signed", isNew: true), now: { 0 },
            failpoint: { step, moment in try pass(place.isAt(step, moment)) })
        try keeper.begin()
        let signer = DeskSigner(origin: LogBench.origin, keeper: keeper)
        try await log.withLedger { ledger in
            let failing: LogFailpoint = { step, moment in try pass(place.isAt(step, moment)) }
            try await log.sequencing([log.sequencer(ledger, signer, failing: failing, most: 60)]) {
                try await log.write(320)
                try await log.settled()
            }
        }
        #expect(passes.withLock { $0 } >= 3, "it was never ended")
        return await signer.signed
    }

    @Test(
        .enabled(if: Foreign.hasGo && Foreign.python != nil, "deploy/setup/packages.sh and deploy/setup/python.sh install the verifiers"),
        arguments: Place.allCases)
    func whoeverKeptAHeadOfALogThatWasEndedAnywhereFindsItAgain(_ place: Place) async throws {
        try await LogBench.with { log in
            let heads = try await history(place, log)
            let last = try #require(try log.folder.head())
            #expect(heads.last == last && heads.count > 2 && last.size >= 320)
            // A witness signed the last one: what these tools ask for.
            let witness = try SignerKey(generating: "regulator.example/witness", kind: .cosignature)
            var checkpoint = try SignedNote(try #require(try log.folder.checkpoint()))
            checkpoint.add([try witness.sign(checkpoint.body, time: 1_790_000_000)])
            try log.folder.publish(checkpoint)

            var kept: [Int: TreeHash] = [:]
            for head in heads where head.size > 0 {
                if let other = kept.updateValue(head.root, forKey: head.size) { #expect(other == head.root, "two heads of \(head.size) entries") }
            }
            let marks = kept.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.base64)" }
            let vkey = try #require(log.keys.keys.first).verifier.description
            let script = Foreign.root.appendingPathComponent("Tests/ForeignVerifiers/pymerkle_verify.py").path
            let python = try #require(Foreign.python)
            func judge(_ marks: [String]) async throws -> [Foreign.Outcome] {
                [
                    try await Foreign.run(Foreign.goverify.value, [log.folder.path, vkey, witness.verifier.description] + marks),
                    try await Foreign.run(python, [script, log.folder.path] + marks),
                ]
            }
            for outcome in try await judge(marks) { #expect(outcome.status == 0 && outcome.output.hasPrefix("sound"), "\(outcome.output)") }
            // They would have seen it: the same with one head that never was.
            let other = "\(try #require(kept.keys.min()))=\(TreeHash.empty.base64)"
            for outcome in try await judge([other]) { #expect(outcome.status == 1 && outcome.output.hasPrefix("refused"), "\(outcome.output)") }
        }
    }
}

extension TestStore {
    /// The one number that a question asks for.
    func number(_ sql: SQL) async throws -> Int {
        let rows = try await owner.withConnection { try await $0.all("SELECT (\(sql))::bigint AS number") }
        let row = try #require(rows.first)
        return try row("number")
    }
}
