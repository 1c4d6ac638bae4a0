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

    /// Whoever signs can show a picture, and a picture can cover a figure with another: it belongs to what is drawn. The value of the signature, its
    /// date and its number do not: the same drawing sealed anew is the same.
    @Test func theValueOfASignatureIsNoContentAndItsPictureIs() async throws {
        func plot(_ rect: String?, by signer: TestSigner) async throws -> [String?] {
            var file = SignedPDF(TinyPDF())
            file.append([
                (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [900 0 R] >>"), (701, picture),
            ])
            try file.sign("Institute", by: signer, widget: rect.map { "/Rect \($0) /AP << /N 701 0 R >>" } ?? "/Rect [0 0 0 0]")
            let (facts, codes) = try await read(file)
            #expect(codes == [] && facts.signatures?.map(\.verdict) == [.intact])
            return facts.pages.map(\.pageDigest)
        }
        let bare = try await read(SignedPDF(TinyPDF())).facts.pages.map(\.pageDigest)
        let sealed = try await plot("[100 100 300 300]", by: institute)
        #expect(try await plot("[100 100 300 300]", by: body) == sealed && sealed != bare && !sealed.contains(nil))
        #expect(try await plot("[100 100 300 301]", by: institute) != sealed)
        #expect(try await plot(nil, by: institute) == bare)
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

    // MARK: What cannot be checked
    /// Anybody can make up a seal: its picture is content of the page, whatever the size, and told with the seal.
    @Test(arguments: ["[100 100 140 120]", "[100 100 1100 700]"]) func aMadeUpSealChangesThePage(_ rect: String) async throws {
        var file = SignedPDF(TinyPDF())
        let before = try await read(file).facts.pages.map(\.pageDigest)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [900 0 R] >>"), (701, picture),
        ])
        try file.sign("seal", by: institute, type: "GM.sm2seal", value: Data([0x30, 0x01, 0x00]), widget: "/Rect \(rect) /AP << /N 701 0 R >>")
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.signature_not_verified"] && facts.pages.map(\.pageDigest) != before)
    }

    /// Between revisions too: a seal that nobody can check does not excuse what it shows.
    @Test func aMadeUpSealBehindASignatureIsTold() async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R /Annots [902 0 R] >>"), (701, picture),
        ])
        try file.sign("seal", by: body, type: "GM.sm2seal", value: Data([0x30, 0x01, 0x00]), widget: "/Rect [9 9 99 99] /AP << /N 701 0 R >>")
        #expect(try await read(file).facts.revisions?.last?.changedPages == [1])
    }

    /// The old page lies below the new one, where a careless reader looks for it.
    @Test func anAppendThatHidesTheOldPageBelowTheNewOneIsAChange() async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute)
        file.append([
            (10, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 702 0 R /Kids [703 0 R] >>"),
            (702, "<< /Length 16 >>\nstream\n0 0 900 900 re f\nendstream"),
            (703, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Contents 11 0 R >>"),
        ])
        #expect(try await read(file).codes.contains("sheet.changed_after_signature"))
    }

    /// A range that is spelt otherwise: nobody else may find the signature, so it is not verified; and when it is taken away, that is found.
    @Test func aSignatureThatIsSpeltToBeOverlookedIsFound() async throws {
        var file = SignedPDF(TinyPDF())
        try file.sign("Institute", by: institute, range: "/Byte#52ange")
        let signed = try await read(file)
        #expect(signed.codes == ["sheet.not_plain", "sheet.signature_not_verified"] && signed.facts.signatures?.map(\.verdict) == [.notVerified])
        file.append([(1, "<< \(catalog) >>"), blank])
        let codes = try await read(file).codes
        #expect(codes.contains("sheet.signature_removed") && codes.contains("sheet.changed_after_signature"))
    }
}
