import Blobs
import Foundation
import Testing

/// A file system of 4 MiB, where this machine lets us mount one.
@Suite struct FullDiskTests {
    private static let canMount: Bool = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("blobs-probe-" + UUID().uuidString).path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]) else { return false }
        return run("/bin/umount", [folder])
    }()

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test(.enabled(if: canMount)) func aFullDiskEndsTheUploadAndFreesWhatItHeld() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try #require(Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]))
            defer { _ = Self.run("/bin/umount", ["-l", folder]) }
            let store = try FolderBlobs.open(folder, belongsTo: "7 sample")
            let free = try store.freeBytes()

            await #expect(throws: BlobError.noSpace) { try await store.receive(chunks(sampleBytes(6 << 20)), limit: .max, sm3: true) }
            #expect(throws: BlobError.noSpace) { try store.stage(sampleBytes(6 << 20)) }
            #expect(store.incomingNames.isEmpty)
            #expect(try store.freeBytes() == free)
            let id = try await store.keep(sampleBytes(2 << 20))
            #expect(try await store.readAll(id) == sampleBytes(2 << 20))
        }
    }
}
