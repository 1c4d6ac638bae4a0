import Foundation
import JointReview
import Testing

/// The state machines in the documentation are the program's own.
struct StateTests {
    @Test("Schemas/states.md is what `lianshen states` prints")
    func document() throws {
        // Not `==` in the expectation: a failure would print both.
        let isTheSame = try Repository.text("Schemas/states.md") == StateDiagram.document
        #expect(isTheSame, "put what `lianshen states` prints into Schemas/states.md")
    }
}
