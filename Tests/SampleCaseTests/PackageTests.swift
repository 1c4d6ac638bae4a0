import Archive
import Foundation
import JointReview
import Manifest
import Testing

@testable import SampleCase

@Suite struct PackageTests {
    @Test(arguments: SampleCase.rounds)
    func everyRoundIsAnArchiveWithOneReadingWhoseManifestNamesEveryFile(_ round: Int) throws {
        try withFolder { folder in
            let path = folder + "/package.zip"
            try SampleCase.package(round: round, to: path)
            let (archive, faults) = ZipArchive.open(path: path)
            #expect(faults.isEmpty)
            let entries = try #require(archive).entries
            let entry = try #require(entries.first { $0.name == "manifest.xml" })
            let bytes = try #require(archive).bytes(of: entry, limit: 1 << 20)
            let (manifest, findings) = ManifestReader.read(bytes, file: "manifest.xml")
            #expect(findings.isEmpty)
            let read = try #require(manifest)
            #expect(read == SampleCase.manifest(round: round))
            let named = read.sheets.map(\.file) + read.documents.map(\.file) + read.references.map(\.file)
            #expect(Set(named + ["manifest.xml"]) == Set(entries.map(\.name)))
            #expect(named.count == Set(named).count)
        }
    }

    @Test func theSameRoundIsTheSameBytes() throws {
        let first = try SampleCase.package(round: 3)
        let second = try SampleCase.package(round: 3)
        #expect(first == second)
    }

    @Test func theFileIsWhatMemoryHolds() throws {
        try withFolder { folder in
            try SampleCase.package(round: 3, replaces: String(repeating: "ab", count: 32), to: folder + "/p.zip")
            let file = try Data(contentsOf: URL(fileURLWithPath: folder + "/p.zip"))
            let memory = try SampleCase.package(round: 3, replaces: String(repeating: "ab", count: 32))
            let other = try SampleCase.package(round: 3)
            #expect(Array(file) == memory)
            #expect(Array(file) != other)
        }
    }

    @Test func theFirstRoundIsCompleteAndLaterOnesHoldWhatChanged() {
        #expect(SampleCase.manifest(round: 1).sheets.map(\.number) == Drawings.all.map(\.number))
        #expect(SampleCase.manifest(round: 1).sheets.count == 13)
        let second = SampleCase.manifest(round: 2)
        #expect(!second.sheets.map(\.number).contains("建施-15"))
        #expect(!second.sheets.map(\.number).contains("结施-08"))
        #expect(second.sheets.allSatisfy { $0.revision == "B" })
        #expect(SampleCase.manifest(round: 3).sheets.map(\.number) == ["建施-00", "结施-08"])
        #expect(SampleCase.manifest(round: 3).documents.map(\.title) == ["审查意见回复及修改说明(二)"])
    }

    /// What is not plotted anew keeps its bytes: that is what an approval is carried over by.
    @Test func anUnchangedSheetIsTheSameFileInTheNextRound() throws {
        let sheet = try #require(Drawings.all.first { $0.number == "电施-20" })
        #expect(sheet.plot(round: 2).bytes == sheet.plot(round: 3).bytes)
        #expect(sheet.plot(round: 1).bytes != sheet.plot(round: 2).bytes)
    }

    /// Cairo's subsetter may give up and embed 900 kB of subroutines; lettering is set apart to keep it from that.
    @Test(arguments: Drawings.all.map(\.number))
    func aSheetIsASmallFile(_ number: String) throws {
        let sheet = try #require(Drawings.all.first { $0.number == number })
        let bytes = sheet.plot(round: 1).bytes
        #expect(bytes.starts(with: Array("%PDF-1.5".utf8)))
        #expect(bytes.count < 400_000)
    }

    @Test(arguments: [0, 4])
    func aRoundThatIsNotToldIsRefused(_ round: Int) {
        #expect(throws: SampleRefusal.noSuchRound(round)) { try SampleCase.package(round: round) }
    }
}

/// A folder of its own that is gone afterwards.
func withFolder<Value>(_ use: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try use(folder.path)
}
