import Foundation
import Sheets
import Testing

@Suite struct ConfinedCommandTests {
    /// The walls of this machine, and the weakest ones, which every machine has.
    static let modes: [Confinement.Mode?] = [nil, .userNamespace, .limitsOnly]

    private func confinement(_ mode: Confinement.Mode?) async -> Confinement? {
        let detected = await Confinement.detect()
        guard let mode else { return detected }
        return mode == .userNamespace && !detected.isolated ? nil : Confinement(mode: mode)
    }

    private func command(_ tool: String, _ arguments: [String], input: String? = nil, _ change: (inout ToolLimits) -> Void = { _ in })
        -> ConfinedCommand
    {
        var limits = ToolLimits()
        change(&limits)
        return ConfinedCommand(tool: tool, arguments: arguments, input: input, limits: limits)
    }

    @Test(arguments: modes) func readsItsOneFile(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let bench = try Workbench()
        let path = try bench.put(Data("sheet".utf8), as: "a.txt")
        let outcome = await command("cat", [ConfinedCommand.inputMark], input: path).run(in: walls)
        #expect(outcome.status == .exited(0))
        #expect(outcome.output == Array("sheet".utf8))
    }

    @Test(arguments: modes) func readsAFileThatOnlyItsOwnerMayRead(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let bench = try Workbench()
        let path = try bench.put(Data("secret".utf8), as: "a.txt")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let outcome = await command("cat", [ConfinedCommand.inputMark], input: path).run(in: walls)
        #expect(outcome.output == Array("secret".utf8))
    }

    @Test(arguments: modes) func aToolThatHangsIsKilledAtTheDeadline(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let outcome = await command("sleep", ["600"]) { $0.deadline = .milliseconds(200) }.run(in: walls)
        #expect(outcome.status == .deadline)
    }

    @Test(arguments: modes) func aToolThatFloodsIsStoppedAtTheOutputLimit(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let outcome = await command("yes", []) { $0.output = 1 << 20 }.run(in: walls)
        #expect(outcome.status == .overflow)
        #expect(outcome.output.count <= 1 << 20)
    }

    @Test(arguments: modes) func complaintsAreKeptUpToTheirLimitAndTheRestIsDropped(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let script = "i=0; while [ $i -lt 20000 ]; do echo complaint >&2; i=$((i+1)); done; exit 7"
        let outcome = await command("sh", ["-c", script]) { $0.diagnostics = 1000 }.run(in: walls)
        #expect(outcome.status == .exited(7))
        #expect(outcome.diagnostics.utf8.count == 1000)
    }

    @Test(arguments: modes) func aToolThatEatsMemoryOrTimeDiesAlone(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let memory = await command("tail", ["/dev/zero"]) { $0.addressSpace = 256 << 20 }.run(in: walls)
        #expect(memory.status != .exited(0) && memory.status != .deadline)
        let time = await command("sh", ["-c", "while :; do :; done"]) { $0.cpuSeconds = 1 }.run(in: walls)
        guard case .signalled = time.status else {
            Issue.record("\(time.status)")
            return
        }
    }

    @Test(arguments: modes) func aToolSeesNothingOfOurEnvironment(_ mode: Confinement.Mode?) async throws {
        guard let walls = await confinement(mode) else { return }
        let outcome = await command("env", []).run(in: walls)
        let names = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").compactMap { $0.split(separator: "=").first }
        #expect(Set(names).subtracting(["PATH", "LANG", "HOME", "PWD"]).isEmpty)
    }

    @Test func anIsolatedToolIsNobodyAndSeesNoOtherFile() async throws {
        let walls = await Confinement.detect()
        guard walls.isolated else { return }
        let bench = try Workbench()
        let own = try bench.put(Data("own".utf8), as: "own.pdf")
        let other = try bench.put(Data("other".utf8), as: "other.pdf")
        let identity = await command("id", ["-u"], input: own).run(in: walls)
        #expect(identity.output == Array("65534\n".utf8))
        for path in [other, "/etc/passwd", "/proc/1/environ", "/var/lib/dpkg/status"] {
            #expect(await command("cat", [path], input: own).run(in: walls).status == .exited(1))
        }
        let written = await command("sh", ["-c", "echo x >> /input"], input: own).run(in: walls)
        #expect(written.status != .exited(0))
        #expect(try String(contentsOfFile: own, encoding: .utf8) == "own")
    }

    @Test func aMissingToolIsAnOutcome() async {
        let outcome = await command("no-such-tool", []).run(in: Confinement(mode: .limitsOnly))
        #expect(outcome.status == .unavailable("no-such-tool"))
    }
}
