import Foundation
import JointReview
import Testing

@testable import Sheets

/// Files that keep tools busy: one time for all questions about a file.
@Suite struct SlowFileTests {
    /// Ten forms, each drawing the next one ten times: ten thousand million fills in three kilobytes.
    static let bomb: Data = {
        var extra = (0..<9).map { form("/Resources << /XObject << /F \(101 + $0) 0 R >> >>", String(repeating: "/F Do ", count: 10)) }
        extra.append(form("", String(repeating: "0 0 1000 1000 re f ", count: 50)))
        return TinyPDF(pages: [.init(content: "/F Do /F Do", entries: "/Resources << /XObject << /F 100 0 R >> >>")], extra: extra).bytes
    }()

    private static func form(_ resources: String, _ content: String) -> String {
        return "<< /Type /XObject /Subtype /Form /BBox [0 0 2384 1684] \(resources) /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }

    @Test func aSheetThatCannotBeDrawnInTimeIsRefusedOnce() async throws {
        let bench = try Workbench()
        let path = try bench.put(Self.bomb, as: "bomb.pdf")
        let start = ContinuousClock.now
        let (_, codes) = await Workbench.read(path, as: "bomb.pdf", limits: SheetLimits(time: .seconds(3)))
        #expect(codes == ["sheet.timeout"])
        #expect(SheetCode.timeout.severity == .reject)
        // Each tool by itself would have had a minute.
        #expect(ContinuousClock.now - start < .seconds(45))
    }

    @Test func nothingMoreIsAskedOnceATimeHasRunOut() async throws {
        var limits = ToolLimits()
        let time = ToolTime(.seconds(600))
        limits.time = time
        let walls = await Confinement.detect()
        let before = await ConfinedCommand(tool: "echo", arguments: ["asked"], input: nil, limits: limits).run(in: walls)
        #expect(before.status == .exited(0) && !time.isOver)
        limits.deadline = .milliseconds(100)
        #expect(await ConfinedCommand(tool: "sleep", arguments: ["600"], input: nil, limits: limits).run(in: walls).status == .deadline)
        #expect(time.isOver && time.left == .zero)
        limits.deadline = .seconds(60)
        let after = await ConfinedCommand(tool: "echo", arguments: ["asked"], input: nil, limits: limits).run(in: walls)
        #expect(after.status == .deadline && after.output.isEmpty)
    }

    @Test func aLargeFileHasMoreTimeAndNoneHasMoreThanTheMost() {
        let limits = SheetLimits(time: .seconds(30), timeOfPage: .seconds(1), timeOfMebibyte: .seconds(2), mostTime: .seconds(100))
        #expect(limits.time(bytes: 0) == .seconds(30))
        #expect(limits.time(bytes: 10 << 20, pages: 11) == .seconds(60))
        #expect(limits.time(bytes: 1 << 40, pages: 2000) == .seconds(100))
        let stretched = limits.stretched(bytes: 10 << 20, pages: 11)
        #expect(stretched.tool.cpuSeconds == 2 * limits.tool.cpuSeconds && stretched.tool.deadline == limits.tool.deadline * 2)
    }

    /// Whoever asked has gone: the tool ends at once, long before its time.
    @Test func aToolWhoseTaskIsCancelledEnds() async throws {
        let limits = ToolLimits(deadline: .seconds(600), cpuSeconds: 600)
        let walls = await Confinement.detect()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let run = Task {
            await ConfinedCommand(tool: "sh", arguments: ["-c", "echo begun; sleep 600"], input: nil, limits: limits).run(in: walls) { _ in
                beginning.yield()
            }
        }
        for await _ in begun { break }
        let start = ContinuousClock.now
        run.cancel()
        #expect(await run.value.status != .exited(0))
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
