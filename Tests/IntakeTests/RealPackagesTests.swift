import Archive
import Blobs
import Foundation
import Intake
import JointReview
import Sheets
import Testing

@Suite struct RealPackagesTests {
    private static let names = [
        "elevations-a": "建施-11 北立面图", "elevations-b": "建施-12 南立面图", "elevations-best-practice": "建施-13 立面图集",
        "existing-first-floor-plan": "建施-02 现状二层平面图", "existing-roofplan": "建施-03 现状屋顶平面图", "plan-a": "建施-04 首层平面图",
        "proposed-first-floor-plan": "建施-05 二层平面图", "proposed-roofplan": "建施-06 屋顶平面图", "roof-plan-a": "建施-07 屋面排水平面图",
        "site-location-plan": "总施-01 总平面定位图",
    ]

    private func tenDrawings(_ corpus: URL) throws -> [(String, [UInt8])] {
        try Self.names.sorted { $0.key < $1.key }.map { file, name in
            ("某项目/\(name).pdf", Array(try Data(contentsOf: corpus.appendingPathComponent("drawings/\(file).pdf"))))
        }
    }

    @Test(.enabled(if: Bench.corpus != nil)) func tenRealDrawingsWithGBKNamesAreAcceptedWithAProposedList() async throws {
        let bench = try Bench()
        let files = try tenDrawings(try #require(Bench.corpus))
        let result = try await bench.read(files, names: .gb18030)
        // The names are ours: where a title block has a number, it is another one.
        #expect(Set(result.codes).subtracting(["sheet.number_differs"]) == ["manifest.missing"])
        #expect(result.acceptable)
        #expect(result.entries.allSatisfy { $0.encoding == .gb18030 && $0.sha256 != nil && $0.role == .sheet })
        #expect(result.entries.map(\.name) == files.map(\.0))
        #expect(result.sheets.count == 14 && Set(result.sheets.map(\.entry.number)).count == 14)
        #expect(result.sheets.allSatisfy { $0.page.pageDigest != nil && $0.page.look != nil })
    }

    @Test(.enabled(if: Bench.corpus != nil)) func theSystemsOwnToolsAgreeOnTheDigests() async throws {
        let bench = try Bench()
        let files = try tenDrawings(try #require(Bench.corpus))
        let result = try await bench.read(files)
        for (entry, file) in zip(result.entries, files) {
            let path = try bench.put(file.1, as: "one.pdf")
            let pipe = Pipe()
            let task = Process()
            task.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
            task.arguments = [path]
            task.standardOutput = pipe
            try task.run()
            let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            task.waitUntilExit()
            #expect(output.hasPrefix(try #require(entry.sha256?.hex)))
        }
    }

    @Test(.enabled(if: Bench.corpus != nil)) func aSheetThatNoReaderOpensIsNamedAmongGoodOnes() async throws {
        let bench = try Bench()
        let large = try #require(Bench.corpus).appendingPathComponent("large-sheets")
        let names = ["issue12810.pdf", "issue14497.pdf", "issue9418.pdf"]
        let files = try names.map { ($0, Array(try Data(contentsOf: large.appendingPathComponent($0)))) }
        let result = try await bench.read(files)
        let said = ["manifest.missing 图纸包.zip", "sheet.font_not_embedded issue12810.pdf", "sheet.damaged issue9418.pdf"]
        #expect(result.findings.map { "\($0.code) \($0.file)" } == said)
        #expect(result.sheets.map(\.page.paper) == ["custom", "A0"])
    }

    @Test func theServicesBlobsAndAFolderGiveTheSameResult() async throws {
        let bench = try Bench()
        let package = try ZipWriter.bytes { writer in
            try writer.add("manifest.xml", PackageManifest.listing(["建施-01"]))
            try writer.add("建施-01.pdf", SmallPDF.bytes(1))
            try writer.add("copy.pdf", SmallPDF.bytes(1))
        }
        let plain = try await bench.read(package)
        let blobs = try FolderBlobs.open(bench.folder.appendingPathComponent("store").path, belongsTo: "test")
        let intake = Intake(confinement: await Confinement.detect())
        let path = try bench.put(package, as: "p.zip")
        let stored = try await intake.read(path: path, name: "图纸包.zip", digest: plain.sha256, into: BlobMembers(blobs, sm3: false))
        #expect(stored.findings == plain.findings && stored.entries == plain.entries && stored.sheets == plain.sheets)
        #expect(stored.size == plain.size)
        for entry in stored.entries { try await blobs.verify(try #require(entry.sha256)) }
        let again = try await intake.read(path: path, name: "图纸包.zip", into: BlobMembers(blobs))
        #expect(again.sheets == plain.sheets && again.sha256 == plain.sha256)
        #expect(again.entries.allSatisfy { $0.sm3 != nil } && again.entries.map(\.sha256) == plain.entries.map(\.sha256))
    }

    @Test func theFolderOfACheckIsGoneAfterwardsAlsoWhenItFails() async throws {
        let bench = try Bench()
        _ = try await bench.read([("a.pdf", SmallPDF.bytes()), ("b.pdf", [0])])
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).filter { $0.hasPrefix("lianshen-check") }
        #expect(left == [])
    }

    @Test func anUnreadableFileIsOurErrorAndNotAFinding() async throws {
        let bench = try Bench()
        let intake = Intake(confinement: await Confinement.detect())
        let store = try ScratchFolder(in: bench.folder.path)
        let missing = bench.folder.appendingPathComponent("none.zip").path
        await #expect(throws: IntakeError.unreadable(missing)) { try await intake.read(path: missing, name: "none.zip", into: store) }
    }

    @Test func theManifestDecidesBetweenTwoReadingsOfTheNames() async throws {
        let bench = try Bench()
        // The GBK bytes of 专业 are two valid letters of UTF-8 as well: only the list can tell which was meant.
        let bytes = try ZipWriter.bytes { writer in
            try writer.add("manifest.xml", PackageManifest.listing(["x"]) { $0.sheets[0].file = "专业.pdf" })
            try writer.add("专业.pdf", SmallPDF.bytes(), names: .gb18030)
        }
        let result = try await bench.read(bytes)
        #expect(result.codes == [])
        #expect(result.entries.map(\.name) == ["manifest.xml", "专业.pdf"])
    }
}
