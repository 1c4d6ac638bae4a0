import Blobs
import Foundation
import Locks
import Testing

/// What is left when it stops at any moment, and whether trying again finishes it.
@Suite struct CrashTests {
    private static let contents = [sampleBytes(1_500_000, seed: 1), sampleBytes(70_000, seed: 2), sampleBytes(0), sampleBytes(70_000, seed: 2)]

    /// One upload, two members and one that is stored already: every step there is.
    private func package(into store: FolderBlobs) async throws {
        var staged = [try await store.receive(chunks(Self.contents[0]), limit: .max, sm3: true)]
        for bytes in Self.contents.dropFirst() { staged.append(try store.stage(bytes)) }
        try await store.commit(staged)
        let again = try store.stage(Self.contents[1])
        try await store.commit([again])
    }

    @Test func whereverItStopsNothingHalfDoneIsSeenAndTryingAgainFinishesIt() async throws {
        let dry = StepLog()
        try await withStore(failpoint: dry.failpoint) { try await package(into: $0) }
        #expect(Set(dry.all.map(\.step)) == Set(BlobStep.allCases))

        for fault in dry.all.indices {
            try await withFolder { folder in
                let log = StepLog(faultAt: fault)
                let store = try FolderBlobs.open(folder, belongsTo: "7 sample", failpoint: log.failpoint)

                await #expect(throws: StepLog.Fault.self) { try await package(into: store) }
                for id in try await store.ids { try await store.verify(id) }

                try await package(into: store)
                #expect(try await Set(store.ids) == Set(Self.contents.map(idOf)))
                #expect(try await store.scrub().damaged == [])
                #expect(store.incomingNames.isEmpty, "left behind by a fault at step \(log.all[fault])")
            }
        }
    }

    @Test func committingTheSameBatchAgainCarriesOn() async throws {
        let dry = StepLog()
        let batch = { (store: FolderBlobs) in try Self.contents.map { try store.stage($0) } }
        try await withStore(failpoint: dry.failpoint) { try await $0.commit(try batch($0)) }
        let first = try #require(dry.all.firstIndex { $0.step == .barrier })

        for fault in dry.all.indices[first...] {
            try await withStore(failpoint: StepLog(faultAt: fault).failpoint) { store in
                let staged = try batch(store)

                await #expect(throws: StepLog.Fault.self) { try await store.commit(staged) }
                #expect(try await store.commit(staged).map(\.sha256) == Self.contents.map(idOf))
                #expect(try await store.scrub().checked == 3)
                #expect(store.incomingNames.isEmpty)
            }
        }
    }

    /// The kernel reports a failed write once and then takes the lost pages for written.
    @Test(arguments: [3, 300]) func afterAFailedBarrierTheSameBytesAreNeverAcknowledged(forFiles count: Int) async throws {
        let failure = BlobError.system(operation: "fdatasync", path: "", code: 5)
        let failures = Locked(1)
        let failpoint: Failpoint = { step, moment in
            guard step == .barrier, moment == .before else { return }
            let isDue = failures.withLock { left in
                defer { left = 0 }
                return left > 0
            }
            if isDue { throw failure }
        }

        try await withStore(failpoint: failpoint) { store in
            let stageAll = { try (0..<count).map { try store.stage(sampleBytes(100, seed: UInt64($0))) } }
            let staged = try stageAll()

            await #expect(throws: failure) { try await store.commit(staged) }
            await #expect(throws: failure) { try await store.commit(staged) }
            #expect(try await store.ids.isEmpty)
            #expect(try await store.commit(try stageAll()).count == count)
        }
    }

    @Test func whatWasNotCommittedIsGoneWithItsHolder() async throws {
        try await withStore { store in
            do {
                let held = [try await store.receive(chunks(Self.contents[0]), limit: .max), try store.stage(Self.contents[1])]
                #expect(store.incomingNames.count == held.count)
            }

            // The thread that wrote the last piece lets go of the file a moment after it said so; the limit only keeps a leak from hanging the test.
            let deadline = ContinuousClock.now + .seconds(60)
            while !store.incomingNames.isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(2)) }
            #expect(store.incomingNames.isEmpty)
            #expect(try await store.ids.isEmpty)
        }
    }

    @Test func whatAKilledProcessLeftIsInvisibleAndSwept() async throws {
        try await withFolder { folder in
            let incoming = folder + "/blobs/incoming/"
            do {
                let store = try FolderBlobs.open(folder, belongsTo: "7 sample")
                let staged = try store.stage(Self.contents[1])
                // A second name for the temporary file outlives its holder, as the file would outlive a killed process.
                for name in store.incomingNames { try FileManager.default.linkItem(atPath: incoming + name, toPath: incoming + name + "-left") }
                #expect(!staged.wasStored)
            }
            let store = try FolderBlobs.open(folder, belongsTo: "7 sample")
            let held = try store.stage(Self.contents[0])

            #expect(try await store.ids.isEmpty)
            #expect(try await store.sweepIncoming(olderThan: .seconds(3600)).removed == 0)
            let report = try await store.sweepIncoming(olderThan: .zero)
            #expect(report.removed == 1)
            #expect(report.bytes == 70_000)
            #expect(store.incomingNames.count == 1, "what this process still holds stays")
            #expect(try await store.commit([held]).count == 1)
        }
    }
}
