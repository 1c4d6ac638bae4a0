import Blobs
import Foundation
import Testing

@Suite struct SweepTests {
    @Test func onlyOldBlobsThatNobodyWantsAreSwept() async throws {
        try await withStore { store in
            let wanted = try await store.keep(sampleBytes(100, seed: 1))
            let unwanted = try await store.keep(sampleBytes(200, seed: 2))
            let young = try await store.keep(sampleBytes(300, seed: 3))
            for id in [wanted, unwanted] { try age(store.path(of: id)) }

            let report = try await store.sweep(keeping: { $0 == wanted }, olderThan: .seconds(3600))

            #expect(report.removed == 1)
            #expect(report.bytes == 200)
            #expect(try await Set(store.ids) == [wanted, young])
            #expect(store.incomingNames.isEmpty)
        }
    }

    /// Uploaded again while the sweep asks: the rows that will refer to it are not there yet, the fresh mark is.
    @Test func aBlobThatIsUploadedAgainDuringTheSweepStays() async throws {
        try await withStore { store in
            let bytes = sampleBytes(1000)
            let id = try await store.keep(bytes)
            try age(store.path(of: id))

            let report = try await store.sweep(
                keeping: { _ in
                    let again = try store.stage(bytes)
                    #expect(again.wasStored)
                    return false
                },
                olderThan: .seconds(3600)
            )

            #expect(report.removed == 0)
            #expect(try await store.readAll(id) == bytes)
        }
    }

    @Test func aBlobSweptBetweenItsReuseAndItsCommitIsReportedMissing() async throws {
        try await withStore { store in
            let bytes = sampleBytes(1000)
            let id = try await store.keep(bytes)
            let again = try store.stage(bytes)
            _ = try await store.sweep(keeping: { _ in false }, olderThan: .zero)

            await #expect(throws: BlobError.missing(id)) { try await store.commit([again]) }
            #expect(try await store.keep(bytes) == id)
        }
    }

    @Test func aScrubNamesTheDamagedAndOnlyThem() async throws {
        try await withStore { store in
            let ids = try await store.commit(try (0..<20).map { try store.stage(sampleBytes(5000, seed: UInt64($0))) }).map(\.sha256)
            let damaged = [ids[3], ids[11]]
            for id in damaged { try flipByte(at: 4999, of: store.path(of: id)) }

            var reports = 0
            let report = try await store.scrub { _ in reports += 1 }

            #expect(Set(report.damaged) == Set(damaged))
            #expect(report.checked == 20)
            #expect(report.bytes == 100_000)
            #expect(reports == 20)
        }
    }
}
