import JointReview
import Manifest
import Testing

@Suite struct ManifestSchemaTests {
    /// One list of drawings with one mistake on each line: every one is found, with its line.
    @Test func allMistakesComeAtOnceWithTheirLines() {
        let found = findings(
            sheets(
                sheet("建施-01"), #"<sheet number="建施-02" title="二层平面" specialty="建筑" kind="floor_plan"/>"#, sheet("建施-03", "page='0'"),
                sheet("建施-04", "sha256='XYZ'"), sheet("建施-05", "colour='red'"), sheet(""), sheet("建施-07", file: "C:\\a.pdf"),
                sheet("建施-01", file: "other.pdf")))
        #expect(found.map(\.code) == Array(repeating: "manifest.schema", count: 6) + ["manifest.duplicate_sheet"])
        // Line 3 is the project, 4 the list, 5 its first sheet.
        #expect(found.map(\.line) == [6, 7, 8, 9, 10, 11, 12])
        #expect(found.allSatisfy { $0.severity == .reject && $0.file == "manifest.xml" })
    }

    @Test(arguments: [
        (#"<sheet number="1"/>"#, "缺少必填属性 title", "'title' is required but missing"),
        (sheet("1", "colour='red'"), "没有名为 colour 的属性", "The attribute 'colour' is not allowed"),
        (sheet("1", "page='x'"), "属性 page 的值“x”类型不对", "'x' is not a valid value"),
        (sheet("1", "page='0'"), "属性 page 的值“0”超出允许范围", "less than the minimum"),
        (sheet("1", "sha256='00'"), "属性 sha256 的值“00”格式不对", "not accepted by the pattern"),
        (sheet(""), "属性 number 不能为空", "underruns the allowed minimum length"),
        ("<sheets/>", "元素 sheets 不应出现在此处", "This element is not expected"),
        ("text", "元素 sheets 内不应有文字", "Character content other than whitespace is not allowed"),
    ])
    func sentencesNameElementAttributeAndValue(_ line: String, _ zh: String, _ en: String) {
        let found = findings(sheets(line))
        #expect(found.first?.message.zh.contains(zh) == true, "\(found.map(\.message))")
        #expect(found.first?.message.en.contains(en) == true, "\(found.map(\.message))")
        #expect(found.allSatisfy { !$0.message.en.contains("urn:") && !$0.message.zh.contains("{") })
    }

    @Test func anUnknownKindIsNamedOnceWithTheKindsThatThereAre() {
        let found = findings(document(project + "<references><reference file='a.dwg' kind='rvt'/></references>"))
        #expect(found.map(\.message.zh) == ["属性 kind 的值“rvt”不在允许的取值之内"])
        #expect(found.first?.message.en.contains("'dwg', 'dxf', 'ifc', 'other'") == true)
    }

    @Test func aManifestWithoutProjectIsIncomplete() {
        #expect(findings(document("<sheets/>")).map(\.message.zh) == ["元素 package 的内容不完整"])
    }

    @Test func anotherFormatIsNamedAsSuch() {
        let found = findings(document(project, root: #"<package xmlns="urn:lianshen:manifest:2" format="2">"#))
        #expect(found.map(\.code) == ["manifest.version"])
        #expect(found.first?.message.zh.contains("urn:lianshen:manifest:2") == true)
        #expect(codes(document(project, root: "<package>")) == ["manifest.version"])
        #expect(codes(Array("<html/>".utf8)) == ["manifest.schema"])
        #expect(codes(document(project, root: #"<package xmlns="urn:lianshen:manifest:1" format="2">"#)) == ["manifest.schema"])
    }

    @Test func sheetNumbersAreComparedAsPeopleReadThem() {
        let found = findings(sheets(sheet("建施-06"), sheet("建施－０６", file: "b.pdf")))
        #expect(found.map(\.code) == ["manifest.duplicate_sheet"])
        #expect(found.first?.line == 6 && found.first?.sheet == "建施－０６")
        #expect(found.first?.message.zh.contains("第 5 行") == true)
        #expect(codes(document(project + "<removed><sheet number='a'/><sheet number='a'/></removed>")) == ["manifest.duplicate_sheet"])
        let twice = "<changes><change number='a' text='x'/><change number='a' kind='added' text='x'/></changes>"
        #expect(codes(document(project + twice)) == ["manifest.duplicate_sheet"])
    }

    /// What a person reads would be something else than what is compared, stored and reported.
    @Test(arguments: [
        ("三层&#x202E;面平", "U+202E"), ("三层&#x2066;平面", "U+2066"), ("三层&#x200B;平面", "U+200B"), ("三层&#xAD;平面", "U+00AD"), ("三层&#xFEFF;平面", "U+FEFF"),
        ("三层&#x9B;平面", "U+009B"), ("三层&#xE0041;平面", "U+E0041"),
    ])
    func whatNobodySeesIsNamedByItsCode(_ title: String, _ code: String) {
        let found = findings(sheets(sheet().replacing("三层平面", with: title)))
        #expect(found.map(\.code) == ["manifest.hidden_character"])
        #expect(found.first?.line == 5 && found.first?.sheet == "建施-06" && found.first?.message.zh.contains("“title”中有看不见的字符 \(code)") == true)
    }

    /// 葛 has two pictures; which one is meant may be said with a selector.
    @Test func theChoiceAmongThePicturesOfACharacterIsAllowed() {
        #expect(codes(sheets(sheet().replacing("三层平面", with: "葛&#xE0100;洲"))) == [])
    }

    @Test(arguments: [("А-06", "U+0410"), ("Α-06", "U+0391"), ("建施-06с", "U+0441")])
    func aNumberWithAGreekOrCyrillicLetterIsNotTakenForALatinOne(_ number: String, _ code: String) {
        let found = findings(sheets(sheet("A-06", file: "a.pdf"), sheet(number)))
        #expect(found.map(\.code) == ["manifest.foreign_letter"])
        #expect(found.first?.line == 6 && found.first?.message.en.contains(code) == true)
        #expect(codes(document(project + "<removed><sheet number='\(number)'/></removed>")) == ["manifest.foreign_letter"])
    }

    @Test func aCreditCodeWithAWrongCheckCharacterIsFound() {
        let found = findings(document(project + "<owner code='91320800MA00000010'/>"))
        #expect(found.map(\.code) == ["manifest.credit_code"])
        #expect(found.first?.line == 4)
        #expect(codes(document(project + "<owner code='12345'/>")) == ["manifest.schema"])
    }

    /// libxml2 keeps 16 bits for a line and takes the rest from the text that follows: one too many for an element that ends its line.
    @Test func linesBeyondSixtyFiveThousandAreNotCutOff() {
        let blank = String(repeating: "\n", count: 70_000)
        #expect(findings(sheets(blank + sheet(""))).map(\.line) == [70_006])
    }

    @Test func tenThousandMistakesAreNotTenThousandFindings() {
        let list = document(project + "<sheets>\n" + String(repeating: "<sheet/>\n", count: 3000) + "</sheets>")
        let found = findings(list)
        #expect(found.count <= 201)
        #expect(found.last?.code == "manifest.more_findings")
        #expect(found.last?.message.en.hasPrefix("14800 ") == true)
    }

    @Test(arguments: ManifestCode.allCases)
    func everyCodeHasASentenceAndARemedyInBothLanguages(_ code: ManifestCode) {
        #expect(code.rawValue.hasPrefix("manifest."))
        #expect(!code.message.zh.isEmpty && !code.message.en.isEmpty && !code.remedy.zh.isEmpty && !code.remedy.en.isEmpty)
    }
}
