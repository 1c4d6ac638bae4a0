import Foundation
import JointReview
import Testing
import Wire

@Suite(.timeLimit(.minutes(5))) struct EventTests {
    /// The first line is the present state; what is done after it follows.
    @Test func whatHappensIsFollowed() async throws {
        let cast = try await Cast.shared
        let opened = try await cast.openCase("动态")
        var seen: [JSONValue] = []
        let arguments = ["events", "--case", opened.id.text, "--count", "2", "--json"]
        let status = try await Program.follow(arguments, cast.owner.variables) { line in
            seen.append(try WireJSON.decode(from: Data(line.utf8)))
            guard seen.count == 1 else { return }
            _ = try await cast.owner.ask("case", "withdraw", opened.id.text, "--reason", "样例", answering: CaseBody.self)
        }
        #expect(status == 0)
        #expect(seen.compactMap { $0["event"]?.string } == ["state", "case"])
        #expect(seen.first?["cases"]?.array?.first?["state"]?.string == "draft")
        #expect(seen.last?["caseId"]?.string == opened.id.text)
    }
}
