import Foundation
import Sheets
import Testing

@Suite struct SheetReaderTests {
    private func read(_ data: Data, as name: String, limits: SheetLimits = SheetLimits()) async throws -> (SheetFacts?, [String]) {
        let bench = try Workbench()
        return await Workbench.read(try bench.put(data, as: "file"), as: name, limits: limits)
    }

    @Test func aPlainSheetHasItsFactsAndNoFinding() async throws {
        let file = TinyPDF(pages: [.init(), .init(box: "0 0 1191 842", entries: "/Rotate 270")])
        let (facts, codes) = try await read(file.bytes, as: "建施-06 三层平面.pdf")
        #expect(codes == [])
        #expect(facts?.version == "1.7")
        #expect(facts?.pages.map(\.paper) == ["A1", "A3"])
        #expect(facts?.pages.map(\.rotation) == [0, 270])
        #expect(facts?.pages.allSatisfy { $0.look?.count == 4 + 256 && $0.pageDigest?.count == 4 + 64 } == true)
    }

    @Test(arguments: [["secret", "secret", "256", "--"], ["", "secret", "128", "--print=none", "--"]])
    func anEncryptedFileIsRefusedAlsoWhenThePasswordIsEmpty(_ options: [String]) async throws {
        let bench = try Workbench()
        let plain = try bench.put(TinyPDF().bytes, as: "plain.pdf")
        let locked = bench.folder.appendingPathComponent("locked.pdf").path
        try bench.run("qpdf", ["--allow-weak-crypto", "--encrypt"] + options + [plain, locked])
        let (facts, codes) = await Workbench.read(locked, as: "locked.pdf")
        #expect(codes == ["sheet.encrypted"])
        #expect(facts?.encrypted == true)
    }

    @Test func everyTruncationOfASheetIsAFindingAndNeverACrash() async throws {
        let whole = TinyPDF(pages: [.init(), .init()]).bytes
        for part in stride(from: 8, to: whole.count - 10, by: 97) {
            let (facts, codes) = try await read(whole.prefix(part), as: "cut.pdf")
            #expect(codes.contains { ["sheet.damaged", "sheet.repaired", "sheet.no_pages"].contains($0) }, "cut at \(part): \(codes)")
            #expect(facts?.damaged == true || codes.contains("sheet.no_pages"))
        }
    }

    @Test func aFileIsWhatItsBytesSay() async throws {
        #expect(try await read(TinyPDF().bytes, as: "plan.dwg").1 == ["sheet.type_mismatch"])
        #expect(try await read(Data("AC1032xxxxxx".utf8), as: "plan.dwg").1 == [])
        #expect(try await read(Data("AC1032xxxxxx".utf8), as: "plan.pdf").1 == ["sheet.type_mismatch"])
        #expect(try await read(Data("AC1099xxxxxx".utf8), as: "plan.dwg").1 == ["sheet.drawing_header"])
        #expect(try await read(Data(), as: "plan.pdf").1 == ["sheet.empty"])
        #expect(try await read(Data("\n\n%PDF-1.7".utf8), as: "late.pdf").1 == ["sheet.type_mismatch"])
    }

    @Test func pagesOutsideWhatPDFAllowsAreRefused() async throws {
        let huge = TinyPDF(pages: [.init(box: "0 0 20000 20000")])
        #expect(try await read(huge.bytes, as: "huge.pdf").1.contains("sheet.page_size"))
        for length in ["99999999999999999999", "9223372036854775808", "1e30", "-99999999999999999999"] {
            let absurd = TinyPDF(pages: [.init(box: "0 0 \(length) 595")])
            #expect(try await read(absurd.bytes, as: "absurd.pdf").1.contains { $0.hasPrefix("sheet.") }, "\(length)")
        }
        let wide = TinyPDF(pages: [.init(box: "0 0 14000 14000")])
        #expect(try await read(wide.bytes, as: "wide.pdf").1 == [])
        #expect(try await read(TinyPDF(pages: []).bytes, as: "none.pdf").1 == ["sheet.no_pages"])
    }

    @Test func morePagesThanAllowedAreAFinding() async throws {
        let many = TinyPDF(pages: Array(repeating: .init(), count: 4))
        #expect(try await read(many.bytes, as: "many.pdf", limits: SheetLimits(pages: 3)).1 == ["sheet.too_many_pages"])
    }

    @Test(arguments: [
        ("/OpenAction << /S /J#61vaScript /JS (app.beep) >>", "sheet.active_content"),
        ("/OpenAction << /S /Launch /F (a.exe) >>", "sheet.active_content"),
        ("/OpenAction << /S /ImportData /F (a.fdf) >>", "sheet.active_content"),
        ("/AcroForm << /XFA (x) /Fields [] >>", "sheet.active_content"),
        ("/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 10 0 R >> >>] >> /T << /Type /EmbeddedFile >> >>", "sheet.attachment"),
    ]) func whatIsMoreThanADrawingIsAFinding(_ catalog: String, _ code: String) async throws {
        #expect(try await read(TinyPDF(catalog: catalog).bytes, as: "a.pdf").1 == [code])
    }

    @Test func aToolThatTakesTooLongIsAFinding() async throws {
        let limits = SheetLimits(tool: ToolLimits(deadline: .milliseconds(1)))
        #expect(try await read(TinyPDF().bytes, as: "slow.pdf", limits: limits).1 == ["sheet.timeout"])
    }

    @Test func structuresMadeToExhaustUsEndInFindingsOrFacts() async throws {
        let ring = (0..<200).map { "<< /A \(100 + ($0 + 1) % 200) 0 R /B \(100 + ($0 + 7) % 200) 0 R >>" }
        let tangled = TinyPDF(pages: [.init(entries: "/Tangle 100 0 R")], extra: ring)
        // Every object once, whichever way leads to it.
        let result = try await read(tangled.bytes, as: "ring.pdf", limits: SheetLimits(digestTokens: 10_000))
        #expect(result.1 == [] && result.0?.pages.first?.pageDigest != nil)
        let deep = TinyPDF(pages: [
            .init(entries: "/Resources << /Deep \(String(repeating: "[", count: 450))\(String(repeating: "]", count: 450)) >>")
        ])
        let nested = try await read(deep.bytes, as: "deep.pdf")
        #expect(nested.0?.pages.first?.pageDigest == nil && nested.1 == ["sheet.not_plain"])
        let chain = (0..<3000).map { "<< /Next \(101 + $0) 0 R >>" }
        let linked = TinyPDF(pages: [.init(entries: "/Chain 100 0 R")], extra: chain)
        let chained = try await read(linked.bytes, as: "chain.pdf")
        #expect(chained.0?.pages.count == 1 && chained.1 == ["sheet.digest_unavailable"])
        let cycle = TinyPDF(pages: [.init(entries: "/Loop 100 0 R")], extra: ["<< /A 101 0 R >>", "<< /B 100 0 R /C 10 0 R >>"])
        #expect(try await read(cycle.bytes, as: "cycle.pdf").0?.pages.first?.pageDigest != nil)
    }

    @Test func theWordsOfTheTitleCannotForgeFacts() async throws {
        let title = #"<< /Title (x\nPages: 99\nPage 7 size: 1 x 1 pts\nEncrypted: yes) >>"#
        var text = String(decoding: TinyPDF(extra: [title]).bytes, as: UTF8.self)
        text = text.replacing("/Info 3 0 R", with: "/Info 100 0 R")
        let (facts, codes) = try await read(Data(text.utf8), as: "title.pdf")
        #expect(facts?.pages.count == 1 && facts?.encrypted == false)
        #expect(codes == [])
    }

    @Test(.enabled(if: Workbench.corpus != nil)) func realDrawingsAreReadAndTheBrokenOneIsNamed() async throws {
        let corpus = try #require(Workbench.corpus)
        let names = try FileManager.default.contentsOfDirectory(atPath: corpus.appendingPathComponent("drawings").path).filter {
            $0.hasSuffix(".pdf")
        }
        #expect(names.count == 10)
        var digests: Set<String> = []
        for name in names {
            let (facts, codes) = await Workbench.read(corpus.appendingPathComponent("drawings/\(name)").path, as: name)
            #expect(codes == [], "\(name)")
            digests.formUnion(facts?.pages.compactMap(\.pageDigest) ?? [])
        }
        #expect(digests.count == 14)
        let broken = await Workbench.read(corpus.appendingPathComponent("large-sheets/issue9418.pdf").path, as: "issue9418.pdf")
        #expect(broken.1 == ["sheet.damaged"])
        let large = await Workbench.read(corpus.appendingPathComponent("large-sheets/issue14497.pdf").path, as: "issue14497.pdf")
        #expect(large.0?.pages.first?.paper == "A0" && large.1 == [])
    }
}
