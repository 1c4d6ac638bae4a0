import Foundation
import JointReview
import Testing

@testable import Sheets

/// Several tools on one file in one set of walls: the same facts as one by one, and no other answer where something goes wrong.
@Suite struct BatchTests {
    @Test func togetherAndOneByOneTheFactsAreTheSame() async throws {
        let bench = try Workbench()
        let small = try bench.put(TinyPDF().bytes, as: "small.pdf")
        // Beyond the size up to which the tools run together.
        var padded = TinyPDF()
        padded.extra = ["<< >>" + String(repeating: " ", count: ToolRuns.largestInput)]
        let large = try bench.put(padded.bytes, as: "large.pdf")
        let (one, oneCodes) = await Workbench.read(small, as: "a.pdf")
        let (two, twoCodes) = await Workbench.read(large, as: "a.pdf")
        #expect(one?.pages == two?.pages && one?.fonts == two?.fonts && oneCodes == twoCodes)
        #expect(one?.pages.first?.look != nil && one?.pages.first?.pageDigest != nil)
    }

    @Test func aBatchGivesEachToolItsOwnOutputCodeAndComplaints() async throws {
        let bench = try Workbench()
        let path = try bench.put(Data("input".utf8), as: "a.txt")
        let commands = [
            shell("cat \"$0\"", path), shell("printf 'no line end'; echo warned >&2; exit 3", path), shell("exit 7", path), shell("echo never", path),
        ]
        let runs = await ToolRuns(Confinement.detect(), commands)
        let first = await runs.run(commands[0])
        #expect(first.status == .exited(0) && first.output == Array("input".utf8) && first.diagnostics == "")
        let second = await runs.run(commands[1])
        #expect(second.status == .exited(3) && second.output == Array("no line end".utf8) && second.diagnostics == "warned\n")
        #expect(await runs.run(commands[2]).status == .exited(7))
        // Behind the one that failed nothing ran; asked for, it runs by itself.
        #expect(await runs.run(commands[3]).output == Array("never\n".utf8))
    }

    @Test func aToolThatIsKilledInABatchIsAskedAgainByItself() async throws {
        let bench = try Workbench()
        let path = try bench.put(Data("input".utf8), as: "a.txt")
        let commands = [shell("kill -9 $$", path), shell("echo behind", path)]
        let runs = await ToolRuns(Confinement.detect(), commands)
        #expect(await runs.run(commands[0]).status == .signalled(9))
        #expect(await runs.run(commands[1]).output == Array("behind\n".utf8))
    }

    private func shell(_ script: String, _ path: String) -> ConfinedCommand {
        ConfinedCommand(tool: "sh", arguments: ["-c", script, ConfinedCommand.inputMark], input: path, limits: ToolLimits(deadline: .seconds(20)))
    }
}
