import Foundation
import JointReview
import Manifest
import Testing

@Suite struct ManifestReadingTests {
    @Test func everythingThatIsWrittenIsReadAgain() {
        let text = ManifestWriter.xml(wholeManifest)
        let (manifest, findings) = ManifestReader.read(Array(text.utf8), file: "manifest.xml")
        #expect(findings == [])
        #expect(manifest == wholeManifest)
        #expect(ManifestWriter.xml(wholeManifest) == text)
    }

    @Test func aSmallManifestTakesTheDefaults() throws {
        let (manifest, findings) = ManifestReader.read(sheets(sheet()), file: "manifest.xml")
        #expect(findings == [])
        let read = try #require(manifest)
        #expect(read.round == 1 && read.owner == nil && read.institute == nil && read.documents.isEmpty)
        let first = try #require(read.sheets.first)
        #expect(first.page == 1 && first.revision == "" && !first.restricted && first.kind == .floorPlan)
    }

    @Test func theOrderOfThePartsIsFree() {
        let inside = "<removed><sheet number='建施-07'/></removed><sheets>" + sheet() + "</sheets>" + project
        #expect(codes(document(inside)) == [])
    }

    @Test func aByteOrderMarkIsNoMatter() {
        #expect(codes([0xEF, 0xBB, 0xBF] + sheets(sheet())) == [])
    }

    @Test func whiteSpaceInValuesIsCollapsedAndPathsAreComposed() throws {
        let (manifest, _) = ManifestReader.read(sheets(sheet(" 建施-06\n", file: "Re\u{301}v.pdf")), file: "manifest.xml")
        let first = try #require(manifest?.sheets.first)
        #expect(first.number == "建施-06")
        #expect(Array(first.file.utf8) == Array("R\u{E9}v.pdf".utf8))
    }

    @Test func everyKindOfSheetIsInTheSchemaAndNoOther() {
        for kind in SheetKind.allCases {
            #expect(codes(Array(String(decoding: sheets(sheet()), as: UTF8.self).replacing("floor_plan", with: kind.rawValue).utf8)) == [])
        }
        let kinds = ManifestSchema.xsd.split(separator: "name=\"SheetKind\"").last?.split(separator: "</xs:simpleType>").first ?? ""
        #expect(kinds.matches(of: /enumeration value="(\w+)"/).map { String($0.1) } == SheetKind.allCases.map(\.rawValue))
    }

    @Test func theSchemaInTheProgramIsTheSchemaInTheRepository() throws {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try Data(contentsOf: root.appendingPathComponent("Schemas/manifest/1/package.xsd"))
        #expect(Data(ManifestSchema.xsd.utf8) == file)
    }

    @Test func manyManifestsAreReadAtOnce() async {
        let good = Array(ManifestWriter.xml(wholeManifest).utf8)
        let bad = sheets(#"<sheet number="1"/>"#)
        let expected = (good: findings(good), bad: findings(bad))
        await withTaskGroup(of: Bool.self) { group in
            for turn in 0..<64 { group.addTask { turn % 2 == 0 ? findings(good) == expected.good : findings(bad) == expected.bad } }
            for await isSame in group { #expect(isSame) }
        }
    }

    @Test func textThatXMLCannotHoldIsReplacedAndTheRestKept() {
        var odd = wholeManifest
        odd.sheets = [.init(number: "A\u{1}", title: "a\tb\"<&>'", revision: "", specialty: "建筑", kind: .other, file: "a.pdf")]
        let read = ManifestReader.read(Array(ManifestWriter.xml(odd).utf8), file: "manifest.xml").manifest
        #expect(read?.sheets.first?.number == "A\u{FFFD}")
        #expect(read?.sheets.first?.title == "a b\"<&>'")
    }
}
