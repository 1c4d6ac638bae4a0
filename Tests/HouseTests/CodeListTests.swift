import Foundation
import Intake
import Testing

/// The README's list of findings is the program's own.
struct CodeListTests {
    @Test("The README lists every code of a check as `lianshen check --codes` prints it")
    func readme() throws {
        let text = try Repository.text("README.md")
        let parts = text.components(separatedBy: "<!-- codes: lianshen check --codes -->\n")
        #expect(parts.count == 2)
        let listed = parts.last?.components(separatedBy: "\n<!-- /codes -->").first
        // Not `==` on the texts: a failure would print both.
        #expect(listed == CodeList.markdown, "put what `lianshen check --codes` prints between the two marks")
    }
}
