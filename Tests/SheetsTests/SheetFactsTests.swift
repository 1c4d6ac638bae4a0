import Foundation
import Sheets
import Testing

@Suite struct SheetFactsTests {
    private func read(_ data: Data, as name: String = "a.pdf", limits: SheetLimits = SheetLimits()) async throws -> (SheetFacts?, [String]) {
        let bench = try Workbench()
        return await Workbench.read(try bench.put(data, as: "file"), as: name, limits: limits)
    }

    @Test func fontsAreListedAndOneThatIsNotEmbeddedIsNamed() async throws {
        let fonts = "/Resources << /Font << /A 100 0 R /B 101 0 R /C 102 0 R >> >>"
        let file = TinyPDF(
            pages: [.init(entries: fonts)],
            extra: [
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
                "<< /Type /Font /Subtype /TrueType /BaseFont /SimSun /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 >> >>",
                "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [103 0 R] >>",
                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /FontDescriptor << /Type /FontDescriptor /FontFile2 104 0 R >> >>",
                "<< /Length 1 >>\nstream\nx\nendstream",
            ])
        let (facts, codes) = try await read(file.bytes)
        #expect(codes == ["sheet.font_not_embedded"])
        #expect(
            facts?.fonts?.map { "\($0.name) \($0.type) \($0.embedded)" } == [
                "Helvetica-Bold Type1 false", "SimSun TrueType false", "Song CIDFontType2 true",
            ])
    }

    @Test func aLayerThatIsOffIsNamedAndOneThatIsOnIsNot() async throws {
        func file(off: String) -> TinyPDF {
            TinyPDF(
                pages: [
                    .init(
                        content: "/OC /L BDC 0 0 5 5 re f EMC", entries: "/Resources << /Properties << /L 100 0 R /M 101 0 R >> >>")
                ],
                extra: ["<< /Type /OCG /Name (Walls) >>", "<< /Type /OCG /Name <FEFF8BBE5907> >>"],
                catalog: "/OCProperties << /OCGs [100 0 R 101 0 R] /D << /OFF [\(off)] >> >>")
        }
        let (shown, none) = try await read(file(off: "").bytes)
        #expect(none == [] && shown?.layers?.map(\.visible) == [true, true])
        let (hidden, codes) = try await read(file(off: "101 0 R").bytes)
        #expect(codes == ["sheet.hidden_layer"])
        #expect(hidden?.layers?.map { "\($0.name) \($0.visible)" } == ["Walls true", "设备 false"])
    }

    @Test func aPageInLargerUnitsHasItsRealPaper() async throws {
        let file = TinyPDF(pages: [.init(box: "0 0 1192 842", entries: "/UserUnit 2")])
        #expect(try await read(file.bytes).0?.pages.first?.paper == "A1")
    }

    @Test func charactersAreCountedAndAPageWithoutTextIsNoFault() async throws {
        let page = TinyPDF.Page(
            content: "BT /F 20 Tf 100 100 Td (Plan A) Tj ET",
            entries: "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>")
        let (facts, codes) = try await read(TinyPDF(pages: [page, .init()]).bytes)
        #expect(codes == [])
        #expect(facts?.pages.map(\.characters) == [5, 0])
        #expect(facts?.pages.allSatisfy { $0.titleBlock == nil && $0.drawingList == nil } == true)
        let few = try await read(TinyPDF(pages: [page, .init()]).bytes, limits: SheetLimits(texts: 1))
        #expect(few.0?.pages.map(\.characters) == [5, nil] && few.1 == [])
    }

    @Test func whatAFileDoesBesidesIsAmongItsFacts() async throws {
        let (facts, _) = try await read(TinyPDF(catalog: "/OpenAction << /S /Launch /F (a.exe) >>").bytes)
        #expect(facts?.hazards == ["/Launch"])
        #expect(facts?.signatures == [] && facts?.revisions == nil)
    }

    @Test(.enabled(if: Workbench.corpus != nil)) func aRealSheetWithoutItsFontSaysSo() async throws {
        let corpus = try #require(Workbench.corpus)
        let path = corpus.appendingPathComponent("large-sheets/issue12810.pdf").path
        let (facts, codes) = await Workbench.read(path, as: "issue12810.pdf")
        #expect(codes == ["sheet.font_not_embedded"])
        #expect(facts?.fonts?.contains { $0.name == "Arial" && !$0.embedded } == true)
    }
}
