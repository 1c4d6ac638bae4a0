import Foundation
import Sheets
import Testing

@Suite struct PageDigestTests {
    private func digests(_ data: Data, named name: String = "a.pdf") async throws -> [String?] {
        let bench = try Workbench()
        let path = try bench.put(data, as: name)
        return await Workbench.read(path, as: name).0?.pages.map(\.pageDigest) ?? []
    }

    /// The file after qpdf wrote it again in some way.
    private func rewritten(_ data: Data, _ options: [String]) throws -> Data {
        let bench = try Workbench()
        let before = try bench.put(data, as: "before.pdf")
        let after = bench.folder.appendingPathComponent("after.pdf")
        try bench.run("qpdf", options + ["--warning-exit-0", before, after.path])
        return try Data(contentsOf: after)
    }

    static let rewrites = [
        ["--linearize"], ["--object-streams=generate", "--recompress-flate", "--compression-level=9"],
        ["--qdf", "--normalize-content=n", "--object-streams=disable"],
    ]

    @Test(arguments: rewrites) func rewritingTheFileChangesItsBytesAndNotItsPages(_ options: [String]) async throws {
        let layer = "<< /Type /OCG /Name (walls) >>"
        var file = TinyPDF(extra: [layer], catalog: "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>")
        file.pages = [
            .init(entries: "/Resources << /Properties << /L 100 0 R >> >>"), .init(content: "1 0 0 rg 5 5 50 50 re f", entries: "/Rotate 90"),
        ]
        let again = try rewritten(file.bytes, options)
        #expect(again != file.bytes)
        let before = try await digests(file.bytes)
        #expect(before.count == 2 && before[0] != nil && before[0] != before[1])
        #expect(try await digests(again) == before)
    }

    @Test(.enabled(if: Workbench.corpus != nil), arguments: rewrites) func realDrawingsKeepTheirDigestsThroughRewrites(_ options: [String])
        async throws
    {
        let corpus = try #require(Workbench.corpus)
        for name in ["drawings/plan-a.pdf", "drawings/proposed-roofplan.pdf", "drawings/site-location-plan.pdf", "large-sheets/issue12810.pdf"] {
            let data = try Data(contentsOf: corpus.appendingPathComponent(name))
            let before = try await digests(data)
            #expect(!before.isEmpty && !before.contains(nil))
            #expect(try await digests(try rewritten(data, options)) == before, "\(name)")
        }
    }

    @Test func anotherPlotOfTheSameContentHasTheSameDigest() async throws {
        let first = TinyPDF(pages: [.init(entries: "/LastModified (D:20250101) /PieceInfo << /CAD << /Private 1 >> >> /Rotate 0")])
        let second = TinyPDF(pages: [.init(entries: "/CropBox [0 0 2384 1684]")], date: "D:20261121000000Z")
        #expect(try await digests(first.bytes) == digests(second.bytes))
    }

    @Test func subsetTagsOfFontsDoNotCount() async throws {
        func plot(_ font: String) -> Data {
            let body = "<< /Type /Font /Subtype /Type1 /BaseFont /\(font) >>"
            return TinyPDF(pages: [.init(entries: "/Resources << /Font << /F1 100 0 R >> >>")], extra: [body]).bytes
        }
        let first = try await digests(plot("ABCDEF+SimSun"))
        #expect(try await digests(plot("QWERTY+SimSun")) == first)
        #expect(try await digests(plot("QWERTY+SimHei")) != first)
    }

    @Test func whatIsDrawnCounts() async throws {
        let layer = "<< /Type /OCG /Name (walls) >>"
        let entries = "/Resources << /Properties << /L 100 0 R >> >> /Annots [101 0 R]"
        func plot(_ content: String, box: String = "0 0 2384 1684", layers: String = "", note: String = "x", rotate: Int = 0) -> Data {
            let annotation =
                "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (\(note)) /M (D:2026) /NM (id-\(note.count)) /AP << /N 102 0 R >> >>"
            let picture = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 1 >>\nstream\nn\nendstream"
            var file = TinyPDF(extra: [layer, annotation, picture], catalog: "/OCProperties << /OCGs [100 0 R] /D << \(layers) >> >>")
            file.pages = [.init(content: content, box: box, entries: "\(entries) /Rotate \(rotate)")]
            return file.bytes
        }
        let variants = [
            plot("0 0 m 100 100 l S"), plot("0 0 m 100 101 l S"), plot("0 0 m 100 100 l S", box: "0 0 1684 1191"),
            plot("0 0 m 100 100 l S", layers: "/OFF [100 0 R]"), plot("0 0 m 100 100 l S", note: "y"), plot("0 0 m 100 100 l S", rotate: 180),
        ]
        var seen: Set<String?> = []
        for variant in variants { seen.insert(try await digests(variant).first ?? nil) }
        #expect(seen.count == variants.count && !seen.contains(nil))
    }

    @Test func aSignatureFieldAndALinkToAnotherPageChangeNothingHere() async throws {
        let plain = TinyPDF(pages: [.init(), .init(content: "f")])
        var signed = plain
        signed.pages[0].entries = "/Annots [100 0 R]"
        signed.extra = ["<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /Parent 101 0 R >>", "<< /FT /Sig /T (seal) /Kids [100 0 R] >>"]
        #expect(try await digests(signed.bytes) == digests(plain.bytes))

        var linked = plain
        linked.pages[0].entries = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest [12 0 R /Fit] >>]"
        let first = try await digests(linked.bytes)
        linked.pages[1].content = "0 0 5 5 re f"
        let second = try await digests(linked.bytes)
        #expect(first[0] == second[0] && first[1] != second[1])
    }

    @Test func sharingAndRepeatingAnObjectAreTheSameToAReader() async throws {
        func plot(_ first: String, _ second: String) -> Data {
            let state = "<< /Type /ExtGState /LW 2 >>"
            return TinyPDF(pages: [.init(entries: "/Resources << /ExtGState << /A \(first) /B \(second) >> >>")], extra: [state, state]).bytes
        }
        let shared = try await digests(plot("100 0 R", "100 0 R"))
        #expect(try await digests(plot("100 0 R", "101 0 R")) == shared)
        #expect(try await digests(plot("<< /Type /ExtGState /LW 2 >>", "101 0 R")) == shared)
        #expect(try await digests(plot("<< /Type /ExtGState /LW 3 >>", "101 0 R")) != shared)
    }

    @Test func withoutRoomForTheStructureThereIsNoDigestButAWarning() async throws {
        let bench = try Workbench()
        let path = try bench.put(TinyPDF().bytes, as: "a.pdf")
        for limits in [SheetLimits(structure: 100), SheetLimits(digestTokens: 3), SheetLimits(tool: ToolLimits(output: 200))] {
            let (facts, codes) = await Workbench.read(path, as: "a.pdf", limits: limits)
            #expect(facts?.pages.first?.pageDigest == nil)
            #expect(codes.contains("sheet.digest_unavailable") || codes.contains("sheet.tool_failed"))
        }
    }
}
