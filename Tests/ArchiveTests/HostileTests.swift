import Archive
import Testing

/// Shapes that make two common tools see two different archives, and bombs: each must be refused, whatever else it is.
@Suite struct HostileTests {
    private typealias Entry = ForgedZip.Entry

    @Test func twoArchivesJoinedAreRefused() {
        let one = ForgedZip([Entry("reviewed.pdf")]).bytes
        let two = ForgedZip([Entry("built.pdf")]).bytes
        #expect(codes(of: one + two) == ["zip.prepended"])
    }

    @Test func aSelfExtractingArchiveIsRefusedEvenWithRepairedOffsets() {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.prefix = Array("MZ-stub".utf8)
        zip.countsPrefix = true
        #expect(codes(of: zip.bytes) == ["zip.prepended"])
    }

    @Test func aPDFThatIsAlsoAZipIsRefused() {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.prefix = Array("%PDF-1.7\n1 0 obj\n".utf8)
        #expect(codes(of: zip.bytes) == ["zip.prepended"])
    }

    @Test func anArchiveHiddenInTheCommentIsRefused() {
        var zip = ForgedZip([Entry("built.pdf")])
        zip.comment = Array("harmless".utf8) + ForgedZip([Entry("reviewed.pdf")]).bytes
        #expect(codes(of: zip.bytes) == ["zip.eocd_in_comment"])
        zip.comment = Array("PK".utf8) + [5, 6] + Array("only the start of a record, and text up to the end".utf8)
        #expect(codes(of: zip.bytes) == ["zip.eocd_in_comment"])
    }

    @Test func aLongCommentIsRead() {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.comment = [UInt8](repeating: 0x2E, count: 65_535)
        #expect(codes(of: zip.bytes) == [])
    }

    @Test func aCommentThatIsCutOffIsTruncation() {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.comment = Array("a comment".utf8)
        #expect(codes(of: Array(zip.bytes.dropLast())) == ["zip.truncated"])
    }

    @Test func manyNamesOverOneFileAreRefused() {
        var zip = ForgedZip((0..<200).map { Entry("f\($0)") })
        for index in 1..<200 { (zip.entries[index].hasLocal, zip.entries[index].headerOffset) = (false, 0) }
        let found = codes(of: zip.bytes)
        #expect(found.count { $0 == "zip.overlap" } == 199)
    }

    @Test func aDirectoryOfFourBillionEntriesCostsNothing() {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.hasZip64 = true
        zip.count = .max
        #expect(codes(of: zip.bytes) == ["zip.entries"])
        zip.count = nil
        zip.directorySize = .max
        #expect(codes(of: zip.bytes) == ["zip.directory_size"])
        zip.directorySize = nil
        zip.directoryOffset = .max
        #expect(codes(of: zip.bytes) == ["zip.directory"])
    }

    @Test(arguments: [0, 2, 1000] as [UInt64])
    func aWrongCountIsRefused(_ count: UInt64) {
        var zip = ForgedZip([Entry("a.pdf")])
        zip.count = count
        #expect(codes(of: zip.bytes) == ["zip.directory"])
    }

    /// Declares 10 bytes, unpacks to five million: the reader gives up one byte after the tenth.
    @Test func dataThatUnpackToMoreThanDeclaredStopAtOnce() throws {
        var entry = try deflated("plan.dxf", [UInt8](repeating: 0x30, count: 5_000_000))
        entry.size = 10
        let archive = try #require(ZipArchive.open(bytes: ForgedZip([entry]).bytes).archive)
        var seen = 0
        let fault = #expect(throws: ZipFault.self) {
            try archive.read(archive.entries[0]) { seen += $0.count }
        }
        #expect(fault?.code == "zip.size")
        #expect(seen <= 10)
    }

    @Test func dataThatUnpackToLessThanDeclaredAreRefused() throws {
        var entry = try deflated("plan.dxf", Array("0\nSECTION\n".utf8))
        entry.size = 11
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.size"])
    }

    @Test func bytesAfterTheDeflateStreamAreRefused() throws {
        var entry = try deflated("plan.dxf", Array("0\nSECTION\n".utf8))
        entry.packed += Array("hidden".utf8)
        entry.packedSize += 6
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.data"])
    }

    @Test func aDeflateStreamThatNeverEndsIsRefused() throws {
        var entry = try deflated("plan.dxf", Array("0\nSECTION\n".utf8))
        entry.packed.removeLast(3)
        entry.packedSize -= 3
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.data"])
    }

    @Test func sizesBeyondAllBoundsAreRefused() {
        var zip = ForgedZip([Entry("a.pdf"), Entry("b.pdf")])
        zip.entries[0].isWide = true
        zip.entries[0].size = UInt64(Int64.max) + 1
        zip.entries[0].packedSize = .max
        let found = codes(of: zip.bytes)
        #expect(found.contains("zip.entry_size") && found.contains("zip.bounds") && found.contains("zip.total"))
        zip.entries[0] = Entry("a.pdf")
        zip.entries[0].isWide = true
        zip.entries[0].headerOffset = .max
        #expect(codes(of: zip.bytes).contains("zip.local_header"))
    }

    @Test(arguments: [1, 0x40, 0x2001] as [UInt16])
    func everyMarkOfEncryptionCounts(_ flags: UInt16) {
        var entry = Entry("a.pdf")
        entry.flags = flags
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.encrypted"])
    }

    @Test func anAESFieldCountsAsEncryption() {
        var entry = Entry("a.pdf")
        entry.extra = le(0x9901, 2) + le(7, 2) + [2, 0, 0x41, 0x45, 3, 8, 0]
        entry.localExtra = entry.extra
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.encrypted"])
    }

    /// libarchive would make a folder or a link of the file.
    @Test(arguments: [0o040755, 0o120777]) func aFileTypeInAnExtraFieldIsRefused(_ mode: UInt64) {
        let field = le(0x6C78, 2) + le(9, 2) + [7] + le(0x0314, 2) + le(0, 2) + le(mode << 16, 4)
        var local = Entry("a.pdf")
        local.localExtra = field
        var central = Entry("a.pdf")
        (central.extra, central.localExtra) = (field, [])
        #expect(codes(of: ForgedZip([local]).bytes) == ["zip.extra"])
        #expect(codes(of: ForgedZip([central]).bytes) == ["zip.extra"])
    }

    @Test func anEncryptedDirectoryCountsAsEncryption() throws {
        var bytes = ForgedZip([Entry("a.pdf")]).bytes
        let directory = try #require(bytes.firstRange(of: Array("PK".utf8) + [1, 2])?.lowerBound)
        bytes.replaceSubrange(directory..<(directory + 4), with: Array("PK".utf8) + [6, 8])
        #expect(codes(of: bytes) == ["zip.encrypted"])

        // Version 2 of the ZIP64 record exists only for that.
        var zip = ForgedZip([Entry("a.pdf")])
        zip.hasZip64 = true
        bytes = zip.bytes
        let record = bytes.count - 22 - 20 - 56
        bytes[record + 4] = 72
        bytes[record + 14] = 62
        #expect(codes(of: bytes) == ["zip.encrypted"])
    }

    @Test func partsOfASplitArchiveAreNamedAsSuch() {
        #expect(codes(of: Array("PK".utf8) + [7, 8] + Array("PK".utf8) + [3, 4] + le(0, 30)) == ["zip.multi_disk"])
        var zip = ForgedZip([Entry("a.pdf")])
        zip.entries[0].disk = 1
        #expect(codes(of: zip.bytes) == ["zip.multi_disk"])
    }

    @Test func listedMemberTypesMayBeArchivesAndOthersMayNot() {
        let inner = ForgedZip([Entry("a.xml")]).bytes
        #expect(codes(of: ForgedZip([Entry(raw: Array("opinion.ofd".utf8), inner)]).bytes) == [])
        #expect(codes(of: ForgedZip([Entry(raw: Array("opinion.pdf".utf8), inner)]).bytes) == ["zip.nested"])
        #expect(codes(of: ForgedZip([Entry("plans.RAR", "not really")]).bytes) == ["zip.nested"])
        let strict = ZipLimits(nested: [])
        #expect(codes(of: ForgedZip([Entry(raw: Array("opinion.ofd".utf8), inner)]).bytes, limits: strict) == ["zip.nested"])
    }

    @Test func anArchiveBehindADrawingIsFoundWhereverItEnds() throws {
        let inner = ForgedZip([Entry("built.pdf")]).bytes
        let drawing = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x20, count: 300_000)
        for tail in [inner, inner + Array("%%EOF\n".utf8), inner + [UInt8](repeating: 0, count: 60_000)] {
            #expect(codes(of: ForgedZip([Entry(raw: Array("a.pdf".utf8), drawing + tail)]).bytes) == ["zip.polyglot"])
            #expect(codes(of: ForgedZip([try deflated("a.DWG", Array(drawing.reversed()) + tail)]).bytes) == ["zip.polyglot"])
        }
        // Formats that hold an archive rightly, and a drawing with an empty one.
        #expect(codes(of: ForgedZip([Entry(raw: Array("a.dwf".utf8), Array("(DWF V06.00)".utf8) + inner)]).bytes) == [])
        #expect(codes(of: ForgedZip([Entry(raw: Array("a.pdf".utf8), drawing + ForgedZip([]).bytes)]).bytes) == [])
    }

    @Test func attributesOfWindowsThatUnpackersFollowAreRefused() {
        func found(_ attributes: UInt32, madeBy: UInt64 = 0x0A14) -> [String] {
            var entry = Entry("a.pdf")
            (entry.attributes, entry.madeBy) = (attributes, madeBy)
            return codes(of: ForgedZip([entry]).bytes)
        }
        #expect(found(0x420) == ["zip.symlink"] && found(0x420, madeBy: 20) == ["zip.symlink"])
        #expect(found(0x10) == ["zip.device"] && found(0x08) == ["zip.device"])
        #expect(found(0x21) == [] && found(0x20) == [])
    }

    /// Either header alone makes some tool leave the file out; what ZIP64 asks for is no reason to.
    @Test func aVersionThatToolsDoNotKnowIsRefusedInEitherHeader() {
        func found(_ directory: UInt64, local: UInt64? = nil) -> [ZipFault] {
            var entry = ForgedZip.Entry("a.pdf")
            (entry.neededVersion, entry.localNeededVersion) = (directory, local)
            return faults(of: ForgedZip([entry]).bytes)
        }
        #expect(found(45) == [] && found(0x0314) == [])
        #expect(found(51).map(\.rule) == [.version] && found(63).first?.facts["version"] == "6.3")
        #expect(found(20, local: 51).map(\.rule) == [.headerDiffers])
        #expect(found(20, local: 51).first?.message.zh.contains("解压所需版本") == true)
    }

    @Test func aSmallRepetitiveTextIsNoBomb() throws {
        #expect(codes(of: ForgedZip([try deflated("a.txt", [UInt8](repeating: 0x20, count: 900_000))]).bytes) == [])
    }

    @Test func aFileThatIsCutAnywhereIsRefused() throws {
        let whole = try ZipWriter.bytes {
            try $0.add("建施-01.pdf", Array("drawing one".utf8))
            try $0.add("建施-02.pdf", Array("drawing two".utf8), method: .stored)
        }
        for length in whole.indices { #expect(!faults(of: Array(whole[..<length])).isEmpty, "\(length)") }
        for length in 1...whole.count - 1 { #expect(!faults(of: Array(whole[length...])).isEmpty, "\(length)") }
    }
}
