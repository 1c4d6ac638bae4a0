import Blobs
import Foundation
import Testing

@Suite struct CommitTests {
    @Test func theSameBytesAreKeptOnce() async throws {
        try await withStore { store in
            let bytes = sampleBytes(200_000)
            let twice = [try store.stage(bytes), try store.stage(bytes)]
            #expect(twice.map(\.wasStored) == [false, false])
            try await store.commit(twice)

            let again = try store.stage(bytes)
            let uploaded = try await store.receive(chunks(bytes), limit: .max)

            #expect(again.wasStored)
            #expect(uploaded.wasStored)
            #expect(store.incomingNames.isEmpty)
            #expect(try await store.commit([again, uploaded]).map(\.sha256) == [idOf(bytes), idOf(bytes)])
            #expect(try await store.ids == [idOf(bytes)])
        }
    }

    @Test func ofRacingUploadsOfTheSameBytesAllSucceedAndOneIsKept() async throws {
        try await withFolder { folder in
            let bytes = sampleBytes(3 << 20)
            // Two stores on one folder, as two processes have them.
            let stores = try [0, 1].map { _ in try FolderBlobs.open(folder, belongsTo: "7 sample") }

            let digests = try await withThrowingTaskGroup(of: [BlobDigests].self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let store = stores[number % 2]
                        return try await store.commit([try await store.receive(chunks(bytes), limit: .max)])
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }

            #expect(digests.map(\.sha256) == Array(repeating: idOf(bytes), count: 8))
            #expect(try await stores[0].ids == [idOf(bytes)])
            #expect(stores[0].incomingNames.isEmpty)
            try await stores[1].verify(idOf(bytes))
        }
    }

    @Test func aBatchLargerThanTheLimitForSingleBarriersIsKeptToo() async throws {
        try await withStore { store in
            let contents = (0..<300).map { sampleBytes(100, seed: UInt64($0)) }
            try await store.commit(try contents.map { try store.stage($0) })

            #expect(try await Set(store.ids) == Set(contents.map(idOf)))
            #expect(try await store.scrub().damaged == [])
        }
    }

    @Test(arguments: [1, 3, 300])
    func bytesAreForcedBeforeAnyNameAndNamesBeforeTheAnswer(forFiles count: Int) async throws {
        let log = StepLog()
        try await withStore(failpoint: log.failpoint) { store in
            try await store.commit(try (0..<count).map { try store.stage(sampleBytes(100, seed: UInt64($0))) })
        }

        let order: [BlobStep] = [.create, .write, .barrier, .folder, .place, .settle]
        let phases = log.all.filter { ![.create, .write].contains($0.step) }.map(\.step)
        #expect(Set(log.all.map(\.step)) == Set(order))
        #expect(phases == phases.sorted { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) })
        #expect(log.all.count { $0.step == .place && $0.moment == .after } == count)
        // One syncfs stands in for 300 barriers, and every new folder is settled with its parents: 3 folders for one blob.
        #expect(log.all.count { $0.step == .barrier && $0.moment == .after } == (count == 300 ? 1 : count))
        if count == 1 { #expect(log.all.count { $0.step == .settle && $0.moment == .after } == 3) }
    }

    @Test func aStoredBlobOfAnotherSizeIsDamagedAndNeverReplaced() async throws {
        try await withStore { store in
            let bytes = sampleBytes(5000)
            let id = try await store.keep(bytes)
            try Data(bytes.prefix(100)).write(to: URL(fileURLWithPath: store.path(of: id)))

            #expect(throws: BlobError.damaged(id)) { try store.stage(bytes) }
            #expect(try await store.size(id) == 100)
            try await store.setAside(id)
            try await store.keep(bytes)
            #expect(try await store.readAll(id) == bytes)
        }
    }

    @Test func onlyTheOwnerMayReadWhatIsKept() async throws {
        try await withStore { store in
            let id = try await store.keep(sampleBytes(10))
            let file = URL(fileURLWithPath: store.path(of: id))
            let mode = { (url: URL) in try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int }

            #expect(try mode(file) == 0o600)
            #expect(try mode(file.deletingLastPathComponent()) == 0o700)
            #expect(try mode(file.deletingLastPathComponent().deletingLastPathComponent()) == 0o700)
        }
    }
}
