import Blobs
import Foundation
import Locks
import NIOCore

/// Runs a body with a new store in a folder of its own, which is removed afterwards.
@discardableResult
func withStore<Result>(failpoint: Failpoint? = nil, _ body: (FolderBlobs) async throws -> Result) async throws -> Result {
    try await withFolder { folder in
        try await body(try FolderBlobs.open(folder, belongsTo: "7 sample", failpoint: failpoint))
    }
}

@discardableResult
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("blobs-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// `count` bytes that repeat nowhere near the size of a piece; another `seed`, other bytes.
func sampleBytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return [UInt8](unsafeUninitializedCapacity: count + 8) { buffer, filled in
        for start in stride(from: 0, to: count, by: 8) {
            state = (state ^ state >> 29) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            UnsafeMutableRawBufferPointer(buffer).storeBytes(of: state, toByteOffset: start, as: UInt64.self)
        }
        filled = count
    }
}

func idOf(_ bytes: [UInt8]) -> BlobID {
    bytes.withUnsafeBytes { BlobID(hashing: $0) }
}

/// The bytes as they would arrive from a connection.
func chunks(_ bytes: [UInt8], of size: Int = 65_536) -> AsyncStream<ByteBuffer> {
    AsyncStream { stream in
        for start in stride(from: 0, to: bytes.count, by: size) {
            stream.yield(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + size)]))
        }
        stream.finish()
    }
}

extension FolderBlobs {
    func stage(_ bytes: [UInt8]) throws -> StagedBlob {
        try stage { writer in try bytes.withUnsafeBytes { try writer.write($0) } }
    }

    /// Uploads and commits.
    @discardableResult
    func keep(_ bytes: [UInt8]) async throws -> BlobID {
        try await commit([stage(bytes)])[0].sha256
    }

    func readAll(_ id: BlobID, range: Range<Int64>? = nil) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in try await read(id, range: range) { all += piece.readableBytesView }
        return all
    }

    /// The names below `incoming`, which should be none once everything was committed or let go of.
    var incomingNames: [String] {
        let blobs = URL(fileURLWithPath: path(of: idOf([]))).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? FileManager.default.contentsOfDirectory(atPath: blobs.appendingPathComponent("incoming").path)) ?? []
    }

    var ids: [BlobID] {
        get async throws {
            var ids: [BlobID] = []
            try await forEachBlob { id, _ in ids.append(id) }
            return ids
        }
    }
}

/// Makes the stored blob look as if it had been there for two hours.
func age(_ path: String) throws {
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
}

func flipByte(at offset: Int, of path: String) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[offset] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
}

/// Records every step, and fails at the chosen one.
final class StepLog: Sendable {
    struct Fault: Error {}
    struct Entry: Hashable {
        let step: BlobStep
        let moment: BlobMoment
    }

    private let entries = Locked<[Entry]>([])
    private let faultAt: Int?

    init(faultAt: Int? = nil) {
        self.faultAt = faultAt
    }

    var all: [Entry] { entries.withLock { $0 } }

    var failpoint: Failpoint {
        { step, moment in
            let index = self.entries.withLock { entries in
                entries.append(Entry(step: step, moment: moment))
                return entries.count - 1
            }
            if index == self.faultAt { throw Fault() }
        }
    }
}
