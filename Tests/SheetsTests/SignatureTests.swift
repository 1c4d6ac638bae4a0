import Foundation
import JointReview
import Sheets
import Testing

@Suite struct SignatureTests {
    private func read(_ file: SignedPDF, limits: SheetLimits = SheetLimits()) async throws -> (facts: SheetFacts, codes: [String]) {
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(try bench.put(file.bytes, as: "file"), as: "signed.pdf", limits: limits)
        return (try #require(facts), codes)
    }

    private let institute: TestSigner
    private let body: TestSigner

    init() throws {
        institute = try #require(TestSigner.institute)
        body = try #require(TestSigner.body)
    }

    @Test func aSignatureOverTheWholeFileIsEvidenceAndNoFinding() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        let (facts, codes) = try await read(file)
        #expect(codes == [])
        let signature = try #require(facts.signatures?.first)
        #expect(signature.verdict == .intact && signature.coverage == .file && signature.revision == 2)
        #expect(signature.signer == "Sample Institute" && signature.subject == "CN=Sample Institute,O=Sample,C=CN")
        #expect(signature.claimedAt == "2026-11-21T09:30:00+08:00" && signature.digest == "SHA-256" && signature.reason == "sample")
        #expect(signature.field == "Institute" && signature.type == "adbe.pkcs7.detached" && signature.valueSha256?.count == 64)
        #expect(signature.byteRange.count == 4 && signature.byteRange[2] + signature.byteRange[3] == file.bytes.count)
        #expect(facts.revisions?.map(\.verdict) == [.covered, .signed])
        #expect(facts.revisions?.map(\.end).last == file.bytes.count)
    }

    /// A stamp of the review body after the institute's signature leaves that valid: each revision has its signer.
    @Test func eachRevisionNamesItsSigner() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        file.append([(11, "<< /Length 21 >>\nstream\n0 0 m 100 100 l S 1 w\nendstream")])
        try file.sign("Stamp", by: body, type: "ETSI.CAdES.detached")
        let (facts, codes) = try await read(file)
        #expect(codes == [])
        #expect(facts.signatures?.map(\.coverage) == [.revision, .file])
        #expect(facts.signatures?.map(\.signer) == ["Sample Institute", "Sample Review Body"])
        #expect(facts.revisions?.map(\.verdict) == [.covered, .signed, .covered, .signed])
        #expect(facts.revisions?.map(\.signatures) == [[], ["Institute"], [], ["Stamp"]])
        #expect(facts.revisions?.last?.changedPages == [1])
    }

    @Test func whatNobodySignedAfterwardsIsAFinding() async throws {
        var harmless = SignedPDF()
        try harmless.sign("Institute", by: institute)
        var shadow = harmless
        harmless.append([(1500, "<< /Note (nothing) >>")])
        let appended = try await read(harmless)
        #expect(appended.codes == ["sheet.unsigned_append"])
        #expect(appended.facts.revisions?.map(\.verdict) == [.covered, .signed, .unsigned])
        #expect(appended.facts.revisions?.last?.changedPages == [])
        // The signature still holds, and the second page is another: 阴阳图纸 inside one file.
        shadow.append([(13, "<< /Length 12 >>\nstream\n0 0 8 8 re f\nendstream")])
        let changed = try await read(shadow)
        #expect(changed.codes == ["sheet.changed_after_signature"])
        #expect(changed.facts.signatures?.map(\.verdict) == [.intact])
        #expect(changed.facts.revisions?.last?.changedPages == [2])
    }

    @Test func aLayerSwitchedAfterTheSignatureIsAChange() async throws {
        let page = TinyPDF.Page(entries: "/Resources << /Properties << /L 100 0 R >> >>")
        var file = SignedPDF(TinyPDF(pages: [page], extra: ["<< /Type /OCG /Name (Walls) >>"]))
        try file.sign("Institute", by: institute)
        file.append([
            (
                1,
                "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [900 0 R] >> "
                    + "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >> >>"
            )
        ])
        #expect(try await read(file).codes.sorted() == ["sheet.changed_after_signature", "sheet.hidden_layer"])
    }

    @Test func aByteChangedUnderASignatureBreaksIt() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        try file.tamper()
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.signature_broken"])
        #expect(facts.revisions?.map(\.verdict) == [.broken, .broken])
    }

    /// The tool calls this one valid too: its ranges leave out more than the value.
    @Test func aSignatureThatLeavesSomethingOutIsAFinding() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute, skipping: 40)
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.signature_coverage"])
        #expect(facts.signatures?.map(\.coverage) == [.partial])
        #expect(facts.revisions?.map(\.verdict) == [.unsigned, .unsigned])
    }

    /// A seal of GB/T 38540, and a CMS with an SM2 key: nothing here can check them, and that says nothing against them.
    @Test func aSealThatCannotBeCheckedIsNotCalledBroken() async throws {
        var seal = SignedPDF()
        try seal.sign("Seal", by: institute, type: "GM.sm2seal", value: Data([0x30, 0x03, 0x02, 0x01, 0x05]))
        let sealed = try await read(seal)
        #expect(sealed.codes == ["sheet.signature_not_verified"])
        #expect(sealed.facts.signatures?.map(\.verdict) == [.notVerified] && sealed.facts.signatures?.map(\.coverage) == [.file])
        #expect(sealed.facts.revisions?.map(\.verdict) == [.notVerified, .notVerified])
        var national = SignedPDF()
        try national.sign("Seal", by: institute, value: Data([0x30, 0x0A, 0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x83, 0x75]))
        #expect(try await read(national).codes == ["sheet.signature_not_verified"])
    }

    /// A change under a seal that nobody can check is told with the seal.
    @Test func anUncheckedSealDoesNotHideAChange() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        file.append([(13, "<< /Length 12 >>\nstream\n0 0 8 8 re f\nendstream")])
        try file.sign("Seal", by: body, type: "GM.sm2seal", value: Data([0x30, 0x03, 0x02, 0x01, 0x05]))
        let bench = try Workbench()
        let path = try bench.put(file.bytes, as: "file")
        let (facts, findings) = await SheetReader(confinement: await Confinement.detect()).read(path: path, name: "signed.pdf")
        #expect(findings.map(\.code) == ["sheet.signature_not_verified"])
        #expect(findings.first?.message.en.contains("p. 2 ≠") == true)
        #expect(facts?.revisions?.map(\.verdict) == [.covered, .signed, .notVerified, .notVerified])
    }

    /// Every tool reads through every wall: also where the file is handed over open, and where only its owner may read it.
    @Test(arguments: [0o644, 0o600]) func theWeakestWallsGiveTheSameFacts(_ permissions: Int) async throws {
        let page = TinyPDF.Page(
            content: "BT /F 20 Tf 100 100 Td (Plan A) Tj ET",
            entries: "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>")
        var file = SignedPDF(TinyPDF(pages: [page]))
        try file.sign("Institute", by: institute)
        let bench = try Workbench()
        let path = try bench.put(file.bytes, as: "file")
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
        let strong = await SheetReader(confinement: await Confinement.detect()).read(path: path, name: "signed.pdf")
        let weak = await SheetReader(confinement: Confinement(mode: .limitsOnly)).read(path: path, name: "signed.pdf")
        #expect(weak.facts == strong.facts && weak.findings == strong.findings && weak.findings == [])
        #expect(weak.facts?.signatures?.first?.verdict == .intact && weak.facts?.pages.first?.look != nil)
        var pictures = 0
        try await SheetReader(confinement: Confinement(mode: .limitsOnly)).thumbnails(path: path, pages: [1]) { _, _ in pictures += 1 }
        #expect(pictures == 1)
    }

    /// Whatever byte of the signed ranges is changed, the file is never taken for the one that was signed.
    @Test func noMutationOfASignedFilePassesForIt() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute)
        let range = try #require(try await read(file).facts.signatures?.first).byteRange
        var random = SystemRandomNumberGenerator()
        for _ in 0..<25 {
            var bytes = file.bytes
            let place =
                Bool.random(using: &random) ? Int.random(in: 9..<range[1], using: &random) : Int.random(in: range[2]..<bytes.count, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            let bench = try Workbench()
            let (facts, codes) = await Workbench.read(try bench.put(bytes, as: "file"), as: "signed.pdf")
            #expect(facts?.signatures?.contains { $0.verdict == .intact && $0.coverage != .partial } != true, "byte \(place): \(codes)")
        }
    }

    @Test func aValueThatIsNoSignatureIsNotTakenForOne() async throws {
        var file = SignedPDF()
        try file.sign("Institute", by: institute, value: Data(repeating: 0x41, count: 20))
        let (facts, codes) = try await read(file)
        #expect(codes == ["sheet.signature_not_verified"] || codes == ["sheet.signature_broken"])
        #expect(facts.signatures?.count == 1)
    }
}
