import Foundation
import Subprocess
import SystemPackage

/// One run of a foreign tool on one foreign file, inside a `Confinement`. Whatever the tool does, the outcome is a value.
public struct ConfinedCommand: Sendable {
    /// Stands in `arguments` for the path of the input file.
    public static let inputMark = "\u{1}input"

    /// Name of the tool, looked for in `/usr/bin` and `/usr/local/bin`, or an absolute path.
    public let tool: String
    /// Arguments; `inputMark` is replaced by the path under which the tool sees its input.
    public let arguments: [String]
    /// Variables of its environment besides the few that every run has; `inputMark` is replaced in their values too.
    public let variables: [String: String]
    /// Absolute path of the one file that the tool may read.
    public let input: String?
    /// What the run may use.
    public let limits: ToolLimits

    /// A command to be run.
    public init(tool: String, arguments: [String], variables: [String: String] = [:], input: String?, limits: ToolLimits) {
        self.tool = tool
        self.arguments = arguments
        self.variables = variables
        self.input = input
        self.limits = limits
    }

    /// How a run ended.
    public enum Status: Hashable, Sendable {
        /// The tool ended by itself with this code.
        case exited(Int32)
        /// The tool was killed by this signal: it crashed or ran into a kernel limit.
        case signalled(Int32)
        /// We killed it at the deadline.
        case deadline
        /// We killed it because it wrote more than `ToolLimits.output`, or because the consumer gave up.
        case overflow
        /// The tool, or a part of the confinement, is not installed or could not be started.
        case unavailable(String)
    }

    /// What is left of a run.
    public struct Outcome: Hashable, Sendable {
        /// How it ended.
        public let status: Status
        /// Standard output, unless a consumer took it.
        public let output: [UInt8]
        /// The first `ToolLimits.diagnostics` bytes of standard error as text.
        public let diagnostics: String
    }

    /// Runs the tool and keeps its standard output.
    public func run(in confinement: Confinement) async -> Outcome {
        var output: [UInt8] = []
        let ended = await run(in: confinement) { output.append(contentsOf: $0) }
        return Outcome(status: ended.status, output: output, diagnostics: ended.diagnostics)
    }

    /// Runs the tool and gives its standard output piece by piece to `consume`, which may throw to stop it (`Status.overflow`).
    public func run(in confinement: Confinement, consume: (UnsafeRawBufferPointer) throws -> Void) async -> Outcome {
        var limits = limits
        limits.deadline = limits.left
        guard limits.deadline > .zero, !Task.isCancelled else {
            limits.time?.runOut()
            return Outcome(status: .deadline, output: [], diagnostics: "")
        }
        let start = ContinuousClock.now
        let outcome = await run(in: confinement, within: limits, consume)
        switch outcome.status {
        case .deadline: limits.time?.runOut()
        // How the kernel ends a process whose processor time is over.
        case .signalled(SIGKILL), .signalled(SIGXCPU):
            if start.duration(to: .now) >= .seconds(limits.cpuSeconds) { limits.time?.runOut() }
        default: break
        }
        return outcome
    }

    private func run(in confinement: Confinement, within limits: ToolLimits, _ consume: (UnsafeRawBufferPointer) throws -> Void) async -> Outcome {
        guard let line = confinement.commandLine(tool: tool, arguments: arguments, input: input, limits: limits) else {
            return Outcome(status: .unavailable(tool), output: [], diagnostics: "")
        }
        var options = PlatformOptions()
        // Its own session: a terminal's interrupt reaches us, and we end the tool; it never outlives its reader half-read.
        options.createSession = true
        // Never our environment: it may hold passwords of the service.
        var values = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp"]
        for (name, value) in variables { values[name] = value.replacing(Self.inputMark, with: confinement.seen(input)) }
        let environment = Environment.custom(Dictionary(uniqueKeysWithValues: values.map { (Environment.Key(stringLiteral: $0), $1) }))
        let start = ContinuousClock.now
        do {
            let handed = try OpenInput.descriptor(confinement.handsOver ? input : nil)
            let result = try await Subprocess.run(
                .path(FilePath(line[0])), arguments: Arguments(Array(line.dropFirst())), environment: environment, workingDirectory: "/",
                platformOptions: options, input: .fileDescriptor(handed, closeAfterSpawningProcess: true), output: .sequence, error: .sequence
            ) { execution in
                try await Self.watch(execution, limits: limits, consume: consume)
            }
            let said = result.closureResult.diagnostics
            // The walls themselves could not be put up: the machine's trouble, which must not be taken for the file's.
            if let wall = ["bwrap: ", "setpriv: ", "prlimit: "].first(where: said.hasPrefix), result.terminationStatus == .exited(1),
                result.closureResult.stopped == nil
            {
                return Outcome(status: .unavailable(String(wall.dropLast(2))), output: [], diagnostics: said)
            }
            return Outcome(
                status: Self.status(result.terminationStatus, stopped: result.closureResult.stopped), output: [], diagnostics: said)
        } catch {
            // Killed at the deadline before it had even begun: that is no tool which is not there.
            if ContinuousClock.now - start >= limits.deadline { return Outcome(status: .deadline, output: [], diagnostics: "\(error)") }
            return Outcome(status: .unavailable(tool), output: [], diagnostics: "\(error)")
        }
    }

    private static func status(_ ended: TerminationStatus, stopped: Status?) -> Status {
        if let stopped { return stopped }
        switch ended {
        case .exited(let code) where code > 128: return .signalled(Int32(code) - 128)
        case .exited(let code): return .exited(Int32(code))
        case .signaled(let signal): return .signalled(Int32(signal))
        }
    }
}
