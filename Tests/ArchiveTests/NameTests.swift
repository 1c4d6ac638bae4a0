import Archive
import Testing

/// 建筑/总平面图 01（审定）.pdf, as the tools of the trade really write it.
private let name = "建筑/总平面图 01（审定）.pdf"

@Suite struct NameTests {
    private typealias Entry = ForgedZip.Entry

    private func read(_ entries: [ForgedZip.Entry], names: UnflaggedNames = .detect) throws -> [ZipEntry] {
        let (archive, faults) = ZipArchive.open(bytes: ForgedZip(entries).bytes, names: names)
        #expect(faults == [])
        return try #require(archive).entries
    }

    @Test func gbkWithoutFlagIsReadAndTheRawBytesStay() throws {
        let entries = try read([Entry(raw: gbk(name), [])])
        #expect(entries.map(\.name) == [name])
        #expect(entries.map(\.encoding) == [.gb18030])
        #expect(entries.map(\.rawName) == [gbk(name)])
    }

    @Test func utf8WithAndWithoutFlagIsRead() throws {
        var flagged = Entry(name)
        flagged.flags = 1 << 11
        #expect(try read([flagged]).map(\.encoding) == [.utf8Flag])
        #expect(try read([Entry(name)]).map(\.encoding) == [.utf8])
        #expect(try read([Entry("A-01.pdf")]).map(\.encoding) == [.ascii])
    }

    /// 18 of 100 single-character GBK names are valid UTF-8 by chance; the rest of the list says what they are.
    @Test func unflaggedNamesAreDecidedTogether() throws {
        let lucky: [UInt8] = [0xC4, 0xA3]  // 模 in GBK, ģ in UTF-8
        #expect(try read([Entry(raw: lucky, [])]).map(\.name) == ["ģ"])
        let entries = try read([Entry(raw: lucky, []), Entry(raw: gbk(name), []), Entry("A-01.pdf")])
        #expect(entries.map(\.name) == ["模", name, "A-01.pdf"])
        #expect(entries.map(\.encoding) == [.gb18030, .gb18030, .ascii])
    }

    @Test func theOtherDecodingCanBeAskedFor() throws {
        let lucky: [UInt8] = [0xC4, 0xA3]
        #expect(try read([Entry(raw: lucky, [])], names: .gb18030).map(\.name) == ["模"])
        #expect(faults(of: ForgedZip([Entry(raw: gbk(name), [])]).bytes, names: .utf8).map(\.code) == ["zip.encoding"])
    }

    @Test func theUnicodePathFieldWinsWhereItsChecksumFits() throws {
        var entry = Entry(raw: gbk(name), [])
        entry.extra = unicodePath(name, for: entry.name)
        #expect(try read([entry]).map(\.encoding) == [.unicodePath])
        #expect(try read([entry]).map(\.name) == [name])
    }

    @Test func aStaleUnicodePathFieldCountsOnlyAsASecondSpelling() throws {
        var entry = Entry(raw: gbk(name), [])
        entry.extra = unicodePath(name, for: [1, 2, 3])
        #expect(try read([entry]).map(\.encoding) == [.gb18030])
        entry.extra = unicodePath("other.pdf", for: [1, 2, 3])
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.name_differs"])
    }

    /// One reader shows `reviewed.pdf`, another `built.pdf`: the fraud itself.
    @Test func aUnicodePathFieldThatNamesAnotherFileIsRefused() {
        var entry = Entry("reviewed.pdf")
        entry.extra = unicodePath("built.pdf", for: entry.name)
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.name_differs"])

        var local = Entry("reviewed.pdf")
        local.localExtra = unicodePath("built.pdf", for: local.name)
        #expect(codes(of: ForgedZip([local]).bytes) == ["zip.name_differs"])
    }

    @Test func aLyingUTF8FlagIsRefused() {
        var entry = Entry(raw: gbk(name), [])
        entry.flags = 1 << 11
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.encoding"])
    }

    @Test(arguments: [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xB8]] as [[UInt8]])
    func overlongSurrogateAndCutUTF8IsRefused(_ bytes: [UInt8]) {
        var entry = Entry(raw: Array("a".utf8) + bytes, [])
        entry.flags = 1 << 11
        #expect(codes(of: ForgedZip([entry]).bytes) == ["zip.encoding"])
    }

    @Test func bytesThatAreNeitherEncodingAreRefusedWithTheirBytes() {
        let found = faults(of: ForgedZip([Entry(raw: [0x41, 0xFF, 0x2E], [])]).bytes)
        #expect(found.map(\.code) == ["zip.encoding"])
        #expect(found.map(\.entry) == ["A\\xFF."])
    }

    /// AAA1 is a pair that GB18030 gives to private use: mojibake looks like that.
    @Test func gb18030ThatMeansNothingIsRefused() {
        #expect(codes(of: ForgedZip([Entry(raw: [0xAA, 0xA1], [])]).bytes) == ["zip.encoding"])
    }

    /// 乗 is 0x81 0x5C in GBK: a byte that is a backslash only to a reader that does not decode.
    @Test func theSecondByteOfAGBKCharacterIsNoBackslash() throws {
        #expect(try read([Entry(raw: gbk("乗.pdf"), [])]).map(\.name) == ["乗.pdf"])
    }

    @Test func decomposedNamesAreComposed() throws {
        let entries = try read([Entry("Re\u{301}vision.pdf")])
        #expect(entries.map { Array($0.name.utf8) } == [Array("R\u{E9}vision.pdf".utf8)])
        #expect(entries.map(\.rawName) == [Array("Re\u{301}vision.pdf".utf8)])
    }

    @Test func namesThatAreOneToAFileSystemCollide() {
        func collide(_ names: String...) -> [String] { codes(of: ForgedZip(names.map { Entry($0) }).bytes) }
        #expect(collide("R\u{E9}v.pdf", "Re\u{301}v.pdf") == ["zip.duplicate_name"])
        #expect(collide("STRASSE.pdf", "straße.pdf") == ["zip.name_collision"])
        #expect(collide("ΣΟΦΟΣ.pdf", "σοφος.pdf") == ["zip.name_collision"])
        #expect(collide("图纸/A.pdf", "图纸/a.PDF") == ["zip.name_collision"])
        #expect(collide("a.pdf", "b.pdf", "A/a.pdf") == [])
        #expect(collide("PLANS", "plans/a.pdf") == ["zip.file_and_folder"])
        #expect(collide("a?.pdf", "a_.pdf") == ["zip.name_collision"])
        #expect(collide("a\u{200D}b.pdf", "ab.pdf") == ["zip.name_collision"])
    }

    @Test(arguments: [
        ("a/../b", "zip.name_traversal"), ("./a", "zip.name_traversal"), ("a/..", "zip.name_traversal"), ("", "zip.name_empty_segment"),
        ("a//b", "zip.name_empty_segment"), ("a. ", "zip.name_trailing"), ("a /b", "zip.name_trailing"), ("a\u{3000}", "zip.name_trailing"),
        ("a\u{7F}", "zip.name_control"), ("a\u{85}b", "zip.name_control"), ("a\u{2028}b", "zip.name_control"), ("a\u{200B}b", "zip.name_control"),
        ("a\r\nb", "zip.name_control"), ("a\u{2066}b", "zip.name_bidi"), ("a\u{61C}b", "zip.name_bidi"), ("a:b", "zip.name_colon"),
        ("/a", "zip.name_absolute"), ("//", "zip.name_absolute"),
    ])
    func namesAreCheckedOneByOne(_ name: String, _ code: String) {
        #expect(codes(of: ForgedZip([Entry(raw: Array(name.utf8), [])]).bytes).contains(code))
    }

    @Test(arguments: [
        "CON", "prn", "Aux.pdf", "nul.tar.gz", "COM1", "com9.dwg", "LPT0", "lpt\u{B3}.pdf", "a/con/b.pdf", "NUL .pdf", "conin$", "CLOCK$",
    ])
    func namesOfDevicesAreRefused(_ name: String) {
        // The first extension of one of them is an archive's, which is a fault of its own.
        #expect(Set(codes(of: ForgedZip([flagged(name)]).bytes)).subtracting(["zip.nested"]) == ["zip.name_reserved"])
    }

    @Test(arguments: ["CONTROL.pdf", "com.pdf", "COM10.pdf", "a.con", "lpt.dwg", "AUX-01.pdf", "建施.NUL", "👨\u{200D}👩\u{200D}👧.pdf", "a?.pdf"])
    func namesThatOnlyLookLikeDevicesAreRead(_ name: String) {
        #expect(codes(of: ForgedZip([flagged(name)]).bytes) == [])
    }

    @Test(arguments: [0x2061, 0x206A, 0xFFF9, 0x180E, 0xE0001] as [UInt32])
    func charactersThatNobodySeesAreRefused(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(codes(of: ForgedZip([flagged("a\(Character(scalar))b.pdf")]).bytes) == ["zip.name_control"])
    }

    private func flagged(_ name: String) -> Entry {
        var entry = Entry(raw: Array(name.utf8), [])
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { entry.flags = 1 << 11 }
        return entry
    }

    @Test func aCombiningMarkDoesNotHideASlash() {
        #expect(codes(of: ForgedZip([Entry("a/..\u{301}/../b")]).bytes) == ["zip.name_traversal"])
        #expect(codes(of: ForgedZip([Entry("..//\u{301}b")]).bytes).contains("zip.name_traversal"))
    }

    @Test func lengthsAreCountedInBytesOfOneSegmentAndOfThePath() {
        let segment = String(repeating: "图", count: 85)
        #expect(codes(of: ForgedZip([Entry(segment + "/" + segment)]).bytes) == [])
        #expect(codes(of: ForgedZip([Entry(segment + "a")]).bytes) == ["zip.name_too_long"])
        #expect(codes(of: ForgedZip([Entry(Array(repeating: segment, count: 5).joined(separator: "/"))]).bytes) == ["zip.name_too_long"])
    }
}
