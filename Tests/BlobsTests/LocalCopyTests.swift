import Foundation
import TestBucket
import Testing

@testable import Blobs

/// Copies on this machine of what lies in a bucket.
@Suite(.timeLimit(.minutes(5)), .enabled(if: ObjectServer.program != nil, "deploy/setup/python.sh makes .venv-test"))
struct LocalCopyTests {
    private func with(limit: Int64, _ body: (S3Blobs, _ copies: String) async throws -> Void) async throws {
        try await withFolder { folder in
            var options = try await Shelf.options("c\(UUID().uuidString.lowercased())/")
            options.copies = limit
            let store = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
            try await body(store, folder + "/copies/")
        }
    }

    private func names(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

    @Test func whatWasJustStoredIsNotFetched() async throws {
        try await with(limit: 10 << 20) { store, copies async throws in
            let bytes = sampleBytes(1 << 20)
            let id = try await store.put(bytes)
            #expect(try names(copies) == [id.hex])
            let local = try await store.local(id)
            let inodes = try [local.path, copies + id.hex].map { try FileStatus.of($0)?.inode }
            #expect(inodes[0] == inodes[1], "the same file by another name")
            // Dropped meanwhile: the reader is not disturbed.
            try FileManager.default.removeItem(atPath: copies + id.hex)
            #expect(try local.contents() == Data(bytes))
        }
    }

    @Test func aCopyThatIsNotTheBlobIsFetchedAnew() async throws {
        try await with(limit: 10 << 20) { store, copies async throws in
            let bytes = sampleBytes(1 << 20)
            let id = try await store.put(bytes)
            for wrong in [Data(bytes.dropLast()), Data(bytes.dropLast() + [bytes[bytes.count - 1] ^ 1])] {
                try wrong.write(to: URL(fileURLWithPath: copies + id.hex))
                let local = try await store.local(id)
                #expect(try local.contents() == Data(bytes))
                #expect(try Data(contentsOf: URL(fileURLWithPath: copies + id.hex)) == Data(bytes))
            }
        }
    }

    @Test func whatIsGoneFromTheBucketIsGone() async throws {
        try await with(limit: 10 << 20) { store, copies async throws in
            let id = try await store.put(sampleBytes(1000))
            try await store.client.delete(S3Blobs.key(of: id))
            #expect(try names(copies) == [id.hex])
            await #expect(throws: BlobError.missing(id)) { _ = try await store.local(id) }
        }
    }

    @Test func copiesStayWithinTheirBound() async throws {
        try await with(limit: 1 << 20) { store, copies async throws in
            let contents = (0..<16).map { sampleBytes(200_000, seed: UInt64($0)) }
            for bytes in contents { try await store.put(bytes) }
            let kept = try names(copies)
            #expect(kept.count < 6 && !kept.isEmpty)
            for bytes in contents {
                let local = try await store.local(idOf(bytes))
                #expect(try local.contents() == Data(bytes))
            }
            #expect(try names(copies).count < 6)
            try await store.put(sampleBytes(600_000, seed: 99))
            #expect(try !names(copies).contains(idOf(sampleBytes(600_000, seed: 99)).hex), "one that would fill half of it is not kept")
        }
        try await with(limit: 0) { store, copies async throws in
            let id = try await store.put(sampleBytes(10))
            #expect(try names(copies) == [])
            let local = try await store.local(id)
            #expect(try local.contents() == Data(sampleBytes(10)))
        }
    }
}
