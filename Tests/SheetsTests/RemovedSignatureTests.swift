import Foundation
import Sheets
import Testing

/// What an update behind a signature may hide: the signature itself, or a drawing that passes for one.
@Suite struct RemovedSignatureTests {
    private func read(_ file: SignedPDF) async throws -> (facts: SheetFacts, codes: [String]) {
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(try bench.put(file.bytes, as: "file"), as: "signed.pdf")
        return (try #require(facts), codes.sorted())
    }

    private let institute: TestSigner
    private let body: TestSigner
    private let blank = (11, "<< /Length 16 >>\nstream\n0 0 900 900 re f\nendstream")
    private let catalog = "/Type /Catalog /Pages 2 0 R"
    private let picture = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10 >>\nstream\n0 0 9 9 re\nendstream"

    init() throws {
        institute = try #require(TestSigner.institute)
        body = try #require(TestSigner.body)
    }

    @Test func aSignatureThatAnUpdateTookAwayIsFoundAndTheChangeWithIt() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        file.append([(1, "<< \(catalog) >>"), blank])
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.changed_after_signature", "sheet.signature_removed"])
        #expect(facts.signatures == [])
        #expect(facts.revisions?.map(\.verdict) == [.covered, .signed, .unsigned])
        #expect(facts.revisions?.map(\.signatures) == [[], ["Institute"], []] && facts.revisions?.last?.changedPages == [1])
    }

    @Test func aSignatureFieldThatBecameATextIsASignatureTakenAway() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        file.append([(900, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Institute) /V 901 0 R /Rect [0 0 0 0] /P 10 0 R >>"), blank])
        #expect(try await read(file).codes == ["sheet.changed_after_signature", "sheet.signature_removed"])
    }

    /// Whoever signs last answers for the file, and not for what was signed before and is gone.
    @Test func aLaterSignatureDoesNotExcuseThatAnEarlierOneIsGone() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        file.append([(900, "<< /FT /Sig /T (Institute) >>"), blank])
        try file.sign("Body", by: body)
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.signature_removed"])
        #expect(facts.signatures?.map(\.field) == ["Body"] && facts.revisions?.last?.changedPages == [1])
    }

    @Test func bytesThatOnlyLookLikeASignatureAreNone() async throws {
        let trap = "% /ByteRange [0 10 20 30] /ByteRange x"
        var file = SignedPDF(TinyPDF(pages: [.init(content: trap)]))
        file.append([(1500, "<< /Note (nothing) >>")])
        let (facts, codes) = try await read(file)
        #expect(codes == [] && facts.signatures == [] && facts.revisions?.map(\.verdict) == [.unsigned, .unsigned])
    }

    /// An empty signature field that draws over the page is no seal.
    @Test func anUnsignedSignatureFieldWithAPictureIsAChange() async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [700 0 R] >>"),
            (700, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (stamp) /F 4 /Rect [0 0 2384 1684] /AP << /N 701 0 R >> /P 10 0 R >>"),
            (701, picture),
        ])
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.changed_after_signature"] && facts.revisions?.last?.changedPages == [1])
    }

    /// A second field that borrows the first one's value, and another picture on the field that is signed, are drawings that nobody signed.
    @Test(arguments: [702, 900]) func aPictureOnABorrowedOrOldSignatureIsAChange(_ field: Int) async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute)
        let form = "/AcroForm << /SigFlags 3 /Fields [900 0 R \(field == 900 ? "" : "702 0 R")] >>"
        file.append([
            (1, "<< \(catalog) \(form) >>"),
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [\(field) 0 R] >>"),
            (field, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Institute) /V 901 0 R /Rect [0 0 99 99] /AP << /N 701 0 R >> /P 10 0 R >>"),
            (701, picture),
        ])
        let codes = try await read(file).codes
        #expect(codes.contains("sheet.changed_after_signature"))
    }

    /// The widget of a seal changes nothing that is drawn, as long as it is as small as one.
    @Test(arguments: [("[100 100 300 300]", true), ("[0 0 2000 1200]", false)])
    func aSealKeepsTheDigestUnlessItCoversThePage(_ rect: String, keeps: Bool) async throws {
        var file = SignedPDF(TinyPDF())
        let before = try await read(file).facts.pages.map(\.pageDigest)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [900 0 R] >>"), (701, picture),
        ])
        try file.sign("Institute", by: institute, widget: "/Rect \(rect) /AP << /N 701 0 R >>")
        let (facts, codes) = try await read(file)
        #expect(codes == [] && facts.signatures?.map(\.verdict) == [.intact])
        #expect((facts.pages.map(\.pageDigest) == before) == keeps)
    }

    /// A stamp of the review body is visible, and none of the drawing: the institute's pages are as it signed them.
    @Test func aVisibleStampBehindASignatureChangesNoPage() async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [902 0 R] >>"), (701, picture),
        ])
        try file.sign("Stamp", by: body, widget: "/Rect [100 100 300 300] /AP << /N 701 0 R >>")
        let (facts, codes) = try await read(file)
        #expect(codes == [] && facts.signatures?.map(\.verdict) == [.intact, .intact])
        #expect(facts.revisions?.last?.changedPages == [])
    }
}
