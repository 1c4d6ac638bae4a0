import Foundation
import Sheets
import Testing

/// Pairs of drawings that differ on paper, made so that the difference hides where a digest may not look.
@Suite struct PageForgeryTests {
    struct Forgery: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let plot: @Sendable (_ variant: String) -> TinyPDF

        init(_ name: String, _ plot: @escaping @Sendable (String) -> TinyPDF) {
            (testDescription, self.plot) = (name, plot)
        }
    }

    private static func form(_ text: String, entries: String = "") -> String {
        let content = "BT /H 90 Tf (\(text)) Tj ET"
        return "<< /Type /XObject /Subtype /Form /BBox [0 0 2000 2000] \(entries) /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }

    private static func glyph(_ text: String) -> String { "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream" }

    /// A resource may have any name; these are keys that mean something elsewhere.
    private static let names = ["Fm0", "Metadata", "Parent", "LastModified", "PieceInfo", "StructParents", "ModDate", "ID", "B", "P", "Length"]

    private static let resources: [Forgery] = names.map { name in
        Forgery("XObject /\(name)") { variant in
            TinyPDF(pages: [.init(content: "/\(name) Do", entries: "/Resources << /XObject << /\(name) 100 0 R >> >>")], extra: [form(variant)])
        }
    }

    private static func type3(_ glyph: String) -> String {
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] "
            + "/Encoding << /Differences [97 /\(glyph)] >> /CharProcs << /\(glyph) 101 0 R >> >>"
    }

    private static let fonts: [Forgery] = [
        Forgery("glyph /Parent") { variant in
            TinyPDF(
                pages: [.init(content: "(a) Tj", entries: "/Resources << /Font << /Z 100 0 R >> >>")],
                extra: [type3("Parent"), glyph("9 0 0 0 9 9 d1 (\(variant)) Tj")])
        },
        Forgery("font in the page tree") { variant in
            TinyPDF(
                pages: [.init(content: "(a) Tj", entries: "/Resources << /Font << /Z 100 0 R >> >>")],
                extra: [type3("a"), glyph("9 0 0 0 9 9 d1 (\(variant)) Tj")], strays: "100 0 R")
        },
        Forgery("dictionary of glyphs in the page tree") { variant in
            let font = "<< /Type /Font /Subtype /Type3 /CharProcs 101 0 R /Encoding << /Differences [97 /B] >> >>"
            return TinyPDF(
                pages: [.init(content: "(a) Tj", entries: "/Resources << /Font << /Z 100 0 R >> >>")],
                extra: [font, "<< /B 102 0 R >>", glyph("9 0 0 0 9 9 d1 (\(variant)) Tj")], strays: "101 0 R")
        },
    ]

    private static let annotations: [Forgery] = [
        Forgery("state /Metadata of an appearance") { variant in
            let widget = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AS /Metadata /AP << /N << /Metadata 101 0 R >> >> >>"
            return TinyPDF(pages: [.init(entries: "/Annots [100 0 R]")], extra: [widget, form(variant)])
        },
        Forgery("empty signature field with a picture") { variant in
            let widget = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /F 4 /Rect [0 0 99 99] /AP << /N 101 0 R >> >>"
            return TinyPDF(
                pages: [.init(entries: "/Annots [100 0 R]")], extra: [widget, form(variant)], catalog: "/AcroForm << /Fields [100 0 R] >>")
        },
        Forgery("signature field whose value is none") { variant in
            let widget = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V << /Type /Sig /M (now) >> /Rect [0 0 99 99] /AP << /N 101 0 R >> >>"
            return TinyPDF(
                pages: [.init(entries: "/Annots [100 0 R]")], extra: [widget, form(variant)], catalog: "/AcroForm << /Fields [100 0 R] >>")
        },
        Forgery("value of the field above") { variant in
            TinyPDF(
                pages: [.init(entries: "/Annots [100 0 R]")],
                extra: [
                    "<< /Type /Annot /Subtype /Widget /F 4 /Rect [0 0 99 99] /Parent 101 0 R >>",
                    "<< /FT /Tx /T (t) /V (\(variant)) /DA (/Helv 90 Tf 0 g) /Kids [100 0 R] >>",
                ], catalog: "/AcroForm << /NeedAppearances true /Fields [101 0 R] >>")
        },
        Forgery("readers told to draw the fields afresh") { variant in
            TinyPDF(
                pages: [.init(entries: "/Annots [100 0 R]")],
                extra: ["<< /Type /Annot /Subtype /Widget /FT /Tx /T (t) /V (b) /Rect [0 0 99 99] /AP << /N 101 0 R >> >>", form("a")],
                catalog: "/AcroForm << /NeedAppearances \(variant == "1.00" ? "true" : "false") /Fields [100 0 R] >>")
        },
    ]

    private static let layers: [Forgery] = [
        Forgery("layer that readers switch by its usage") { variant in
            let rule = variant == "1.00" ? "/AS [<< /Event /View /OCGs [100 0 R] /Category [/View] >>]" : ""
            return TinyPDF(
                pages: [.init(content: "/OC /L BDC EMC", entries: "/Resources << /Properties << /L 100 0 R >> >>")],
                extra: ["<< /Type /OCG /Name (L) /Usage << /View << /ViewState /OFF >> >> >>"],
                catalog: "/OCProperties << /OCGs [100 0 R] /D << /ON [100 0 R] \(rule) >> >>")
        },
        Forgery("usage of a layer") { variant in
            TinyPDF(
                pages: [.init(content: "/OC /Metadata BDC EMC", entries: "/Resources << /Properties << /Metadata 100 0 R >> >>")],
                extra: ["<< /Type /OCG /Name (L) /Usage << /View << /ViewState /\(variant == "1.00" ? "ON" : "OFF") >> >> >>"],
                catalog: "/OCProperties << /OCGs [100 0 R] /D << /BaseState /ON >> >>")
        },
        Forgery("unit of the page") { TinyPDF(pages: [.init(entries: $0 == "1.00" ? "" : "/UserUnit 2")]) },
        Forgery("small figures") { TinyPDF(pages: [.init(content: "BT (\($0) m) Tj ET")]) },
    ]

    static let forgeries = resources + fonts + annotations + layers

    private func digests(_ data: Data) async throws -> [String?] {
        let bench = try Workbench()
        return await Workbench.read(try bench.put(data, as: "a.pdf"), as: "a.pdf").0?.pages.map(\.pageDigest) ?? []
    }

    @Test(arguments: forgeries) func whatIsDrawnOtherwiseHasAnotherDigest(_ forgery: Forgery) async throws {
        let first = try await digests(forgery.plot("1.00").bytes)
        let second = try await digests(forgery.plot("0.80").bytes)
        // Where readers draw by themselves there is none, and then nothing is held to be the same.
        #expect(!first.isEmpty && (first.allSatisfy { $0 == nil } || first != second))
    }

    @Test(arguments: forgeries) func theSameDrawingPlottedAgainKeepsItsDigest(_ forgery: Forgery) async throws {
        let first = forgery.plot("1.00")
        var second = first
        second.date = "D:20261121120000Z"
        second.pages[0].entries += " /LastModified (D:2026) /PieceInfo << /CAD << /Private 7 >> >> /StructParents 3"
        let bench = try Workbench()
        let written = bench.folder.appendingPathComponent("again.pdf")
        try bench.run("qpdf", ["--object-streams=generate", "--warning-exit-0", try bench.put(second.bytes, as: "b.pdf"), written.path])
        #expect(try await digests(first.bytes) == digests(second.bytes))
        #expect(try await digests(first.bytes) == digests(try Data(contentsOf: written)))
    }

    /// Dates and metadata of what is drawn, and the numbers of objects, are the plot's and not the drawing's.
    @Test func datesAndMetadataOfWhatIsDrawnDoNotCount() async throws {
        let page = TinyPDF.Page(entries: "/Resources << /XObject << /F 100 0 R >> >> /Annots [101 0 R]")
        func plot(_ date: String) -> Data {
            let note = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /M (\(date)) /CreationDate (\(date)) /NM (\(date)) /P 10 0 R >>"
            let drawn = Self.form("a", entries: "/LastModified (\(date)) /PieceInfo << /CAD << /LastModified (\(date)) >> >> /Metadata 102 0 R")
            return TinyPDF(pages: [page], extra: [drawn, note, Self.glyph("<x:xmpmeta>\(date)</x:xmpmeta>")]).bytes
        }
        #expect(try await digests(plot("D:20260101")) == digests(plot("D:20261121")))
    }
}
