import Foundation
import Intake
import JointReview
import Testing

/// Intake against what each folder of `Samples/broken` expects.
@Suite struct FindingTests {
    @Test(arguments: Fault.all)
    func aBrokenPackageGetsExactlyItsCodes(_ fault: Fault) async throws {
        try #require(Shelf.isReady)
        let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: Shelf.file("expected.json", of: fault)))
        let result = try await read(Shelf.file("package.zip", of: fault), on: Shelf.base(of: fault))
        #expect(result.codes == expected.codes, "\(result.findings.prefix(12).map { "\($0.code) \($0.file) \($0.message.en)" })")
        #expect(result.acceptable == expected.acceptable)
        for finding in result.findings { tellsPlaceSentenceAndRemedy(finding, in: result, fault) }
    }

    @Test(arguments: Fault.all)
    func itsRepairedTwinIsAcceptedWithoutAFinding(_ fault: Fault) async throws {
        try #require(Shelf.isReady)
        let result = try await read(Shelf.file("repaired.zip", of: fault), on: Shelf.base(of: fault))
        #expect(result.findings == [])
        #expect(result.acceptable && !result.isProposed && !result.sheets.isEmpty)
    }

    @Test(arguments: Fault.all.filter { $0.base != nil })
    func theSetThatAnotherIsAppliedToIsSoundItself(_ fault: Fault) async throws {
        let result = try await read(try #require(Shelf.base(of: fault)))
        #expect(result.findings == [] && result.sheets.count == 2)
    }

    /// What is there and was refused is not missing, and nobody needs to be told of a list that was proposed instead.
    @Test func aListThatTheArchiveRefusesIsNotCalledMissing() async throws {
        var parcel = Parcel()
        parcel.add("MANIFEST.XML")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(parcel.bytes).write(to: file)
        let codes = try await read(file).codes
        #expect(codes.contains("zip.name_collision") && !codes.contains("manifest.missing"), "\(codes)")
    }

    /// A finding nobody can act upon is none: a place, what is wrong and what to do, in both languages.
    private func tellsPlaceSentenceAndRemedy(_ finding: Finding, in result: IntakeResult, _ fault: Fault) {
        let said = "\(fault.name) \(finding)"
        #expect(!finding.file.isEmpty, "\(said)")
        #expect(finding.message.zh.hasHan && finding.remedy.zh.hasHan, "\(said)")
        #expect(!finding.message.en.isEmpty && !finding.remedy.en.isEmpty && !finding.remedy.en.hasHan, "\(said)")
        for text in [finding.message.zh, finding.message.en, finding.remedy.zh, finding.remedy.en] {
            // A brace is a fact that was forgotten; a control character would reach somebody's terminal.
            #expect(!text.contains("{zh}") && !text.contains("{en}") && !text.unicodeScalars.contains { $0.value < 0x20 }, "\(said)")
        }
        if finding.code.hasPrefix("manifest."), finding.code != "manifest.missing", finding.code != "manifest.too_large",
            finding.code != "manifest.more_findings"
        {
            #expect((finding.line ?? 0) > 0 && finding.file == "manifest.xml", "\(said)")
        }
        #expect(!finding.file.unicodeScalars.contains { $0.value < 0x20 || $0.properties.isBidiControl }, "\(said)")
    }

    /// The schema's complaints name five different lines, in order.
    @Test func everyLineOfABadManifestIsNamed() async throws {
        try #require(Shelf.isReady)
        let fault = try #require(Fault.all.first { $0.name == "manifest-schema" })
        let lines = try await read(Shelf.file("package.zip", of: fault)).findings.compactMap(\.line)
        #expect(lines == [6, 7, 8, 9, 11])
    }

    /// A Chinese name is told as text also where it is the other one of two, or nobody finds the file.
    @Test(arguments: [("local-central-differ", "图纸/旧版.pdf"), ("unicode-path-lies", "图纸/建施-06 三层平面.pdf")])
    func theOtherNameIsReadable(_ name: String, _ other: String) async throws {
        try #require(Shelf.isReady)
        let fault = try #require(Fault.all.first { $0.name == name })
        let finding = try #require(try await read(Shelf.file("package.zip", of: fault)).findings.first)
        #expect(finding.message.zh.contains(other) && finding.message.en.contains(other))
    }
}
