import Blobs
import Foundation
import NIOCore
import Testing

@Suite struct ReadTests {
    private static let bytes = sampleBytes((5 << 20) / 2)

    @Test(arguments: [0..<1, 0..<0, 100..<1_048_676, 1_048_576..<2_621_440, 2_621_439..<2_621_440, 2_621_440..<2_621_440] as [Range<Int64>])
    func aRangeIsGivenAsAsked(_ range: Range<Int64>) async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)

            #expect(try await store.readAll(id, range: range) == Array(Self.bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
        }
    }

    @Test func aRangeOutsideIsRefusedBeforeTheFirstByte() async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            let refusal = BlobError.outOfRange(size: 2_621_440)

            await #expect(throws: refusal) { try await store.read(id, range: 0..<2_621_441) }
            await #expect(throws: refusal) { try await store.read(id, range: -1..<5) }
        }
    }

    /// First, middle and last byte: the last piece never comes, so the reader sees that bytes are missing.
    @Test(arguments: [0, 1_300_000, 2_621_439])
    func aDamagedBlobNeverLooksComplete(at offset: Int) async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            try flipByte(at: offset, of: store.path(of: id))

            var given = 0
            await #expect(throws: BlobError.damaged(id)) {
                for try await piece in try await store.read(id) { given += piece.readableBytes }
            }
            #expect(given == 2 << 20)
            await #expect(throws: BlobError.damaged(id)) { try await store.verify(id) }
        }
    }

    @Test(arguments: [0, 100, 2_621_439])
    func aShortenedBlobIsDamaged(to size: Int) async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            try Data(Self.bytes.prefix(size)).write(to: URL(fileURLWithPath: store.path(of: id)))

            await #expect(throws: BlobError.damaged(id)) { try await store.readAll(id) }
        }
    }

    @Test func aBlobThatShrinksWhileARangeIsReadIsDamaged() async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            let range = try await store.read(id, range: 10..<2_000_000)
            let handle = try #require(FileHandle(forWritingAtPath: store.path(of: id)))
            try handle.truncate(atOffset: 1000)

            await #expect(throws: BlobError.damaged(id)) { for try await _ in range {} }
        }
    }

    @Test func manyReadersReadAtOnce() async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<12 { group.addTask { try await store.readAll(id) == Self.bytes } }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func aDescriptorReadsWhatThePathNames() async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            let open = try store.openForReading(id)
            let handle = FileHandle(fileDescriptor: open.descriptor, closeOnDealloc: false)

            #expect(open.size == 2_621_440)
            #expect(try handle.readToEnd() == Data(Self.bytes))
            #expect(store.path(of: id).hasSuffix("/blobs/\(id.hex.prefix(2))/\(id.hex.dropFirst(2).prefix(2))/\(id.hex)"))
            #expect(throws: BlobError.missing(idOf([]))) { try store.openForReading(idOf([])) }
        }
    }

    @Test func aLinkInTheBlobsPlaceIsNotFollowed() async throws {
        try await withStore { store in
            let id = try await store.keep(Self.bytes)
            try FileManager.default.moveItem(atPath: store.path(of: id), toPath: store.path(of: id) + ".away")
            try FileManager.default.createSymbolicLink(atPath: store.path(of: id), withDestinationPath: store.path(of: id) + ".away")

            await #expect(throws: BlobError.damaged(id)) { try await store.read(id) }
        }
    }
}
