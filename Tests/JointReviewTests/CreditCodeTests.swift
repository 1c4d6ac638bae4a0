import Foundation
import JointReview
import Testing

@Suite struct CreditCodeTests {
    // The example of GB 32100-2015, then random bodies completed by another implementation (PyPI python-stdnum 2.2).
    static let valid = [
        "91350100M000100Y43", "K8580730W53BFU7CH0", "3J303642XUQC5QR24D", "KK722003Q6Y5U59AY0", "6H323640BD5X482A9F", "TK909514BT9FNA5FF7",
        "N5040560HRDBCJT0EG", "1N293137BGBWG8QE3B", "JP540613AGKBX4A8XY", "NH145421L4PN9F5P1P", "2K860395T8ELD41XLR", "1U642792GEYFNPAF8X",
    ]

    @Test(arguments: valid)
    func rightCodesAreRead(_ text: String) throws {
        #expect(try CreditCode(reading: text).description == text)
        #expect(CreditCode(text)?.description == text)
    }

    @Test(arguments: valid)
    func everyChangeOfOneCharacterIsFound(_ text: String) {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let original = Array(text)
        for place in 0..<18 {
            for character in alphabet where character != original[place] {
                var changed = original
                changed[place] = character
                #expect(CreditCode(String(changed)) == nil, "place \(place + 1) → \(character)")
            }
        }
    }

    @Test func writtenFormsOfOneCodeAreEqual() throws {
        let plain = try #require(CreditCode("91350100M000100Y43"))
        #expect(CreditCode(" 91350100m000100y43\n") == plain)
        #expect(CreditCode("９１３５０１００Ｍ０００１００Ｙ４３") == plain)
    }

    @Test(arguments: [
        ("", CreditCode.Fault.length(0)), ("91350100M000100Y4", .length(17)), ("91350100M000100Y430", .length(19)),
        ("91350100I000100Y43", .character("I", place: 9)), ("91350100M0001O0Y43", .character("O", place: 14)),
        ("91A50100M000100Y43", .character("A", place: 3)), ("91350100M000100Y4-", .character("-", place: 18)),
        ("91350100M000100Y44", .checkCharacter(found: "4", expected: "3")),
    ])
    func wrongCodesSayWhatIsWrong(_ text: String, _ fault: CreditCode.Fault) {
        #expect(throws: fault) { try CreditCode(reading: text) }
    }

    @Test func theWireFormIsTheTextAndIsChecked() throws {
        let code = try #require(CreditCode("91350100M000100Y43"))
        #expect(try CanonicalJSON.encode([code]) == Data(#"["91350100M000100Y43"]"#.utf8))
        #expect(try CanonicalJSON.decode([CreditCode].self, from: Data(#"["91350100M000100Y43"]"#.utf8)) == [code])
        #expect(throws: DecodingError.self) { try CanonicalJSON.decode([CreditCode].self, from: Data(#"["91350100M000100Y44"]"#.utf8)) }
    }
}

@Suite struct SheetNumberTests {
    @Test(arguments: [
        "建施-06", "建施—06", "建施–06", "建施－06", "建施 - 06", "建施−０６", "建施\u{2011}06", " 建施-06\n", "建施\u{200B}-06", "建施﹣06", "建施\u{3000}-06",
    ])
    func oneNumberHasOneForm(_ written: String) {
        #expect(SheetNumber(written)?.description == "建施-06")
    }

    @Test func differentNumbersStayDifferent() {
        #expect(SheetNumber("建施-6") != SheetNumber("建施-06"))
        #expect(SheetNumber("建施一06") != SheetNumber("建施-06"), "the character 一 is a word, not a dash")
        #expect(SheetNumber("A-1") != SheetNumber("a-1"))
    }

    @Test func anEmptyNumberIsNone() {
        #expect(SheetNumber(" \u{3000}\n") == nil)
    }

    @Test(arguments: [("2026-320800-70-03-123456", true), ("２０２６—320800-70-03-123456", true), ("2026-320800-70-03-12345", false), ("2026", false)])
    func projectCodesHaveOneShape(_ text: String, _ right: Bool) {
        #expect((ProjectCode(text)?.description == "2026-320800-70-03-123456") == right)
    }
}
