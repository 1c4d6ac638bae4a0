import Foundation
import Sheets
import Testing

/// Each limit by itself: what the kernel says it is, and what happens to a tool that goes beyond.
@Suite struct ConfinementLimitTests {
    private func walls(_ mode: Confinement.Mode?) async -> Confinement? {
        let detected = await Confinement.detect()
        guard let mode else { return detected }
        return mode == .userNamespace && !detected.isolated ? nil : Confinement(mode: mode)
    }

    private func run(_ walls: Confinement, _ script: String, _ change: (inout ToolLimits) -> Void = { _ in }) async -> ConfinedCommand.Outcome {
        var limits = ToolLimits()
        change(&limits)
        return await ConfinedCommand(tool: "bash", arguments: ["-c", script], input: nil, limits: limits).run(in: walls)
    }

    private func text(_ outcome: ConfinedCommand.Outcome) -> String { String(decoding: outcome.output, as: UTF8.self) }

    @Test(arguments: ConfinedCommandTests.modes) func theKernelHoldsTheToolToEveryLimit(_ mode: Confinement.Mode?) async throws {
        guard let walls = await walls(mode) else { return }
        let outcome = await run(walls, "ulimit -n; ulimit -t; ulimit -v; ulimit -f; ulimit -c") {
            ($0.openFiles, $0.cpuSeconds, $0.addressSpace, $0.fileSize) = (19, 7, 512 << 20, 3 << 20)
        }
        // Memory and files in KiB, processor time in seconds, no core file.
        #expect(text(outcome).split(separator: "\n") == ["19", "7", "524288", "3072", "0"])
    }

    @Test(arguments: ConfinedCommandTests.modes) func aToolThatOpensTooManyFilesIsRefused(_ mode: Confinement.Mode?) async throws {
        guard let walls = await walls(mode) else { return }
        let script = "for i in $(seq 3 40); do eval \"exec $i</dev/null\" || exit 9; done; echo all"
        #expect(text(await run(walls, script) { $0.openFiles = 64 }) == "all\n")
        #expect(await run(walls, script) { $0.openFiles = 20 }.status != .exited(0))
    }

    @Test(arguments: ConfinedCommandTests.modes) func aFileThatGrowsBeyondItsLimitEndsTheTool(_ mode: Confinement.Mode?) async throws {
        guard let walls = await walls(mode) else { return }
        let name = "/tmp/lianshen-growing-\(UUID().uuidString)"
        defer { unlink(name) }
        #expect(await run(walls, "head -c 900000 /dev/zero >\(name)") { $0.fileSize = 1 << 20 }.status == .exited(0))
        #expect(await run(walls, "head -c 9000000 /dev/zero >\(name)") { $0.fileSize = 1 << 20 }.status != .exited(0))
        let size = (try? FileManager.default.attributesOfItem(atPath: name)[.size] as? Int) ?? 0
        #expect(size <= 1 << 20)
    }

    @Test(arguments: ConfinedCommandTests.modes) func aCrashIsAnOutcome(_ mode: Confinement.Mode?) async throws {
        guard let walls = await walls(mode) else { return }
        #expect(await run(walls, "kill -SEGV $$").status == .signalled(11))
    }

    @Test(arguments: ConfinedCommandTests.modes) func aToolOfRootIsNobody(_ mode: Confinement.Mode?) async throws {
        guard let walls = await walls(mode), geteuid() == 0 || walls.isolated else { return }
        #expect(text(await run(walls, "id -u; id -g; id -G")) == "65534\n65534\n65534\n")
    }

    /// What a tool started and left behind would go on with foreign bytes, and hold our pipes open.
    @Test func whatAToolStartedEndsWithIt() async throws {
        let outcome = await run(Confinement(mode: .limitsOnly), "sleep 300 & echo $!; wait") { $0.deadline = .milliseconds(700) }
        #expect(outcome.status == .deadline)
        let child = try #require(pid_t(text(outcome).trimmingCharacters(in: .newlines)))
        let end = ContinuousClock.now + .seconds(10)
        while kill(child, 0) == 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(kill(child, 0) == -1)
    }

    /// A server on this machine's loopback that a tool with namespaces of its own cannot reach.
    @Test func anIsolatedToolHasNoNetwork() async throws {
        let walls = await Confinement.detect()
        guard walls.isolated else { return }
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0 }
        }
        try #require(isBound && listen(listener, 8) == 0)
        let script = "exec 3<>/dev/tcp/127.0.0.1/\(UInt16(bigEndian: address.sin_port)) && echo reached"
        #expect(text(await run(Confinement(mode: .limitsOnly), script)) == "reached\n")
        #expect(text(await run(walls, script)) == "")
    }

    @Test func aToolThatCannotEvenStartIsAFinding() async throws {
        let bench = try Workbench()
        let path = try bench.put(TinyPDF().bytes, as: "a.pdf")
        let limits = SheetLimits(tool: ToolLimits(addressSpace: 1 << 20))
        #expect(await Workbench.read(path, as: "a.pdf", limits: limits).1 == ["sheet.tool_failed"])
    }
}
