import Archive
import Testing

@Suite struct DescriptorTests {
    /// The four forms that writers use: with and without signature, 32 and 64 bits wide.
    @Test(arguments: [false, true], [4, 8])
    func everyFormOfDescriptorIsRead(_ isSigned: Bool, _ width: Int) throws {
        var entry = try deflated("plan.dxf", Array("0\nSECTION\n".utf8))
        entry.flags = 8
        (entry.localCrc, entry.localSize, entry.localPackedSize) = (0, 0, 0)
        entry.descriptor =
            (isSigned ? Array("PK".utf8) + [7, 8] : [])
            + le(UInt64(entry.crc), 4) + le(entry.packedSize, width) + le(entry.size, width)
        #expect(codes(of: ForgedZip([entry, .init("b.pdf")]).bytes) == [])
        #expect(codes(of: ForgedZip([entry]).bytes) == [])
    }

    @Test func anEmptyEntryWithADescriptorIsRead() {
        for descriptor in [le(0, 12), le(0, 20), Array("PK".utf8) + [7, 8] + le(0, 12), Array("PK".utf8) + [7, 8] + le(0, 20)] {
            var entry = ForgedZip.Entry("empty", "")
            entry.flags = 8
            entry.descriptor = descriptor
            #expect(codes(of: ForgedZip([entry, .init("b.pdf")]).bytes) == [])
        }
    }

    @Test(arguments: [0, 4, 8])
    func aDescriptorThatLiesIsRefused(_ field: Int) throws {
        var entry = try deflated("plan.dxf", Array("0\nSECTION\n".utf8))
        entry.flags = 8
        entry.descriptor = le(UInt64(entry.crc), 4) + le(entry.packedSize, 4) + le(entry.size, 4)
        entry.descriptor[field] ^= 1
        #expect(codes(of: ForgedZip([entry, .init("b.pdf")]).bytes) == ["zip.descriptor"])
    }

    @Test func aMissingDescriptorIsRefused() {
        var entry = ForgedZip.Entry("a.pdf")
        entry.flags = 8
        #expect(codes(of: ForgedZip([entry, .init("b.pdf")]).bytes) == ["zip.descriptor"])
    }

    @Test func bytesAfterADescriptorAreAGap() {
        var entry = ForgedZip.Entry("a.pdf")
        entry.flags = 8
        entry.descriptor = le(UInt64(entry.crc), 4) + le(4, 4) + le(4, 4) + [0, 0]
        #expect(codes(of: ForgedZip([entry, .init("b.pdf")]).bytes) == ["zip.gap"])
    }

    /// A local header may leave the numbers out or say the right ones; wrong ones are what a streaming reader would believe.
    @Test func aLocalHeaderMayNotLieWhereADescriptorFollows() {
        var entry = ForgedZip.Entry("a.pdf")
        entry.flags = 8
        entry.descriptor = le(UInt64(entry.crc), 4) + le(4, 4) + le(4, 4)
        #expect(codes(of: ForgedZip([entry]).bytes) == [])
        entry.localPackedSize = 2
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.size"])
        entry.localPackedSize = 0
        entry.localCrc = 77
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.crc"])
    }

    /// The signature may lie across two pieces of the reading.
    @Test(arguments: [0, 1, 4093, 4094, 4095, 4096, 9000])
    func aRecordInStoredDataIsFoundWhereverItLies(_ place: Int) throws {
        var data = [UInt8](repeating: 0x50, count: 10_000)
        data.replaceSubrange(place..<(place + 4), with: Array("PK".utf8) + [7, 8])
        var entry = ForgedZip.Entry(raw: Array("a.docx".utf8), data)
        entry.flags = 8
        entry.descriptor = le(UInt64(entry.crc), 4) + le(10_000, 4) + le(10_000, 4)
        let archive = try #require(ZipArchive.open(bytes: ForgedZip([entry]).bytes).archive)
        let fault = #expect(throws: ZipFault.self) { try archive.read(archive.entries[0], buffer: 4096) { _ in } }
        #expect(fault?.code == "zip.stored_descriptor")
    }
}
