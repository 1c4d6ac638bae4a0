import Archive
import Foundation
import Intake
import JointReview
import SampleCase
import Sheets
import Testing

/// What intake reads of whole packages, beside their list.
@Suite struct SheetFactsTests {
    /// Every sheet of the sample says in its title block what the list says of it; the drawing list says it too.
    @Test(arguments: SampleCase.rounds) func theSamplesTitleBlocksSayWhatItsListSays(_ round: Int) async throws {
        let bench = try Bench()
        let result = try await bench.read(try SampleCase.package(round: round))
        #expect(result.codes == [])
        for sheet in result.sheets where sheet.entry.kind != .drawingList {
            let block = try #require(sheet.page.titleBlock, "\(sheet.entry.number)")
            #expect(block.value(.number) == sheet.entry.number)
            #expect(block.value(.revision) == sheet.entry.revision)
            #expect(block.value(.specialty) == sheet.entry.specialty)
            let printed = block.value(.title)?.filter { !$0.isWhitespace }
            #expect(printed == sheet.entry.title.filter { !$0.isWhitespace })
            for field in TitleBlock.Field.allCases where field.isPerson {
                #expect(block.value(field)?.hasPrefix("样例") == true, "\(sheet.entry.number) \(field)")
            }
            #expect(Set(block.seals.map(\.kind)) == [.issue, .registered])
            let place = try #require(block.fields[.number]?.place)
            // The number stands at the right edge, near the bottom.
            #expect(
                place.page == 1 && place.x > 0.8 * sheet.page.width && place.y < 0.3 * sheet.page.height && place.x + place.width < sheet.page.width)
        }
        let list = try #require(result.sheets.first { $0.entry.kind == .drawingList })
        let rows = try #require(list.page.drawingList)
        #expect(list.page.titleBlock?.value(.number) == list.entry.number)
        for sheet in result.sheets {
            let row = try #require(rows.first { $0.number == sheet.entry.number }, "\(sheet.entry.number)")
            #expect(row.title.filter { !$0.isWhitespace } == sheet.entry.title.filter { !$0.isWhitespace })
            #expect(row.paper == sheet.entry.size && row.revision == sheet.entry.revision)
        }
    }

    /// Without a list, several sheets in one PDF are told apart by their title blocks.
    @Test func sheetsOfOneFileAreProposedByTheirTitleBlocks() async throws {
        let bench = try Bench()
        let result = try await bench.read(try SampleCase.package(round: 1))
        let path = try bench.put(try SampleCase.package(round: 1), as: "sample.zip")
        let archive = try #require(ZipArchive.open(path: path).archive)
        var files: [String] = []
        for sheet in result.sheets where sheet.entry.specialty == "结构" || sheet.entry.kind == .drawingList {
            let entry = try #require(archive.entries.first { $0.name == sheet.entry.file })
            files.append(try bench.put(try archive.bytes(of: entry, limit: 16 << 20), as: "\(files.count).pdf"))
        }
        let whole = bench.folder.appendingPathComponent("all.pdf").path
        try bench.run("qpdf", ["--empty", "--pages"] + files + ["--", whole])
        let bundle = try await bench.read([("结构全套.pdf", Array(try Data(contentsOf: URL(fileURLWithPath: whole))))])
        // The drawing list names ten sheets that are not in this file.
        #expect(bundle.codes == ["manifest.missing"] + Array(repeating: "list.sheet_missing", count: 10))
        #expect(bundle.sheets.map(\.entry.number) == ["建施-00", "结施-04", "结施-08"])
        #expect(bundle.sheets.map(\.entry.kind) == [.drawingList, .structuralPlan, .reinforcement])
        #expect(bundle.sheets.dropFirst().map(\.entry.specialty) == ["结构", "结构"])
        #expect(bundle.sheets.map(\.page.number) == [1, 2, 3])
    }

    /// Files that are only counted are put in order by it; what the sheet is called stands in its title block.
    @Test func aFileThatIsOnlyCountedHasTheNumberOfItsTitleBlock() async throws {
        let bench = try Bench()
        let path = try bench.put(try SampleCase.package(round: 1), as: "sample.zip")
        let archive = try #require(ZipArchive.open(path: path).archive)
        let entry = try #require(archive.entries.first { $0.name.hasSuffix("结施-08 三层梁配筋.pdf") })
        let bytes = try archive.bytes(of: entry, limit: 16 << 20)
        let counted = try await bench.read([("08 三层梁配筋.pdf", bytes), ("09 无图签.pdf", SmallPDF.bytes())])
        #expect(counted.sheets.map(\.entry.number) == ["结施-08", "09"])
        #expect(counted.sheets.first?.entry.specialty == "结构")
        #expect(counted.codes == ["manifest.missing"])
    }

    /// A page may be plotted lying and turned for display: its words are read as they are shown, their places are those of the page as it lies.
    @Test(arguments: [90, 180, 270]) func aTurnedPageIsReadAsItIsShown(_ turn: Int) async throws {
        let bench = try Bench()
        let path = try bench.put(try SampleCase.package(round: 1), as: "sample.zip")
        let archive = try #require(ZipArchive.open(path: path).archive)
        let entry = try #require(archive.entries.first { $0.name.hasSuffix("建施-06 三层平面.pdf") })
        let plain = try bench.put(try archive.bytes(of: entry, limit: 16 << 20), as: "plain.pdf")
        let (lying, turned) = (bench.folder.appendingPathComponent("lying.pdf").path, bench.folder.appendingPathComponent("turned.pdf").path)
        try bench.run("qpdf", ["--rotate=+\(360 - turn)", "--flatten-rotation", plain, lying])
        try bench.run("qpdf", ["--rotate=+\(turn)", lying, turned])
        let reader = SheetReader(confinement: await Confinement.detect())
        let before = try #require(await reader.read(path: plain, name: "a.pdf").facts?.pages.first)
        let after = try #require(await reader.read(path: turned, name: "a.pdf").facts?.pages.first)
        #expect(after.rotation == turn)
        #expect(after.titleBlock?.fields.mapValues(\.value) == before.titleBlock?.fields.mapValues(\.value))
        let (one, other) = (try #require(before.titleBlock?.fields[.number]?.place), try #require(after.titleBlock?.fields[.number]?.place))
        let expected: (Double, Double, Double, Double) =
            switch turn {
            case 90: (before.height - one.y - one.height, one.x, one.height, one.width)
            case 180: (before.width - one.x - one.width, before.height - one.y - one.height, one.width, one.height)
            default: (one.y, before.width - one.x - one.width, one.height, one.width)
            }
        for (found, wanted) in [(other.x, expected.0), (other.y, expected.1), (other.width, expected.2), (other.height, expected.3)] {
            #expect(abs(found - wanted) < 1.5, "\(other) \(expected)")
        }
    }

    /// A book of text is no drawing, whatever it is called; a drawing of one page stays one.
    @Test func aBookIsADocument() async throws {
        let bench = try Bench()
        let path = try bench.put(try SampleCase.package(round: 1), as: "sample.zip")
        let archive = try #require(ZipArchive.open(path: path).archive)
        let books = try archive.entries.filter { $0.name.hasSuffix("计算书.pdf") }.map { try archive.bytes(of: $0, limit: 16 << 20) }
        let book = try #require(books.first)
        let result = try await bench.read([
            ("附件一.pdf", book), ("模型.ifc", Array("ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\n".utf8)), ("A-1.pdf", SmallPDF.bytes()),
        ])
        #expect(result.references.map(\.version) == ["IFC4"])
        #expect(result.sheets.map(\.entry.file) == ["A-1.pdf"] || result.sheets.count == 4)
    }

    @Test(.enabled(if: Bench.corpus != nil)) func realTitleBlocksWithLabelsAboveAreRead() async throws {
        let bench = try Bench()
        let drawings = try #require(Bench.corpus).appendingPathComponent("drawings")
        let names = ["existing-first-floor-plan", "existing-roofplan", "proposed-first-floor-plan", "proposed-roofplan"]
        let files = try names.map { ("\($0).pdf", Array(try Data(contentsOf: drawings.appendingPathComponent("\($0).pdf")))) }
        let result = try await bench.read(files)
        #expect(result.sheets.map(\.entry.number) == ["2019.TSD.PD.102", "2019.TSD.PD.104", "2019.TSD.PD.103", "2019.TSD.PD.105"])
        #expect(
            result.sheets.map(\.entry.title) == [
                "First Floor Plan Drawing EXISTING", "Roof Plan Drawing EXISTING", "First Floor Plan Drawing PROPOSED", "Roof Plan Drawing PROPOSED",
            ])
        #expect(result.sheets.allSatisfy { $0.entry.revision == "0" && $0.page.titleBlock?.value(.date) == "04 July 2019" })
    }
}
