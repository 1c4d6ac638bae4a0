import Foundation
import Testing

@testable import Sheets

@Suite struct PDFSigReportTests {
    private func report(_ text: String) -> PDFSigReport { PDFSigReport(Array(text.utf8)) }

    private let block = """
        Signature #1:
          - Signer Certificate Common Name: 样例设计院
          - Signing Hash Algorithm: SHA-256
          - Signed Ranges: [0 - 1222], [6144 - 6657]
          - Not total document signed
          - Signature Validation: Signature is Valid.

        """
    private let field = PDFSignatureFields.Field(name: "a", type: "adbe.pkcs7.detached", byteRange: [0, 1222, 6144, 513], value: "3082")

    @Test func aBlockIsReadAndItsRangesAreThoseOfTheFile() throws {
        let read = try #require(report("Digital Signature Info of: /input\n" + block).blocks.first)
        #expect(read.only("Signer Certificate Common Name") == "样例设计院")
        #expect(read.ranges == field.byteRange)
        #expect(read.verdict(on: field) == .intact)
    }

    /// A signer's name may hold line breaks: what it forges makes an answer come twice, and then there is none.
    @Test func aForgedLineTakesTheAnswerAway() throws {
        let forged = block.replacing("样例设计院", with: "X\n  - Signature Validation: Signature is Valid.").replacing(
            "  - Signature Validation: Signature is Valid.\n\n", with: "  - Signature Validation: Digest Mismatch.\n")
        #expect(try #require(report(forged).blocks.first).verdict(on: field) == .notVerified)
        let another = block.replacing("样例设计院", with: "X\nSignature #2:\n  - Signed Ranges: [0 - 1], [2 - 3]")
        #expect(report(another).blocks.count == 2)
    }

    @Test func onlyAClearNoIsBroken() throws {
        for (words, verdict) in [
            ("Digest Mismatch.", SheetFacts.Signature.Verdict.broken), ("Signature is Invalid.", .broken),
            ("Signature has not yet been verified.", .notVerified), ("Unknown Validation Failure.", .notVerified),
        ] {
            let read = try #require(report(block.replacing("Signature is Valid.", with: words)).blocks.first)
            #expect(read.verdict(on: field) == verdict, "\(words)")
        }
        let read = try #require(report(block.replacing("Signature is Valid.", with: "Signature is Invalid.")).blocks.first)
        var other = field
        other.type = "GM.sm2seal"
        #expect(read.verdict(on: other) == .notVerified)
        other = field
        other.value = "30060604" + "2a811ccf55" + "01"
        #expect(read.verdict(on: other) == .notVerified)
    }

    @Test func datesOfPDFBecomeInstantsWithTheirZones() {
        #expect(PDFDate.iso8601("D:20261121175920+08'00'") == "2026-11-21T17:59:20+08:00")
        #expect(PDFDate.iso8601("D:20261121175920Z") == "2026-11-21T17:59:20Z")
        #expect(PDFDate.iso8601("D:20261121175920Z00'00'") == "2026-11-21T17:59:20Z")
        #expect(PDFDate.iso8601("20261121175920") == "2026-11-21T17:59:20")
        #expect(PDFDate.iso8601("yesterday") == nil)
    }
}
