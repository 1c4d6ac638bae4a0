import Archive
import Foundation
import Intake
import JointReview
import Locks
import Sheets
import Testing

@Suite struct IntakeTests {
    @Test func aPackageWithItsListIsAcceptedWithoutAFinding() async throws {
        let bench = try Bench()
        let manifest = PackageManifest.listing(["建施-01", "建施-02"]) { manifest in
            manifest.sheets[1].page = 2
            manifest.sheets[1].file = "建施-01.pdf"
            manifest.sheets[1].size = "a1"
            manifest.documents = [.init(title: "结构计算书", kind: "计算书", file: "文档/计算书.docx")]
            manifest.references = [.init(file: "建施-01.dwg", kind: "dwg")]
        }
        let files: [(String, [UInt8])] = [
            ("图纸/", []), ("图纸/manifest.xml", manifest), ("图纸/建施-01.pdf", SmallPDF.bytes(pages: 2)), ("图纸/建施-01.dwg", Array("AC1032 dwg".utf8)),
            ("图纸/文档/计算书.docx", [0x50, 0x4B, 3, 4, 0, 0]),
        ]
        let result = try await bench.read(files)
        #expect(result.codes == [])
        #expect(result.acceptable && !result.isProposed)
        #expect(result.sheets.map(\.entry.number) == ["建施-01", "建施-02"])
        #expect(result.sheets.map(\.entry.file) == ["图纸/建施-01.pdf", "图纸/建施-01.pdf"])
        #expect(result.sheets.map(\.page.number) == [1, 2])
        #expect(result.entries.map(\.role) == [.directory, .manifest, .sheet, .reference, .document])
        #expect(result.documents.count == 1 && result.references.first?.version == "AC1032")
        #expect(result.entries.first?.sha256 == nil && result.sheets[0].fileSHA256 == result.entries[2].sha256)
    }

    @Test func listAndFilesAreReconciledBothWaysAndEverythingIsSaidAtOnce() async throws {
        let bench = try Bench()
        let manifest = PackageManifest.listing(["建施-01", "建施-02", "建施-03", "建施-04", "建施-05", "建施-06"]) { manifest in
            manifest.sheets[0].sha256 = String(repeating: "0", count: 64)
            manifest.sheets[1].page = 7
            manifest.sheets[3].file = "建施-01.pdf"
            manifest.sheets[4].file = "建施-05.dwg"
            manifest.sheets[5].size = "A3"
            manifest.removed = ["建施－06"]
        }
        let files: [(String, [UInt8])] = [
            ("manifest.xml", manifest), ("建施-01.pdf", SmallPDF.bytes(1, pages: 3)), ("建施-02.pdf", SmallPDF.bytes(2)),
            ("建施-05.dwg", Array("AC1032".utf8)),
            ("建施-06.pdf", SmallPDF.bytes(6)), ("extra.pdf", SmallPDF.bytes(9)), ("other.dxf", Array("0\nSECTION\n9\n$ACADVER\n1\nAC1032\n".utf8)),
        ]
        let result = try await bench.read(files)
        #expect(!result.acceptable)
        let said = result.findings.map { "\($0.code) \($0.sheet ?? $0.file)" }
        #expect(
            said == [
                "package.digest_mismatch 建施-01", "sheet.duplicate_page 建施-04", "sheet.page_unlisted 建施-01.pdf", "sheet.page_out_of_range 建施-02",
                "sheet.not_pdf 建施-05", "sheet.removed_and_listed 建施-06", "sheet.size_differs 建施-06", "package.file_unlisted extra.pdf",
                "package.file_unlisted other.dxf", "reference.no_pdf_twin other.dxf", "package.file_missing 建施-03",
            ])
        #expect(result.sheets.map(\.entry.number) == ["建施-01", "建施-04", "建施-06"])
    }

    @Test func brokenMembersAreFindingsAndTheOthersAreStillRead() async throws {
        let bench = try Bench()
        let listed = ["建施-01", "建施-02", "建施-03", "建施-04"]
        let good = SmallPDF.bytes(1)
        var bytes = try ZipWriter.bytes { writer in
            try writer.add("manifest.xml", PackageManifest.listing(listed))
            try writer.add("建施-01.pdf", good)
            try writer.add("建施-02.pdf", Array(SmallPDF.bytes(2).prefix(180)))
            try writer.add("建施-03.pdf", SmallPDF.bytes(3), method: .stored)
            try writer.add("建施-04.pdf", Array("MZ\u{0}\u{1} not a drawing".utf8))
        }
        // One byte of the stored sheet changes, so that its checksum no longer fits.
        let place = try #require(bytes.firstRange(of: Array("0 0 m 3 10 l S".utf8))?.lowerBound)
        bytes[place] = UInt8(ascii: "9")
        let result = try await bench.read(bytes)
        #expect(
            result.findings.map { "\($0.code) \($0.file)" } == [
                "sheet.damaged 建施-02.pdf", "zip.crc 建施-03.pdf", "package.forbidden_type 建施-04.pdf",
            ])
        #expect(result.sheets.contains { $0.entry.number == "建施-01" })
        #expect(result.entries.first { $0.name == "建施-03.pdf" }?.sha256 == nil)
    }

    @Test func programsScriptsAndArchivesInsideAreRefused() async throws {
        let bench = try Bench()
        let files: [(String, [UInt8])] = [
            ("建施-01 平面.pdf", SmallPDF.bytes()), ("acad.lsp", Array("(load \"x\")".utf8)), ("setup.EXE", Array("MZ".utf8)),
            ("tool.dat", [0x7F, 0x45, 0x4C, 0x46, 0, 0]), ("run.txt", Array("#!/bin/sh\n".utf8)), ("old.rar", Array("Rar!\u{1A}\u{7}\u{0}".utf8)),
        ]
        // The writer refuses nested archives, as the reader does, so that one is smuggled in under a harmless name of the same length.
        let smuggled = files.map { ($0.0 == "old.rar" ? "old.txt" : $0.0, $0.1) }
        let result = try await bench.read(smuggled)
        #expect(
            Set(result.findings.map { "\($0.code) \($0.file)" }) == [
                "manifest.missing 图纸包.zip",
                "package.forbidden_type acad.lsp", "package.forbidden_type setup.EXE", "package.forbidden_type tool.dat",
                "package.forbidden_type run.txt",
                "zip.nested old.txt",
            ])
    }

    @Test func aFileThatIsNoArchiveIsAFindingWithItsDigest() async throws {
        let bench = try Bench()
        let result = try await bench.read(Array("Rar!\u{1A}\u{7}\u{0}".utf8), as: "包.rar")
        #expect(result.codes == ["archive.rar"])
        #expect(result.findings.first?.file == "包.rar" && result.size == 7 && result.manifest == nil)
        #expect(try await bench.read([], as: "空.zip").acceptable == false)
    }

    @Test func aBadManifestIsReportedTogetherWithTheFiles() async throws {
        let bench = try Bench()
        let result = try await bench.read([
            ("manifest.xml", Array("<package xmlns=\"urn:lianshen:manifest:1\" format=\"1\">\n<oops/>\n</package>".utf8)),
            ("建施-01 平面.pdf", Array(SmallPDF.bytes().prefix(99))),
        ])
        #expect(result.findings.first?.code.hasPrefix("manifest.") == true && (result.findings.first?.line ?? 0) > 0)
        #expect(result.codes.contains("sheet.damaged") && !result.codes.contains("manifest.missing"))
    }

    @Test func nothingToReviewIsRefused() async throws {
        let bench = try Bench()
        #expect(
            try await bench.read([("读我.txt", Array("x".utf8))]).codes.sorted() == ["manifest.missing", "package.file_unlisted", "package.no_sheets"])
    }

    @Test func aCancelledTaskEndsWithoutAResult() async throws {
        let bench = try Bench()
        let bytes = try ZipWriter.bytes { try $0.add("建施-01 平面.pdf", SmallPDF.bytes()) }
        let path = try bench.put(bytes, as: "p.zip")
        let store = try ScratchFolder(in: bench.folder.path)
        let reading = Task {
            try await Intake(confinement: Confinement(mode: .limitsOnly)).read(path: path, name: "p.zip", into: store)
        }
        reading.cancel()
        await #expect(throws: CancellationError.self) { try await reading.value }
    }

    @Test func progressEndsWithEverythingDone() async throws {
        let bench = try Bench()
        let bytes = try ZipWriter.bytes { writer in
            for number in 1...5 { try writer.add("建施-0\(number).pdf", SmallPDF.bytes(number)) }
        }
        let path = try bench.put(bytes, as: "p.zip")
        let seen = Locked<[IntakeProgress]>([])
        let intake = Intake(confinement: await Confinement.detect())
        let result = try await intake.read(path: path, name: "p.zip", into: try ScratchFolder(in: bench.folder.path)) { step in
            seen.withLock { $0.append(step) }
        }
        let size = result.entries.reduce(0) { $0 + $1.size }
        #expect(seen.withLock { $0.contains(.unpacked(size, of: size)) && $0.contains(.inspected(5, of: 5)) && $0.count == 10 })
    }

    @Test func theOrderOfFindingsDoesNotDependOnTheWorkers() async throws {
        let bench = try Bench()
        let files = (0..<12).map { ("建施-\($0).pdf", $0 % 3 == 0 ? Array(SmallPDF.bytes().prefix(50)) : SmallPDF.bytes(0)) }
        let one = try await bench.read(files, limits: IntakeLimits(workers: 1))
        let many = try await bench.read(files, limits: IntakeLimits(workers: 8))
        #expect(one.findings == many.findings && one.entries == many.entries && one.findings.count > 8)
    }
}
