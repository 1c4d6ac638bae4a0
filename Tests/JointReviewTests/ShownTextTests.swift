import JointReview
import Testing

@Suite struct ShownTextTests {
    @Test func whatActsOnATerminalIsWrittenOutAndTextStays() {
        #expect("结构-05 改 é ✓ 👍🏽 n̈".shown == "结构-05 改 é ✓ 👍🏽 n̈")
        #expect("a\u{1B}[2Jb\u{9B}31mc\u{7F}\u{0}".shown == #"a\u{1B}[2Jb\u{9B}31mc\u{7F}\u{0}"#)
        #expect("a\u{202E}b\u{2067}c\u{200F}".shown == #"a\u{202E}b\u{2067}c\u{200F}"#)
        #expect("a\tb\r\nc\nd\u{2028}e\u{85}f".shown == #"a b\u{D}\u{A}c\u{A}d\u{2028}e\u{85}f"#)
    }

    @Test func aTextOfManyLinesKeepsThem() {
        #expect("a\r\nb\n\nc\rd".shownLines == ["a", "b", "", #"c\u{D}d"#])
        #expect("".shownLines == [""])
    }
}
