import Foundation
import JointReview
import Locks
import LogKeeping
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import TransparencyLog
import Work

@Suite struct SequencerTests {
    private struct Refused: Error {}

    @Test func everyEntryIsALeafOnceWhoeverWritesAtTheSameTime() async throws {
        try await LogBench.with { log in
            try await log.withLedger { ledger in
                try await log.sequencing([log.sequencer(ledger, try log.desk(), most: 37)]) {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<6 { group.addTask { try await log.write(60) } }
                        try await group.waitForAll()
                    }
                    try await log.settled()
                }
            }
            let entries = try log.audit()
            #expect(Set(entries.map(\.id)).count == entries.count)
            #expect(try await log.kit.number("SELECT count(*) FROM lianshen.audit_pending") == 0)
            let rows = try await log.kit.look(
                "SELECT entry_id, leaf_index FROM lianshen.audit_entry JOIN lianshen.log_leaf USING (audit_id) ORDER BY leaf_index")
            #expect(try rows.map { try $0("entry_id") as UUID } == entries.map(\.id), "the index of a row is that of its leaf")
            #expect(try rows.map { try $0("leaf_index") as Int } == Array(entries.indices))
        }
    }

    /// Faults before and after every step of making a batch public, and then the process's successor.
    @Test(arguments: LogStep.allCases, LogMoment.allCases) func aSequencerThatFailsAnywhereIsFollowedByOneThatGoesOn(step: LogStep, moment: LogMoment)
        async throws
    {
        try await LogBench.with { log in
            let calls = Locked(0)
            let failing: LogFailpoint = { at, when in
                guard at == step, when == moment else { return }
                let call = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                // Each third one: some succeed in between, and the same step fails in different places.
                if call.isMultiple(of: 3) { throw Refused() }
            }
            let signer = try log.desk()
            try await log.withLedger { ledger in
                try await log.sequencing([log.sequencer(ledger, signer, failing: failing, most: 50)]) {
                    try await log.write(300)
                    try await log.settled()
                }
            }
            #expect(try log.audit().count >= 300)
            #expect(calls.withLock { $0 } >= 3, "nothing failed")
            try await Self.requireOneHistory(signer.signed, log.folder)
        }
    }

    /// Whoever was shown a head asks for its files by their names, and a plain web server cuts none from others.
    @Test func theFilesOfAHeadStayUntilTheNextHeadIsThere() async throws {
        try await LogBench.with { log in
            let (looks, missing) = (Locked(0), Locked<[String]>([]))
            let folder = log.folder
            let looking: LogFailpoint = { step, moment in
                guard step == .checkpoint, moment == .before, let head = try folder.head(), head.size > 0 else { return }
                looks.withLock { $0 += 1 }
                let files = TileAddress.edge(of: head.size) + TileAddress.bundles(grownFrom: head.size - 1, to: head.size)
                let gone = files.map(\.path).filter { !FileManager.default.fileExists(atPath: folder.path + "/" + $0) }
                missing.withLock { $0 += gone }
            }
            let signer = try log.desk()
            try await log.withLedger { ledger in
                try await log.sequencing([log.sequencer(ledger, signer, failing: looking, most: 50)]) {
                    try await log.write(300)
                    try await log.settled()
                }
            }
            #expect(looks.withLock { $0 } > 1)
            #expect(missing.withLock { $0 } == [])
            // The partial ones of full tiles are gone then.
            for name in ["tile/0/000.p", "tile/entries/000.p"] {
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/" + name), "\(name)")
            }
            #expect(try log.audit().count >= 300)
        }
    }

    /// A head that was witnessed while they waited would make them back-dated in the eyes of whoever keeps it.
    @Test func afterAHaltThereIsNoHeadUntilEverythingThatWaitedIsInIt() async throws {
        try await LogBench.with { log in
            let signer = try log.desk()
            var before = 0
            for _ in 0..<2 {
                try await log.write(100)
                let waiting = try await log.kit.number("SELECT count(*) FROM lianshen.audit_entry")
                try await log.withLedger { ledger in
                    try await log.sequencing([log.sequencer(ledger, signer, most: 10, old: .zero)]) { try await log.settled() }
                }
                #expect(await signer.signed.map(\.size).filter { before < $0 && $0 < waiting } == [])
                before = waiting
            }
        }
    }

    @Test func ofTwoSequencersOneLeadsAndTheOtherFollowsWhenItIsGone() async throws {
        try await LogBench.with { log in
            let signer = try log.desk()
            try await log.withLedger { first in
                try await log.withLedger { second in
                    try await log.sequencing([log.sequencer(second, signer, most: 10)]) {
                        try await log.sequencing([log.sequencer(first, signer, most: 10)]) {
                            try await log.write(100)
                            try await log.settled()
                        }
                        try await log.write(100)
                        try await log.settled()
                    }
                }
            }
            #expect(try log.audit().count >= 200)
            try await Self.requireOneHistory(signer.signed, log.folder)
        }
    }

    @Test func aLeaderThatWasReplacedChangesNothing() async throws {
        try await LogBench.with { log in
            try await log.write(3)
            try await log.withLedger { ledger in
                let trees = Locked<[LogTree]>([])
                while trees.withLock({ $0.count }) < 2 {
                    _ = try await ledger.leading(origin: LogBench.origin) { tree in trees.withLock { $0.append(tree) } }
                }
                var tree = try #require(trees.withLock { $0.first })
                await #expect(throws: LedgerFault.replaced) { _ = try await ledger.sequence(&tree, most: 10) }
            }
            #expect(try await log.kit.number("SELECT count(*) FROM lianshen.log_leaf") == 0)
            #expect(try await log.kit.number("SELECT count(*) FROM lianshen.audit_pending") >= 3)
        }
    }

    @Test func nothingIsSignedForADatabaseOfAnOlderBackup() async throws {
        try await LogBench.with { log in
            let signer = try log.desk()
            let published = try await Self.publish(40, log, signer)
            // The same folder and signer, with a database that knows less; and a new folder, where only the signer remembers.
            try await LogBench.with { older in
                try await older.write(10)
                for folder in [log.folder, older.folder] {
                    let stop = try await Self.stop(older, folder, signer)
                    #expect(stop == .behind(database: 0, published: published.size))
                }
                #expect(try older.folder.head() == nil)
            }
            #expect(try log.folder.head() == published)
            try await Self.requireOneHistory(signer.signed, log.folder)
        }
    }

    @Test func anEntryThatWasRemovedBeforeItHadAPlaceStopsTheLog() async throws {
        try await LogBench.with { log in
            try await log.write(5)
            try await log.kit.database.run(
                "SET session_replication_role = replica; DELETE FROM lianshen.audit_entry WHERE audit_id = (SELECT max(audit_id) FROM lianshen.audit_entry)"
            )
            try await log.withLedger { ledger in
                let sequencer = log.sequencer(ledger, try log.desk())
                await #expect(throws: LedgerFault.self) { try await Self.lead(sequencer) }
            }
            #expect(try log.folder.head()?.size ?? 0 == 0)
            #expect(try await log.kit.number("SELECT count(*) FROM lianshen.audit_pending") >= 5)
        }
    }

    @Test func anEditedTileIsFoundBeforeAnythingIsSigned() async throws {
        try await LogBench.with { log in
            let signer = try log.desk()
            let published = try await Self.publish(20, log, signer)
            let tile = TileAddress(level: 0, index: 0, width: published.size)
            var bytes = try log.folder.require(tile)
            bytes[40] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: log.folder.path + "/" + tile.path))
            try await log.write(1)
            #expect(try await Self.stop(log, log.folder, signer) == .differs(size: published.size))
            let last = await signer.signed.last
            #expect(last == published)
        }
    }

    /// Writes entries and makes them public; what was published last.
    private static func publish(_ count: Int, _ log: LogBench, _ signer: DeskSigner) async throws -> TreeHead {
        try await log.withLedger { ledger in
            try await log.sequencing([log.sequencer(ledger, signer)]) {
                try await log.write(count)
                try await log.settled()
            }
        }
        return try #require(try log.folder.head())
    }

    /// Why a sequencer over this folder stops.
    private static func stop(_ log: LogBench, _ folder: LogFolder, _ signer: DeskSigner) async throws -> LogStop? {
        try await log.withLedger { ledger in
            let sequencer = LogSequencer(
                ledger: ledger, folder: folder, signer: signer, pace: .init(interval: .milliseconds(5), patience: .milliseconds(5)),
                logger: TestStore.quiet)
            do {
                try await lead(sequencer)
                return nil
            } catch let stop as LogStop {
                return stop
            }
        }
    }

    /// Leads as soon as the one before has let go of the lock; only an error ends it.
    private static func lead(_ sequencer: LogSequencer) async throws {
        while try await !sequencer.leadOnce() { await Task.yield() }
    }

    /// Every head that was signed is the beginning of the next: nobody who kept one can hold another history.
    private static func requireOneHistory(_ heads: [TreeHead], _ folder: LogFolder) async throws {
        for (old, new) in zip(heads, heads.dropFirst()) {
            let proof = try ConsistencyProof(from: old.size, size: new.size) { try folder.require($0) }
            try proof.check(oldRoot: old.root, root: new.root)
        }
        #expect(heads.count > 1)
    }
}
