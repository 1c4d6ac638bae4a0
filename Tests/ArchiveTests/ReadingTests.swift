import Archive
import Foundation
import Testing

@Suite struct ReadingTests {
    /// Bytes that deflate neither to nothing nor not at all, the same every time.
    static func drawing(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() % 23 + 48) }
    }

    @Test(arguments: [0, 1, 4095, 4096, 4097, 12_288, 300_000], [ZipEntry.Method.stored, .deflated])
    func whatWasWrittenIsReadInPiecesOfTheBuffer(_ count: Int, _ method: ZipEntry.Method) throws {
        let data = Self.drawing(count)
        let bytes = try ZipWriter.bytes { try $0.add("a.dxf", data, method: method) }
        let (archive, found) = ZipArchive.open(bytes: bytes)
        #expect(found == [])
        let entry = try #require(archive?.entries.first)
        #expect(entry.method == method && entry.size == UInt64(count) && entry.crc32 == checksum(data))
        var read: [UInt8] = []
        var pieces: [Int] = []
        try archive?.read(entry, buffer: 4096) {
            read.append(contentsOf: $0)
            pieces.append($0.count)
        }
        #expect(read == data)
        #expect(pieces.allSatisfy { $0 > 0 && $0 <= 4096 })
    }

    @Test func theSinksErrorEndsTheReading() throws {
        struct Full: Error {}
        let bytes = try ZipWriter.bytes { try $0.add("a.dxf", Self.drawing(100_000)) }
        let archive = try #require(ZipArchive.open(bytes: bytes).archive)
        var calls = 0
        #expect(throws: Full.self) {
            try archive.read(archive.entries[0], buffer: 4096) { _ in
                calls += 1
                throw Full()
            }
        }
        #expect(calls == 1)
    }

    @Test func aSmallEntryIsReadWholeAndABigOneIsRefusedFirst() throws {
        let bytes = try ZipWriter.bytes { try $0.add("manifest.xml", Array("<package/>".utf8)) }
        let archive = try #require(ZipArchive.open(bytes: bytes).archive)
        let entry = try #require(archive.entry(named: "manifest.xml"))
        #expect(try archive.bytes(of: entry, limit: 10) == Array("<package/>".utf8))
        let fault = #expect(throws: ZipFault.self) { try archive.bytes(of: entry, limit: 9) }
        #expect(fault?.code == "zip.entry_size")
    }

    @Test func severalEntriesAreReadAtOnce() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("shared-\(UUID()).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let drawings = (1...8).map { Self.drawing(60_000, seed: UInt64($0)) }
        try ZipWriter.file(at: path) { zip in
            for (index, drawing) in drawings.enumerated() { try zip.add("\(index).dxf", drawing, method: index % 2 == 0 ? .stored : .deflated) }
        }
        let archive = try #require(ZipArchive.open(path: path).archive)
        let read = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for entry in archive.entries {
                group.addTask {
                    var bytes: [UInt8] = []
                    try archive.read(entry, buffer: 4096) { bytes.append(contentsOf: $0) }
                    return (entry.index, bytes)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(drawings.indices.allSatisfy { read[$0] == drawings[$0] })
    }

    @Test func aFileThatShrinksWhileItIsReadIsAFault() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("shrinking-\(UUID()).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipWriter.file(at: path) { try $0.add("a.dxf", Self.drawing(100_000), method: .stored) }
        let archive = try #require(ZipArchive.open(path: path).archive)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: 50_000)
        try file.close()
        let fault = #expect(throws: ZipFault.self) { try archive.read(archive.entries[0]) { _ in } }
        #expect(fault?.code == "zip.truncated")
    }
}
