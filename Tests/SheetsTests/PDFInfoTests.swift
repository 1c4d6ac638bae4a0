import Foundation
import Testing

@testable import Sheets

@Suite struct PDFInfoTests {
    /// Numbers that no record can hold do not come out of the reader.
    @Test(arguments: ["nan x inf pts", "inf x 1684 pts", "1e999 x -nan pts"])
    func aSizeThatIsNoNumberIsNone(_ size: String) throws {
        let info = PDFInfo(Array("Pages:          1\nPage    1 size: \(size)\nPage    1 rot:  90\n".utf8))
        let page = try #require(info.pages[1])
        #expect(page.width.isFinite && page.height.isFinite && page.rotation == 90)
    }
}
