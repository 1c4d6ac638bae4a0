import Archive
import Foundation
import Testing

@Suite struct Zip64Tests {
    private func wide(_ change: (inout ForgedZip) -> Void = { _ in }) -> ForgedZip {
        var zip = ForgedZip([.init("a.pdf"), .init("b.pdf", "more data")])
        zip.hasZip64 = true
        for index in zip.entries.indices { zip.entries[index].isWide = true }
        change(&zip)
        return zip
    }

    @Test func wideNumbersAreReadThoughTheyWouldFitTheOldFields() {
        #expect(codes(of: wide().bytes) == [])
    }

    @Test func aSecondDirectoryBehindTheLocatorIsRefused() throws {
        // The end record's numbers are those of one directory, the locator leads to another (a whole archive stored in an entry).
        let other = wide { $0.entries = [.init("evil.txt")] }.bytes
        var zip = wide { $0.entries[0] = .init(raw: Array("a.ofd".utf8), other) }
        let record = try #require(other.firstRange(of: Array("PK".utf8) + [6, 6])?.lowerBound)
        zip.locatorOffset = UInt64(30 + 5 + record)
        #expect(codes(of: zip.bytes) == ["zip.zip64"])
    }

    @Test func aLocatorWithoutItsRecordIsRefused() {
        var bytes = wide().bytes
        let record = bytes.count - 22 - 20 - 56
        bytes[record] = 0
        #expect(codes(of: bytes) == ["zip.zip64"])
    }

    @Test func saturatedNumbersWithoutALocatorAreRefused() {
        var zip = wide()
        zip.hasZip64 = false
        zip.directoryOffset = 0xFFFF_FFFF
        #expect(codes(of: zip.bytes) == ["zip.zip64"])
    }

    @Test func anEndRecordThatContradictsItsWideTwinIsRefused() {
        var bytes = wide().bytes
        let count = bytes.count - 22 + 10
        bytes.replaceSubrange(count..<(count + 2), with: le(1, 2))
        #expect(codes(of: bytes) == ["zip.zip64"])
    }

    @Test func aPrefixIsFoundBehindWideNumbersToo() {
        #expect(codes(of: wide { $0.prefix = [1, 2, 3] }.bytes) == ["zip.prepended"])
    }

    @Test func aSpareNumberInTheFieldIsRefused() {
        var zip = ForgedZip([.init("a.pdf")])
        zip.entries[0].extra = le(1, 2) + le(8, 2) + le(4, 8)
        #expect(codes(of: zip.bytes) == ["zip.zip64"])
        zip.entries[0].extra = []
        zip.entries[0].localExtra = le(1, 2) + le(8, 2) + le(4, 8)
        #expect(codes(of: zip.bytes) == ["zip.zip64"])
    }

    @Test func aLocalFieldMustSayWhatTheDirectorySays() {
        var zip = ForgedZip([.init("a.pdf")])
        zip.entries[0].localSize = .max
        zip.entries[0].localPackedSize = .max
        zip.entries[0].localExtra = sizes(4, 4)
        #expect(codes(of: zip.bytes) == [])
        zip.entries[0].localExtra = sizes(5, 4)
        #expect(codes(of: zip.bytes) == ["zip.size"])
    }

    /// Five gigabytes in a file that takes none: the hole reads as zeros, and zeros are a fine stored entry.
    @Test func filesBeyondFourGigabytesAreRead() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("huge-\(UUID()).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let size: UInt64 = 5 << 30
        var huge = ForgedZip.Entry("huge.pdf")
        (huge.size, huge.packedSize, huge.packed) = (size, size, [])
        (huge.localSize, huge.localPackedSize) = (.max, .max)
        huge.localExtra = sizes(size, size)
        huge.isWide = true
        huge.headerOffset = 0
        var small = ForgedZip.Entry("small.pdf")
        let hugeHeader = UInt64(30 + 8 + 20)
        small.headerOffset = hugeHeader + size
        small.isWide = true
        var zip = ForgedZip([huge, small])
        zip.hasZip64 = true
        let unstretched = hugeHeader + 30 + 9 + 4
        zip.directoryOffset = unstretched + size
        zip.locatorOffset = UInt64(zip.bytes.count - 22 - 20 - 56) + size
        let bytes = zip.bytes

        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes[..<Int(hugeHeader)])))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seek(toOffset: hugeHeader + size)
        try file.write(contentsOf: Data(bytes[Int(hugeHeader)...]))
        try file.close()

        let (archive, found) = ZipArchive.open(path: path)
        #expect(found == [])
        let entries = try #require(archive).entries
        #expect(entries.map(\.size) == [size, 4])
        #expect(entries[1].dataOffset > 5 << 30)
        #expect(try archive?.bytes(of: entries[1], limit: 4) == Array("data".utf8))
        // Its declared checksum is that of "data", so a whole reading would end in a fault: here only that it flows, and can be stopped.
        var seen = 0
        #expect(throws: Stop.self) {
            try archive?.read(entries[0]) { piece in
                seen += piece.count
                if seen > 64 << 20 { throw Stop() }
            }
        }
    }

    /// The ZIP64 field of a local header.
    private func sizes(_ size: UInt64, _ packed: UInt64) -> [UInt8] {
        le(1, 2) + le(16, 2) + le(size, 8) + le(packed, 8)
    }

    private struct Stop: Error {}
}
