import Foundation
import JointReview
import Sheets
import Testing

/// What a PDF does or carries besides drawings is found by its place, whatever it calls itself.
@Suite struct HazardTests {
    private static let file = ["<< /Type /Filespec /F (a.exe) /EF << /F 101 0 R >> >>", "<< /Length 2 >>\nstream\nMZ\nendstream"]

    private func read(_ file: TinyPDF, _ rewrite: [String]? = nil) async throws -> (facts: SheetFacts?, findings: [Finding]) {
        let bench = try Workbench()
        var path = try bench.put(file.bytes, as: "file.pdf")
        if let rewrite {
            let other = bench.folder.appendingPathComponent("other.pdf").path
            try bench.run("qpdf", rewrite + [path, other])
            path = other
        }
        return await SheetReader(confinement: await Confinement.detect()).read(path: path, name: "a.pdf")
    }

    private func codes(_ file: TinyPDF, _ rewrite: [String]? = nil) async throws -> [String] {
        try await read(file, rewrite).findings.map(\.code)
    }

    private static func linked(_ action: String) -> TinyPDF {
        TinyPDF(pages: [.init(entries: "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A \(action) >>]")])
    }

    @Test(arguments: [
        TinyPDF(pages: [.init(entries: "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] /FS 100 0 R >>]")], extra: file),
        TinyPDF(extra: file, catalog: "/Names << /EmbeddedFiles << /Names [(a) 100 0 R] >> >>"),
        TinyPDF(pages: [.init(entries: "/AF [100 0 R]")], extra: file),
        TinyPDF(extra: file),
        TinyPDF(extra: ["<< /E#46 << /U#46 101 0 R >> >>", file[1]]),
    ]) func anEmbeddedFileIsFoundWithoutItsName(_ file: TinyPDF) async throws {
        #expect(try await codes(file) == ["sheet.attachment"])
    }

    @Test func anEmbeddedFileInAnObjectStreamIsFound() async throws {
        let file = TinyPDF(extra: Self.file, catalog: "/Names << /EmbeddedFiles << /Names [(a) 100 0 R] >> >>")
        #expect(try await codes(file, ["--object-streams=generate"]) == ["sheet.attachment"])
    }

    @Test(arguments: [
        "<< /S /URI /URI (file:///c:/x.exe) >>", "<< /S /URI /URI (https://example.invalid/) >>", "<< /S /GoToE /T << /R /C >> >>",
        "<< /S /SetOCGState /State [/OFF 100 0 R] >>", "<< /S /Hide /T (a) >>", "<< /S /Movie /T (a) >>", "<< /S /Sound /Sound 100 0 R >>",
        "<< /S /GoTo /D [10 0 R /Fit] /Next << /S /GoTo /D [10 0 R /Fit] /Next [<< /S /URI /URI (http://a/) >>] >> >>",
        "<< /S /Thread /F (other.pdf) /D 0 >>", "<< /S /#55RI /URI (http://a/) >>", "102 0 R",
    ]) func whatLeavesOrChangesTheDrawingByItselfIsRefused(_ action: String) async throws {
        let extra = ["<< /Type /OCG /Name (a) >>", "/URI", "<< /S 101 0 R /URI (http://a/) >>"]
        for file in [
            TinyPDF(extra: extra, catalog: "/OpenAction \(action)"), TinyPDF(extra: extra, catalog: "/AA << /WC \(action) >>"),
            TinyPDF(pages: [.init(entries: "/AA << /O \(action) >>")], extra: extra),
            TinyPDF(pages: [.init(entries: "/Annots [<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /AA << /PO \(action) >> >>]")], extra: extra),
        ] {
            let found = try await read(file).findings
            #expect(found.contains { $0.code == "sheet.active_content" && $0.severity == .reject }, "\(action)")
        }
    }

    @Test(arguments: ["<< /S /Named /N /Print >>", "<< /S /ResetForm >>", "<< /S /Unheard >>"])
    func anyOtherActionThatStartsByItselfIsAWarning(_ action: String) async throws {
        #expect(try await codes(TinyPDF(catalog: "/OpenAction \(action)")) == ["sheet.automatic_action"])
        #expect(try await codes(TinyPDF(pages: [.init(entries: "/AA << /C \(action) >>")])) == ["sheet.automatic_action"])
    }

    @Test func aChainOfActionsThatIsARingComesToAnEnd() async throws {
        let ring = TinyPDF(extra: ["<< /S /Named /N /NextPage /Next 101 0 R >>", "<< /S /GoTo /D [10 0 R /Fit] /Next [100 0 R 101 0 R] >>"])
        var opened = ring
        opened.catalog = "/OpenAction 100 0 R"
        #expect(try await read(opened).facts?.hazards == ["/OpenAction→/Named"])
        #expect(try await codes(ring) == [])
    }

    @Test(arguments: [
        ("<< /S /SetOCGState /State [/OFF 100 0 R] >>", "sheet.layer_switch"), ("<< /S /Movie /T (a) >>", "sheet.multimedia"),
        ("<< /S /Sound /Sound 100 0 R >>", "sheet.multimedia"), ("<< /S /Thread /F (b.pdf) /D 0 >>", "sheet.leads_elsewhere"),
        ("<< /S /URI /URI (FILE:c:/a.exe) >>", "sheet.leads_elsewhere"), (#"<< /S /URI /URI (\\\\host\\a.exe) >>"#, "sheet.leads_elsewhere"),
        ("<< /S /URI /URI (java\\tscript:a\\(\\)) >>", "sheet.active_content"), ("<< /S /GoToR /F (b.pdf) >>", "sheet.leads_elsewhere"),
        ("<< /S /Launch /F (a.exe) >>", "sheet.active_content"),
    ]) func anActionThatWaitsForAClickIsToldByItsKind(_ action: String, _ code: String) async throws {
        #expect(try await codes(Self.linked(action)) == [code])
    }

    @Test(arguments: ["/Movie /Movie << /F (x.avi) >> /A true", "/Sound /Sound 100 0 R", "/Screen", "/3D /3DD 100 0 R"])
    func aFilmASoundOrAModelIsAWarning(_ subtype: String) async throws {
        let file = TinyPDF(pages: [.init(entries: "/Annots [<< /Type /Annot /Rect [0 0 9 9] /Subtype \(subtype) >>]")], extra: ["<< >>"])
        #expect(try await codes(file) == ["sheet.multimedia"])
    }

    @Test(arguments: ["/F (http://a/x) /FFilter /FlateDecode", "/F (other.bin)", "/F << /Type /Filespec /F (a) >>", "/#46 100 0 R"])
    func aStreamWhoseDataLieElsewhereIsRefused(_ entries: String) async throws {
        let file = TinyPDF(extra: ["(b.bin)", "<< /Length 0 \(entries) >>\nstream\n\nendstream"])
        let found = try await read(file).findings
        #expect(found.map(\.code) == ["sheet.external_content"] && found.first?.severity == .reject)
    }

    @Test(arguments: [
        TinyPDF(catalog: "/OpenAction [10 0 R /Fit]"), TinyPDF(catalog: "/OpenAction << /S /GoTo /D [10 0 R /Fit] >>"),
        linked("<< /S /GoTo /D [10 0 R /Fit] >>"), linked("<< /S /URI /URI (https://example.invalid/a?file:/b) >>"),
        linked("<< /S /URI /URI (mailto:a@example.invalid) >>"), linked("<< /S /Named /N /NextPage >>"),
        TinyPDF(extra: ["<< /Type /OCG /Name (a) >>"], catalog: "/OCProperties << /OCGs [100 0 R] /D << /ON [100 0 R] /AS [] >> /Configs [] >>"),
        TinyPDF(
            extra: ["<< /FT /Tx /T (a) /V (b) /F 4 >>"], catalog: "/AcroForm << /Fields [100 0 R] >> /Names << /EmbeddedFiles << /Names [] >> >>"),
        // The same names in the place of a font, a layer, a part of the structure.
        TinyPDF(
            pages: [.init(entries: "/Resources << /Font << /EF 100 0 R /AF 100 0 R /F 100 0 R >> >>")],
            extra: ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Type /StructElem /S /Sound >>", "<< /Name /Movie >>"]),
    ]) func whatOrdinaryDrawingsHaveIsNoFinding(_ file: TinyPDF) async throws {
        let (facts, findings) = try await read(file)
        #expect(findings.map(\.code) == [] && facts?.hazards == [])
    }
}
