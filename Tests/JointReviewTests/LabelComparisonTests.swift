import JointReview
import Testing

/// Drawing list ↔ title blocks ↔ file names ↔ manifest.
@Suite struct LabelComparisonTests {
    private static func entry(_ number: String, _ title: String = "三层平面", revision: String = "A", specialty: String = "建筑") -> PackageManifest.Sheet {
        .init(number: number, title: title, revision: revision, specialty: specialty, kind: .floorPlan, file: "图/\(number).pdf")
    }

    private func found(_ sheets: [LabelledSheet], _ lists: [ReadDrawingList] = [], isComplete: Bool = true) -> [String] {
        LabelComparison(sheets, lists: lists, isComplete: isComplete).findings.map { "\($0.code) \($0.sheet ?? "")" }
    }

    private static func rows(_ numbers: [String], revision: String = "A") -> [SheetLabel] {
        numbers.map { SheetLabel(.drawingList, number: $0, title: "三层平面", revision: revision) }
    }

    @Test(arguments: [
        SheetLabel(.titleBlock, number: "建施－06", title: "三 层 平 面 图", revision: "A版", specialty: "建筑专业"), SheetLabel(.fileName, number: "建施06"),
        SheetLabel(.titleBlock), SheetLabel(.titleBlock, title: "1#楼 三层平面", revision: "Rev. a"),
    ])
    func whatIsWrittenOtherwiseButMeansTheSameAgrees(_ label: SheetLabel) {
        #expect(found([LabelledSheet(Self.entry("建施-06"), labels: [label])]) == [])
    }

    @Test func everyFieldThatDiffersIsTold() {
        let label = SheetLabel(.titleBlock, number: "建施-07", title: "四层平面", revision: "B", specialty: "结构")
        #expect(
            found([LabelledSheet(Self.entry("建施-06"), labels: [label])]) == [
                "sheet.number_differs 建施-06", "sheet.title_differs 建施-06", "sheet.revision_differs 建施-06", "sheet.specialty_differs 建施-06",
            ])
        let finding = LabelComparison([LabelledSheet(Self.entry("建施-06"), labels: [label])], lists: [], isComplete: true).findings[0]
        #expect(finding.message.zh == "图号不一致：图签 建施-07 ≠ 清单 建施-06。" && finding.file == "图/建施-06.pdf")
    }

    @Test func theListIsHeldAgainstTheSheetsBothWays() {
        let list = ReadDrawingList(on: Self.entry("建施-00", "图纸目录"), rows: Self.rows(["建施-00", "建施-06", "建施-07", "建施-07"]))
        let sheets = ["建施-00", "建施-06", "建施-08", "结施-01"].map { LabelledSheet(Self.entry($0, $0 == "建施-00" ? "三层平面" : "三层平面"), labels: []) }
        #expect(
            found(sheets, [list]) == ["list.sheet_missing 建施-00", "list.number_twice 建施-00", "list.sheet_not_listed 建施-08"])
        // A later round brings what changed: a sheet that did not come is no missing one.
        #expect(found(sheets, [list], isComplete: false) == ["list.number_twice 建施-00", "list.sheet_not_listed 建施-08"])
    }

    @Test func eachSpecialtysListSpeaksOfItsOwnSheets() {
        let lists = [
            ReadDrawingList(on: Self.entry("建施-00", "图纸目录"), rows: Self.rows(["建施-06"])),
            ReadDrawingList(on: Self.entry("结施-00", "图纸目录", specialty: "结构"), rows: Self.rows(["结施-01"])),
        ]
        let sheets = ["建施-06", "结施-01", "水施-01"].map { LabelledSheet(Self.entry($0), labels: []) }
        #expect(found(sheets, lists) == [])
        #expect(found(sheets + [LabelledSheet(Self.entry("结施-02"), labels: [])], lists) == ["list.sheet_not_listed 结施-02"])
    }

    @Test func aRevisionThatTheListHasOtherwiseIsTold() {
        let list = ReadDrawingList(on: Self.entry("建施-00", "图纸目录"), rows: Self.rows(["建施-06"], revision: "B"))
        #expect(found([LabelledSheet(Self.entry("建施-06"), labels: [])], [list]) == ["sheet.revision_differs 建施-06"])
    }

    @Test func aListThatWasMadeUpFromFileNamesIsCalledThatAndItsTitlesAreNotCompared() {
        let label = SheetLabel(.titleBlock, number: "建施-07", title: "四层平面", revision: "A", specialty: "结构")
        let findings = LabelComparison([LabelledSheet(Self.entry("建施-06"), labels: [label])], lists: [], isComplete: true, isProposed: true).findings
        #expect(findings.map(\.message.zh) == ["图号不一致：图签 建施-07 ≠ 文件名 建施-06。"])
    }
}
