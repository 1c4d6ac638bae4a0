import Archive
import Foundation
import JointReview
import Testing

@testable import Intake

@Suite struct NamesTests {
    @Test(arguments: [
        ("建施-06 三层平面.pdf", "建施-06", "三层平面", "建筑", SheetKind.floorPlan), ("建施－07_屋面排水平面图(B版).pdf", "建施-07", "屋面排水平面图", "建筑", .roofPlan),
        ("总施-02 消防总平面.pdf", "总施-02", "消防总平面", "总图", .fireSitePlan), ("人防建施-02 战时平面.pdf", "人防建施-02", "战时平面", "人防", .civilDefencePlan),
        ("结施-08 三层梁配筋.pdf", "结施-08", "三层梁配筋", "结构", .reinforcement), ("水施-05 地下室给排水平面.pdf", "水施-05", "地下室给排水平面", "给排水", .plumbing),
        ("水施-06 二层平面.pdf", "水施-06", "二层平面", "给排水", .plumbing), ("电施-12 1#屋面防雷.pdf", "电施-12", "1#屋面防雷", "电气", .lightning),
        ("暖施03 防排烟平面.pdf", "暖施-03", "防排烟平面", "暖通", .ventilation), ("建施-00 图纸目录.pdf", "建施-00", "图纸目录", "建筑", .drawingList),
        ("建施-01 设计说明(含消防、人防、节能专篇).pdf", "建施-01", "设计说明(含消防、人防、节能专篇)", "建筑", .designNotes),
        ("建施-03 地下一层平面 1-100.pdf", "建施-03", "地下一层平面 1-100", "建筑", .basementPlan),
        ("A-101 Ground Floor Plan.pdf", "A-101", "Ground Floor Plan", "建筑", .floorPlan),
        ("02 二层平面.pdf", "02", "二层平面", "未分专业", .floorPlan), ("proposed-roofplan.pdf", "proposed-roofplan", "proposed-roofplan", "未分专业", .roofPlan),
        ("site-location-plan.pdf", "site-location-plan", "site-location-plan", "未分专业", .sitePlan), ("建施-15.pdf", "建施-15", "建施-15", "建筑", .other),
    ]) func aFileNameSaysWhatItHolds(_ file: String, _ number: String, _ title: String, _ specialty: String, _ kind: SheetKind) {
        let name = SheetName(path: "图纸/\(file)")
        #expect(name.number == number)
        #expect(name.title == title)
        #expect(name.specialty == specialty)
        #expect(name.kind == kind)
    }

    @Test func aRevisionAndADocumentAreRecognised() {
        #expect(SheetName(path: "建施-07 平面(C版).pdf").revision == "C")
        #expect(SheetName(path: "A-101 Plan Rev B.pdf").revision == "B")
        #expect(SheetName(path: "plan-a.pdf").revision.isEmpty && SheetName(path: "plan-a.pdf").title == "plan-a")
        #expect(SheetName(path: "岩土工程勘察报告.pdf").documentKind == "勘察报告")
        #expect(SheetName(path: "三层平面.pdf").documentKind == nil)
    }

    @Test func aProposalGivesEveryPageANumberOfItsOwn() async throws {
        let bench = try Bench()
        let result = try await bench.read([
            ("一期/plan.pdf", SmallPDF.bytes(1)), ("二期/plan.pdf", SmallPDF.bytes(2)), ("二期/set.pdf", SmallPDF.bytes(3, pages: 3)),
            ("结构计算书.pdf", SmallPDF.bytes(4)), ("一期/plan.dwg", Array("AC1032".utf8)),
            ("model.ifc", Array("ISO-10303-21;\nFILE_SCHEMA(('IFC4'));".utf8)),
        ])
        #expect(result.codes == ["manifest.missing"])
        #expect(result.isProposed && result.acceptable)
        #expect(result.sheets.map(\.entry.number) == ["plan", "二期/plan.pdf", "set-1", "set-2", "set-3"])
        #expect(result.documents.map(\.entry.title) == ["结构计算书"])
        #expect(result.references.map(\.entry.kind).sorted() == ["dwg", "ifc"])
    }

    @Test func aNumberReadTwiceFromFileNamesIsRefused() async throws {
        let bench = try Bench()
        let result = try await bench.read([("建施-01 一层平面.pdf", SmallPDF.bytes(1)), ("改/建施-01 二层平面.pdf", SmallPDF.bytes(2))])
        #expect(result.codes == ["manifest.missing", "sheet.duplicate_number"])
    }

    @Test func everythingMayLieInFoldersWithinFolders() async throws {
        let bench = try Bench()
        let result = try await bench.read([
            ("包/第一轮/manifest.xml", PackageManifest.listing(["建施-01"]) { $0.sheets[0].file = "./图纸/建施-01.pdf" }),
            ("包/第一轮/图纸/建施-01.pdf", SmallPDF.bytes()),
            ("__MACOSX/包/._建施-01.pdf", [0]), ("包/.DS_Store", [0]),
        ])
        #expect(result.codes == ["package.clutter"])
        #expect(result.sheets.count == 1)
    }

    @Test func marksOfFilesThatAreOpenSomewhereAreClutterAndDrawingsNeverAre() async throws {
        let bench = try Bench()
        let result = try await bench.read([
            ("manifest.xml", PackageManifest.listing(["建施-01"]) { $0.sheets[0].file = "建施-01.pdf" }), ("建施-01.pdf", SmallPDF.bytes()),
            ("~$说明.docx", [0]), (".~lock.清单.xlsx#", [0]), ("建施-01.dwl2", [0]),
        ])
        #expect(result.codes == ["package.clutter"])
        let hidden = try await bench.read([
            ("manifest.xml", PackageManifest.listing(["建施-01"]) { $0.sheets[0].file = "建施-01.pdf" }), ("建施-01.pdf", SmallPDF.bytes()),
            ("~$建施-02.pdf", SmallPDF.bytes(2)),
        ])
        #expect(hidden.codes == ["package.file_unlisted"])
    }

    /// The sheets are among the files that were refused: that none is left is no fault of its own.
    @Test func aPackageWhoseSheetsAreRefusedIsNotCalledEmpty() async throws {
        let bench = try Bench()
        let slashes = try ZipWriter.bytes { zip in try zip.add("图/建施-01 平面.pdf", SmallPDF.bytes(), method: .stored) }
        let result = try await bench.read(Array(Data(slashes).replacing(Data("图/建".utf8), with: Data("图\\建".utf8))))
        #expect(result.codes == ["manifest.missing", "zip.name_backslash"])
    }
}
