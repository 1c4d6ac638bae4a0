import Foundation
import NIOCore
import Testing

@testable import Blobs

/// What every store does, whatever it keeps its bytes in.
@Suite(.timeLimit(.minutes(5))) struct BlobStoreConformance {
    @Test(arguments: StoreKind.here, [0, 1, 70_000, 1 << 20, (1 << 20) + 1]) func whatWasPutIsReadBack(_ kind: StoreKind, _ count: Int) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(count)
            let staged = try await shelf.store.receive(chunks(bytes), limit: .max, sm3: true)
            #expect(try await shelf.store.names == [], "nothing is seen before it is committed")
            let digests = try await shelf.store.commit([staged])

            #expect(digests == [staged.digests])
            #expect(try await shelf.store.bytes(of: idOf(bytes)) == bytes)
            #expect(try await shelf.store.size(idOf(bytes)) == Int64(count))
            #expect(try await shelf.store.exists(idOf(bytes)))
            try await shelf.store.verify(idOf(bytes))
        }
    }

    @Test(arguments: StoreKind.here) func aLargeBlobIsWholeAndReadInParts(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(23_456_789)
            let id = try await shelf.store.put(bytes)

            #expect(try await shelf.store.bytes(of: id) == bytes)
            for range in [0..<1, 5_242_879..<5_242_881, 20_000_000..<23_456_789, 7..<7] as [Range<Int64>] {
                #expect(try await shelf.store.bytes(of: id, range: range) == Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
            }
            await #expect(throws: BlobError.outOfRange(size: 23_456_789)) { _ = try await shelf.store.read(id, range: 0..<23_456_790) }
            try await shelf.requireNoLeftOvers()
        }
    }

    @Test(arguments: StoreKind.here) func aPackageOfManyIsOneBatch(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let contents = (0..<40).map { sampleBytes(3000 + $0, seed: UInt64($0)) }
            let staged = try contents.map { bytes in try shelf.store.stage { writer in try bytes.withUnsafeBytes { try writer.write($0) } } }
            #expect(try await shelf.store.commit(staged).map(\.sha256) == contents.map(idOf))

            for (blob, bytes) in zip(staged, contents) {
                let path = try #require(blob.localPath, "who unpacked them reads them on this machine")
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
            }
            #expect(try await shelf.store.names == contents.map(idOf).sorted { $0.hex < $1.hex })
            #expect(try await shelf.store.commit(staged).count == 40, "once more is no error")
        }
    }

    @Test(arguments: StoreKind.here) func theSameBytesAreKeptOnceWhoeverSendsThemAtOnce(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(6 << 20)
            let stores = [shelf.store, try await shelf.again()]
            try await withThrowingTaskGroup(of: BlobID.self) { group in
                for number in 0..<6 { group.addTask { try await stores[number % 2].put(bytes) } }
                for try await id in group { #expect(id == idOf(bytes)) }
            }

            #expect(try await shelf.store.put(bytes) == idOf(bytes))
            #expect(try await shelf.store.names == [idOf(bytes)])
            #expect(try await shelf.store.bytes(of: idOf(bytes)) == bytes)
            try await shelf.requireNoLeftOvers()
        }
    }

    @Test(arguments: StoreKind.here) func whatIsNotThereIsMissing(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let id = idOf(sampleBytes(10))
            let (size, recalled) = (try await shelf.store.size(id), try await shelf.store.recall(BlobDigests(sha256: id, sm3: nil, size: 10)))
            #expect(size == nil && recalled == nil)
            await #expect(throws: BlobError.missing(id)) { _ = try await shelf.store.read(id) }
            await #expect(throws: BlobError.missing(id)) { try await shelf.store.verify(id) }
        }
    }

    @Test(arguments: StoreKind.here, [0, 1_300_000, 2_621_439]) func aDamagedBlobNeverLooksComplete(_ kind: StoreKind, at offset: Int) async throws {
        try await Shelf.with(kind) { shelf async throws in
            var bytes = sampleBytes((5 << 20) / 2)
            let id = try await shelf.store.put(bytes)
            bytes[offset] ^= 1
            try await shelf.damage(id, with: bytes)

            var given = 0
            await #expect(throws: BlobError.damaged(id)) {
                for try await piece in try await shelf.store.read(id) { given += piece.readableBytes }
            }
            #expect(given < bytes.count)
            await #expect(throws: BlobError.damaged(id)) { try await shelf.store.verify(id) }
        }
    }

    @Test(arguments: StoreKind.here) func aScrubNamesTheDamagedAndOnlyThem(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let contents = (0..<12).map { sampleBytes(5000, seed: UInt64($0)) }
            for bytes in contents { try await shelf.store.put(bytes) }
            var flipped = contents[3]
            flipped[4999] ^= 1
            try await shelf.damage(idOf(contents[3]), with: flipped)
            try await shelf.damage(idOf(contents[7]), with: Array(contents[7].dropLast()))

            let report = try await shelf.store.scrub()
            #expect(Set(report.damaged) == [idOf(contents[3]), idOf(contents[7])])
            #expect(report.checked == 12)
        }
    }

    @Test(arguments: StoreKind.here) func aSweepTakesOnlyWhatIsOldAndUnwanted(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let contents = (0..<4).map { sampleBytes(1000 + $0, seed: UInt64($0)) }
            for bytes in contents[..<3] { try await shelf.store.put(bytes) }
            let (wanted, unwanted, again, young) = (idOf(contents[0]), idOf(contents[1]), idOf(contents[2]), idOf(contents[3]))
            let grace = try await shelf.letGrowOld()
            try await shelf.store.put(contents[2])
            try await shelf.store.put(contents[3])

            #expect(try await shelf.store.sweep(keeping: { _ in false }, olderThan: grace * 4).removed == 0)
            let report = try await shelf.store.sweep(keeping: { $0 == wanted }, olderThan: grace)
            #expect(report == SweepReport(removed: 1, bytes: 1001))
            #expect(try await Set(shelf.store.names) == [wanted, again, young])
            await #expect(throws: BlobError.missing(unwanted)) { try await shelf.store.verify(unwanted) }
        }
    }

    /// Old blobs that nobody wants any more are uploaded again while a sweep removes them: whoever was told that his bytes are stored finds them.
    @Test(arguments: StoreKind.here) func anUploadDuringASweepIsNeverLost(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let contents = (0..<24).map { sampleBytes(2000, seed: UInt64($0)) }
            for bytes in contents { try await shelf.store.put(bytes) }
            let grace = try await shelf.letGrowOld()
            let other = try await shelf.again()

            try await withThrowingTaskGroup(of: Void.self) { group in
                for sweeper in [shelf.store, other] {
                    group.addTask { _ = try await sweeper.sweep(keeping: { _ in false }, olderThan: grace) }
                }
                for bytes in contents { group.addTask { try await other.put(bytes) } }
                try await group.waitForAll()
            }
            #expect(try await Set(other.names) == Set(contents.map(idOf)))
            #expect(try await other.scrub().damaged == [])
        }
    }

    @Test(arguments: StoreKind.here) func aBlobIsAFileOfThisMachineForAsLongAsItIsHeld(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(3 << 20)
            let id = try await shelf.store.put(bytes)
            do {
                let local = try await shelf.store.local(id)
                #expect(try local.contents() == Data(bytes))
            }
            try await shelf.requireNoLeftOvers()
            #expect(try await shelf.store.exists(id))
            let elsewhere = try await shelf.again().local(id)
            #expect(try elsewhere.contents() == Data(bytes))
        }
    }

    @Test(arguments: StoreKind.here) func anUploadInSeveralRequestsEndsAsOneBlob(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(6_000_000)
            let upload = try await shelf.store.unfinished("0123-abcd", isNew: true).receive(after: nil, limit: .max, sm3: true)
            for try await chunk in chunks(bytes) { try await upload.append(chunk) }
            let mark = try await upload.mark()
            let staged = try await upload.finish(expected: idOf(bytes))
            try await shelf.store.commit([staged])

            #expect(try await shelf.store.unfinishedSize("0123-abcd") == nil)
            let recalled = try #require(try await shelf.store.recall(mark), "as after a crash, when only the blob is left")
            #expect(recalled.wasStored)
            #expect(try await shelf.store.commit([recalled]).map(\.sha256) == [idOf(bytes)])
        }
    }

    @Test(arguments: StoreKind.here) func aStoreBelongsToOneDatabase(_ kind: StoreKind) async throws {
        try await Shelf.with(kind) { shelf async throws in
            try await shelf.store.requireReady()
            let error = await #expect(throws: BlobError.self) { _ = try await shelf.again(owner: "8 another") }
            guard case .foreignFolder(_, "8 another", Shelf.owner)? = error else { return #expect(error == nil) }
            #expect(try await shelf.again().exists(idOf([])) == false)
        }
    }

    @Test(arguments: StoreKind.here, [0.002, 0.02, 0.05, 0.1]) func anUploadThatIsGivenUpLeavesNothingHalf(_ kind: StoreKind, after seconds: Double)
        async throws
    {
        try await Shelf.with(kind) { shelf async throws in
            let bytes = sampleBytes(17 << 20)
            let task = Task { try await shelf.store.put(bytes) }
            try await Task.sleep(for: .seconds(seconds))
            task.cancel()
            _ = try? await task.value

            for id in try await shelf.store.names { try await shelf.store.verify(id) }
            try await shelf.requireNoLeftOvers()
            #expect(try await shelf.store.put(bytes) == idOf(bytes))
        }
    }
}
