import Foundation
import JointReview
import Testing

@testable import Sheets

/// Layouts of other offices, as words on a page.
@Suite struct TitleBlockTests {
    private let geometry = PageGeometry(page: 1, x: 0, y: 0, width: 2384, height: 1684, rotation: 0)

    /// A word of 10 points height whose letters are 10 points wide.
    private func word(_ text: String, _ x: Double, _ y: Double, height: Double = 10) -> TextRun {
        let width = text.reduce(0.0) { $0 + (PlainText.isHan($1) ? height : height * 0.55) }
        return TextRun(text: text, box: TextBox(left: x, top: y, right: x + width, bottom: y + height))
    }

    private func read(_ words: [TextRun]) -> TitleBlock? {
        let (_, heads) = DrawingListReader(words, geometry).read()
        return TitleBlockReader(TextLines.runs(words), geometry).read(besides: heads)
    }

    private func values(_ words: [TextRun]) -> [String: String] {
        (read(words)?.fields ?? [:]).reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.value }
    }

    @Test func labelsToTheLeftWithBlanksBetweenTheirLetters() {
        let words = [
            word("图", 2200, 1600), word("号", 2222, 1600), word("结施-08", 2260, 1597, height: 16), word("图名", 2200, 1560),
            word("三层梁配筋图", 2260, 1558, height: 14),
            word("版次", 2200, 1640), word("B", 2260, 1640), word("审", 2200, 1500), word("定", 2225, 1500), word("样例甲", 2260, 1500),
            word("(签名)", 2330, 1500),
        ]
        #expect(values(words) == ["number": "结施-08", "title": "三层梁配筋图", "revision": "B", "approver": "样例甲"])
    }

    @Test func labelsAboveTheirValues() {
        let words = [
            word("设计", 100, 1500), word("校核", 200, 1500), word("审核", 300, 1500), word("审定", 400, 1500), word("样例甲", 100, 1516),
            word("样例乙", 200, 1516),
            word("样例丙", 300, 1516), word("样例丁", 400, 1516), word("图纸名称", 600, 1500), word("屋面", 600, 1516), word("排水平面图", 600, 1530),
            word("图号", 800, 1500),
            word("水施-12", 800, 1516),
        ]
        let read = values(words)
        #expect(read["designer"] == "样例甲" && read["checker"] == "样例乙" && read["reviewer"] == "样例丙" && read["approver"] == "样例丁")
        #expect(read["title"] == "屋面排水平面图" && read["number"] == "水施-12")
    }

    @Test func labelAndValueInOneLineOfText() {
        let words = [word("图号:建施-06", 2200, 1600), word("图名:三层平面", 2200, 1620), word("版次:C", 2200, 1640)]
        #expect(values(words) == ["number": "建施-06", "title": "三层平面", "revision": "C"])
        #expect(read(words)?.fields[.number]?.position == .inline)
    }

    @Test func valuesOfTwoLinesBesideOneLabel() {
        let words = [
            word("图名", 2200, 1600), word("地下一层给排水及消防", 2260, 1591), word("平面布置图", 2280, 1608), word("图号", 2200, 1640), word("水施-03", 2260, 1640),
            word("比例", 2200, 1660), word("1:100", 2260, 1660),
        ]
        #expect(values(words)["title"] == "地下一层给排水及消防平面布置图")
    }

    /// A word of the drawing that happens to be a label is none, and a page of such words without company has no title block.
    @Test func wordsOfTheDrawingAreNoTitleBlock() {
        #expect(read([word("设计", 300, 300), word("荷载", 330, 300), word("说明", 900, 900)]) == nil)
        let words = [
            word("比例", 100, 100), word("1:20", 140, 100), word("图号", 2200, 1600), word("建施-06", 2260, 1600), word("图名", 2200, 1620),
            word("三层平面", 2260, 1620), word("比例", 2200, 1640), word("1:100", 2260, 1640),
        ]
        #expect(read(words)?.value(.scale) == "1:100")
    }

    /// Two title blocks' worth of one label near each other: told, not guessed.
    @Test func twoAnswersAreTold() throws {
        let words = [
            word("图号", 2200, 1600), word("建施-06", 2260, 1600), word("图号", 2200, 1660), word("建施-07", 2260, 1660), word("图名", 2200, 1620),
            word("三层平面", 2260, 1620), word("版次", 2200, 1640), word("A", 2260, 1640),
        ]
        let block = try #require(read(words))
        let number = try #require(block.fields[.number])
        #expect(Set([number.value] + number.others) == ["建施-06", "建施-07"] && number.others.count == 1)
        #expect(block.value(.number) == nil && block.value(.revision) == "A")
    }

    @Test func theHeadOfARevisionTableLabelsNoValue() {
        let words = [
            word("版次", 2000, 1400), word("日期", 2060, 1400), word("修改内容", 2140, 1400), word("A", 2000, 1416), word("2026.09", 2060, 1416),
            word("首次出图", 2140, 1416),
            word("图号", 2200, 1600), word("建施-06", 2260, 1600), word("图名", 2200, 1620), word("三层平面", 2260, 1620), word("版次", 2200, 1640),
            word("C", 2260, 1640),
        ]
        #expect(read(words)?.fields[.revision]?.value == "C" && read(words)?.fields[.revision]?.others == [])
    }

    @Test func sealsHaveTheirNumberAndValidity() throws {
        let words = [
            word("中华人民共和国一级注册结构工程师", 2000, 1000), word("注册号:S000000-样例", 2000, 1020), word("有效期至:2027年12月", 2000, 1040), word("出图专用章", 2000, 1200),
            word("注册执业章", 2000, 980), word("图号", 2200, 1600), word("建施-06", 2260, 1600), word("图名", 2200, 1620), word("三层平面", 2260, 1620),
            word("版次", 2200, 1640), word("C", 2260, 1640),
        ]
        let seals = try #require(read(words)).seals
        #expect(seals.map(\.kind) == [.registered, .issue])
        #expect(seals.first?.number == "S000000-" || seals.first?.number == "S000000")
        #expect(seals.first?.validUntil == "2027年12月")
    }

    @Test func aDrawingListIsReadWithShortTitlesAndTitlesOfTwoLines() {
        let head = [word("序号", 90, 200), word("图号", 144, 200), word("图名", 279, 200), word("图幅", 395, 200), word("备注", 480, 200)]
        let rows = [
            word("1", 95, 222), word("建施-01", 117, 222), word("目录", 194, 222), word("A4", 398, 222), word("2", 95, 244), word("人防建施-02", 117, 244),
            word("战时平面布置及口部", 194, 244), word("A1+1/4", 392, 244), word("新增", 480, 244), word("防护单元详图", 194, 262), word("3", 95, 284),
            word("建施-03", 117, 284),
            word("三层平面", 194, 284), word("A1", 398, 284), word("本页无其他内容", 117, 500),
        ]
        let read = DrawingListReader(head + rows, geometry).read().rows
        #expect(read.map(\.number) == ["建施-01", "人防建施-02", "建施-03"])
        #expect(read.map(\.title) == ["目录", "战时平面布置及口部防护单元详图", "三层平面"])
        #expect(read.map(\.paper) == ["A4", "A1+1/4", "A1"])
        #expect(read.map(\.remark) == [nil, "新增", nil])
    }

    /// The same place of the unrotated page, however the page is turned.
    @Test func placesAreThoseOfTheUnrotatedPage() {
        func region(_ rotation: Int, _ box: TextBox) -> Region {
            PageGeometry(page: 1, x: 10, y: 20, width: 600, height: 400, rotation: rotation).region(box)
        }
        // A box of 30 by 10 whose lower left corner is at (100, 50) of the page, as each turn displays it.
        let expected = Region(page: 1, x: 110, y: 70, width: 30, height: 10)
        #expect(region(0, TextBox(left: 100, top: 340, right: 130, bottom: 350)) == expected)
        #expect(region(90, TextBox(left: 50, top: 100, right: 60, bottom: 130)) == expected)
        #expect(region(180, TextBox(left: 470, top: 50, right: 500, bottom: 60)) == expected)
        #expect(region(270, TextBox(left: 340, top: 470, right: 350, bottom: 500)) == expected)
    }

    @Test func theSameLettersAreSpelledTheSame() {
        #expect(PlainText.plain("建施\u{2011}０６\u{200B}（A）") == "建施-06(A)")
    }

    @Test func theTextLayerDoesNotDependOnHowTheBytesArrive() throws {
        let text = """
            <html>
              <page width="100.0" height="200.0">
                <word xMin="1.0" yMin="2.0" xMax="3.0" yMax="4.0">a&lt;b&amp;c</word>
                <word xMin="nan" yMin="2.0" xMax="3.0" yMax="4.0">x</word>
              </page>
              <page width="100.0" height="200.0">
              </page>
            """ + "\n"
        for size in [1, 7, 4096] {
            var pages: [TextPage] = []
            var layer = TextLayer { pages.append($0) }
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try layer.consume($0) }
            }
            #expect(pages.map(\.words) == [[TextRun(text: "a<b&c", box: TextBox(left: 1, top: 2, right: 3, bottom: 4))], []])
        }
    }
}
