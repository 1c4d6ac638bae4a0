import Foundation
import JointReview
import Sheets
import Testing

/// Pairs of files that viewers draw differently although a careless reader finds the same in both: no page of such a pair is ever called the same.
@Suite struct PlainFormTests {
    struct Pair: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let first: TinyPDF
        let second: TinyPDF

        init(_ name: String, _ first: TinyPDF, _ second: TinyPDF) { (testDescription, self.first, self.second) = (name, first, second) }
    }

    private static func stream(_ text: String, _ entries: String = "") -> String {
        "<< \(entries) /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream"
    }

    private static func form(_ text: String, _ entries: String = "") -> String {
        stream("(\(text)) Tj", "/Type /XObject /Subtype /Form /BBox [0 0 99 99] \(entries)")
    }

    private static let plain = TinyPDF(pages: [.init(content: "(1.30) Tj")])

    private static func page(_ entries: String, extra: [String] = [], catalog: String = "", tree: String = "") -> TinyPDF {
        TinyPDF(pages: [.init(content: "(1.30) Tj", entries: entries)], extra: extra, catalog: catalog, tree: tree)
    }

    private static func ring(_ way: Int) -> TinyPDF {
        page(
            "/Resources 100 0 R",
            extra: [
                "<< /XObject << /A 102 0 R /T 104 0 R >> >>", "<< /XObject << /B 103 0 R /T 105 0 R >> >>", form("B", "/Resources 101 0 R"),
                form("T", "/Resources \(way) 0 R"), form("1.30"), form("1.00"),
            ])
    }

    private static func named(_ first: String, _ second: String, _ text: String) -> TinyPDF {
        page("/Resources << /XObject << /\(first) 100 0 R /\(second) 101 0 R >> >>", extra: [form(text), form("M-0312")])
    }

    private static func colours(_ table: String) -> TinyPDF {
        let image = "/Type /XObject /Subtype /Image /Width 4 /Height 1 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceGray 4 \(table)]"
        return page("/Resources << /XObject << /I 100 0 R >> >>", extra: [stream("abcd", image)])
    }

    private static func font(_ name: String) -> TinyPDF {
        page("/Resources << /Font << /F 100 0 R >> >>", extra: ["<< /Type /Font /Subtype /Type1 /BaseFont /\(name) >>"])
    }

    private static let stamp = ["<< /Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 99 99] /AP << /N 101 0 R >> >>", form("1.00")]

    private static func layer(_ configuration: String, _ properties: String = "/L 100 0 R") -> TinyPDF {
        page(
            "/Resources << /Properties << \(properties) >> >>", extra: ["<< /Type /OCG /Name (a) >>", "<< /Type /OCG /Name (b) >>"],
            catalog: "/OCProperties << /OCGs [100 0 R 101 0 R] \(configuration) >>")
    }

    private static func note(_ font: String) -> TinyPDF {
        page(
            "/Annots [<< /Type /Annot /Subtype /FreeText /F 4 /Rect [0 0 99 99] /Contents (8 4) /DA (/X 48 Tf) >>]",
            extra: ["<< /Type /Font /Subtype /Type1 /BaseFont /\(font) >>"], catalog: "/AcroForm << /Fields [] /DR << /Font << /X 100 0 R >> >> >>")
    }

    private static func field(_ value: String) -> TinyPDF {
        page(
            "/Annots [100 0 R]", extra: ["<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 99 99] /V \(value) >>"],
            catalog: "/AcroForm << /Fields [100 0 R] /NeedAppearances true >>")
    }

    private static func generation(_ number: Int) -> TinyPDF {
        var file = page("/Annots [100 0 R]", extra: stamp)
        file.generations[100] = number
        return file
    }

    private static let names: [Pair] = [
        Pair("names equal to Unicode", named("e#CC#81", "#C3#A9", "1.30"), named("e#CC#81", "#C3#A9", "1.00")),
        Pair("names equal to Unicode, the other way", named("#C3#A9", "e#CC#81", "1.30"), named("#C3#A9", "e#CC#81", "1.00")),
        Pair("names that are no UTF-8", named("X#80", "X#81", "1.30"), named("X#80", "X#81", "1.00")),
        Pair(
            "layers whose names are no UTF-8", layer("/D << >>", "/L#80 100 0 R /L#81 101 0 R"),
            layer("/D << /OFF [100 0 R] >>", "/L#80 100 0 R /L#81 101 0 R")),
        Pair("table that is no UTF-8", colours("<EFBBBF80FF>"), colours("<EFBBBFFF80>")),
        Pair("table with half a character", colours("<FEFF004180>"), colours("<FEFF0041FF>")),
        Pair("table escaped", colours("(\\376\\377\\000A\\200)"), colours("(\\376\\377\\000A\\377)")),
        Pair("table that is a text elsewhere", colours("<FEFF00410042>"), colours("(AB)")),
        Pair("font with a tag and no shapes", font("ZapfDingbats"), font("ABCDEF+ZapfDingbats")),
    ]

    private static let structures: [Pair] = [
        Pair("two ways back", ring(100), ring(101)),
        Pair(
            "leaf with kids", plain,
            TinyPDF(
                pages: [.init(content: "(1.00) Tj", entries: "/Kids [100 0 R]")],
                extra: ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 101 0 R >>", stream("(1.30) Tj")])),
        Pair(
            "leaf with a key that looks like kids", plain,
            TinyPDF(
                pages: [.init(content: "(1.00) Tj", entries: "/#E2#84#AAids [100 0 R]")],
                extra: ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 101 0 R >>", stream("(1.30) Tj")])),
        Pair("rotation of half a turn and a bit", plain, page("/Rotate 180.4")),
        Pair("rotation beyond 32 bits", plain, page("/Rotate 4294967386")),
        Pair("annotation of another generation", page("/Annots [100 0 R]"), generation(1)),
        Pair("annotations handed down", plain, page("", extra: stamp, tree: "/Annots [100 0 R]")),
        Pair("layer of another generation", layer("/D << >>"), layer("/D << /OFF [100 1 R] >>")),
        Pair("layers without a configuration", layer("/D << >>"), layer("/Configs [<< /OFF [100 0 R] >>]")),
        Pair("note that readers draw", note("Helvetica"), note("ZapfDingbats")),
        Pair("field that readers draw", field("<EFBBBF312E3330>"), field("<FEFF0031002E00330030>")),
        Pair("colours of the output", plain, page("", extra: [stream("icc", "/N 1")], catalog: "/OutputIntents [<< /DestOutputProfile 100 0 R >>]")),
        Pair("part of the page that is shown", plain, page("", catalog: "/ViewerPreferences << /ViewArea /BleedBox >>")),
    ]

    static let pairs = names + structures

    /// Some readers show what belongs to a layer that is in no list, others do not.
    @Test(arguments: ["/L 102 0 R", "/L << /Type /OCG /Name (c) >>", "/L << /Type /OCMD /OCGs [100 0 R 102 0 R] >>"])
    func whatBelongsToALayerThatTheFileDoesNotListIsNotPlain(_ properties: String) async throws {
        var file = Self.layer("/D << >>", properties)
        file.extra.append("<< /Type /OCG /Name (c) >>")
        let unlisted = try await read(file.bytes)
        #expect(unlisted.digest == nil && unlisted.codes.contains("sheet.not_plain"))
        #expect(try await read(Self.layer("/D << >>", "/L << /Type /OCMD /OCGs [100 0 R 101 0 R] >>").bytes).digest != nil)
    }

    private func read(_ data: Data) async throws -> (digest: String?, codes: [String]) {
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(try bench.put(data, as: "a.pdf"), as: "a.pdf")
        return (facts?.pages.first?.pageDigest, codes)
    }

    @Test(arguments: pairs) func whatViewersDrawDifferentlyIsNeverTheSame(_ pair: Pair) async throws {
        let (first, second) = (try await read(pair.first.bytes), try await read(pair.second.bytes))
        #expect(first.digest == nil || first.digest != second.digest)
        for side in [first, second] where side.digest == nil { #expect(!side.codes.isEmpty) }
    }

    // MARK: Bytes
    private static func replacing(_ old: String, _ new: String, in data: Data) throws -> Data {
        var data = data
        let range = try #require(data.range(of: Data(old.utf8), options: .backwards))
        data.replaceSubrange(range, with: Data(new.utf8))
        return data
    }

    /// Ways to write the same objects so that viewers which look for them in different ways find different ones.
    static let spellings: [(String, @Sendable (Data) throws -> Data)] = [
        ("header later", { Data("%PDF-x\n".utf8) + $0 }),
        ("header of no version", { try replacing("%PDF-1.7", "%PDF-1.x", in: $0) }),
        ("object behind the table", { try replacing("startxref", "11 0 obj\n(1.00)\nendobj\nstartxref", in: $0) }),
        ("end far from the end", { $0 + Data(String(repeating: " ", count: 1040).utf8) }),
        ("more behind the end", { $0 + Data("11 0 obj\nnull\nendobj\n".utf8) }),
        ("number twice in a table", { try replacing("trailer", "11 1\n0000000009 00000 n \ntrailer", in: $0) }),
        ("two kinds of table", { try replacing("/Info 3 0 R", "/XRefStm 9 /Info 3 0 R", in: $0) }),
        ("key escaped needlessly", { try replacing("/Info 3 0 R", "/#49nfo 3 0 R", in: $0) }),
        ("key twice", { try replacing("/Info 3 0 R", "/Info 3 0 R /Info 3 0 R", in: $0) }),
        ("table of fewer objects", { try replacing("/Size 12", "/Size 10", in: $0) }),
        ("comment with an object", { try replacing("startxref", "% 11 0 obj\nstartxref", in: $0) }),
        ("reference of another generation", { try replacing("/Info 3 0 R", "/Info 3 1 R", in: $0) }),
    ]

    @Test(arguments: spellings.map(\.0)) func whatIsSpeltAmbiguouslyHasNoDigest(_ name: String) async throws {
        let spell = try #require(Self.spellings.first { $0.0 == name }).1
        #expect(try await read(Self.plain.bytes).digest?.hasPrefix("pd3:") == true)
        let spelt = try await read(try spell(Self.plain.bytes))
        #expect(spelt.digest == nil && !spelt.codes.isEmpty, "\(spelt.codes)")
    }

    @Test(arguments: ["(1.30) Tj\nendstream\n(1.00) Tj", "(1.30) Tj endstream"]) func aStreamThatEndsTwiceHasNoDigest(_ content: String) async throws
    {
        #expect(try await read(TinyPDF(pages: [.init(content: content)]).bytes).digest == nil)
    }

    @Test func mutatedFilesAreReadToTheEnd() async throws {
        var random = SystemRandomNumberGenerator()
        let whole = Self.layer("/D << /OFF [100 0 R] >>").bytes
        for _ in 0..<40 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    [0, 0x20, 0x28, 0x3C, 0x5B, 0x25, 0x39, 0xFF].randomElement(using: &random) ?? 0
            }
            _ = try await read(bytes)
        }
    }

    // MARK: Walks
    /// Forms that all lead to each other: each is walked once, and the digest is there.
    @Test func formsThatAllLeadToEachOtherAreWalkedOnce() async throws {
        let count = 40
        let entries = "/Resources << /XObject << \((0..<count).map { "/F\($0) \(100 + $0) 0 R" }.joined(separator: " ")) >> >>"
        let file = TinyPDF(pages: [.init(entries: entries)], extra: (0..<count).map { Self.form("\($0)", entries) })
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(
            try bench.put(file.bytes, as: "a.pdf"), as: "a.pdf", limits: SheetLimits(digestTokens: 12 * count * count))
        #expect(codes == [] && facts?.pages.first?.pageDigest != nil)
    }

    /// One large object to which thousands of others lead.
    @Test func aFileThatMakesUsParseItAgainAndAgainIsGivenUp() async throws {
        let large = "[\(String(repeating: "0 ", count: 20_000))]"
        let links = (0..<300).map { "/F\($0) << /Type /Font /Subtype /Type1 /DescendantFonts 100 0 R >>" }.joined(separator: " ")
        let bench = try Workbench()
        let file = Self.page("/Resources << /Font << \(links) >> >>", extra: [large])
        let (facts, codes) = await Workbench.read(try bench.put(file.bytes, as: "a.pdf"), as: "a.pdf", limits: SheetLimits(parsed: 1 << 20))
        #expect(facts?.pages.first?.pageDigest == nil && codes.contains("sheet.timeout"), "\(codes)")
    }
}
