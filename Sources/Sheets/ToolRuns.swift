import Foundation

/// The runs of tools that one file needs: each in walls of its own, or taken from a batch that made them together.
struct ToolRuns: Sendable {
    let confinement: Confinement
    private var made: [String: ConfinedCommand.Outcome] = [:]

    init(_ confinement: Confinement) {
        self.confinement = confinement
    }

    /// Bytes of a file up to which its tools run together: a larger one keeps them busy for longer than the walls take to be put up.
    static let largestInput = 1 << 20

    /// Runs `commands`, which read the same file, inside one set of walls, in their order; a command that fails is the last.
    ///
    /// Half of what a small sheet costs is the putting up of walls. The walls are those of a single run (one file, no network, limits for every tool):
    /// a tool that the file takes over could lie about what the tools behind it say of that same file, which the file itself could do as well. A batch
    /// that does not come to a plain end is no answer: every tool is asked again by itself, and its own end counts.
    init(_ confinement: Confinement, _ commands: [ConfinedCommand]) async {
        self.confinement = confinement
        guard let first = commands.first, let path = first.input, let size = Self.size(of: path), size <= Self.largestInput else { return }
        // Unknown to the file: nothing that it makes a tool print can end that tool's part.
        let mark = UUID().uuidString + UUID().uuidString
        var limits = first.limits
        // A part of the file's time only: a batch that needs more says nothing, and each tool by itself says what the trouble is.
        limits.deadline = limits.left / 6
        limits.time = nil
        limits.output = min(limits.output, 16 << 20)
        limits.diagnostics = 1 << 20
        let batch = ConfinedCommand(
            tool: "sh", arguments: ["-c", Self.script(commands), "sh", mark, ConfinedCommand.inputMark], input: path, limits: limits)
        let outcome = await batch.run(in: confinement)
        guard outcome.status == .exited(0) else { return }
        let outputs = Self.parts(Data(outcome.output), mark)
        let complaints = Self.parts(Data(outcome.diagnostics.utf8), mark)
        guard outputs.count == complaints.count, !outputs.isEmpty, outputs.count <= commands.count else { return }
        for (command, (output, complaint)) in zip(commands, zip(outputs, complaints)) {
            // Killed, or not to be started: whether that was the file's doing, only a run of its own can tell.
            guard (0...125).contains(output.code) else { break }
            let said = String(decoding: complaint.bytes.prefix(command.limits.diagnostics), as: UTF8.self)
            made[Self.key(command)] = ConfinedCommand.Outcome(status: .exited(output.code), output: [UInt8](output.bytes), diagnostics: said)
        }
    }

    /// Runs a command, or says how it ended in the batch.
    func run(_ command: ConfinedCommand) async -> ConfinedCommand.Outcome {
        if let done = made[Self.key(command)], done.output.count <= command.limits.output { return done }
        return await command.run(in: confinement)
    }

    /// The same, with the output going to `consume`.
    func run(_ command: ConfinedCommand, consume: (UnsafeRawBufferPointer) throws -> Void) async -> ConfinedCommand.Outcome {
        guard let done = made[Self.key(command)], done.output.count <= command.limits.output else {
            return await command.run(in: confinement, consume: consume)
        }
        do {
            try done.output.withUnsafeBytes { try consume($0) }
            return ConfinedCommand.Outcome(status: done.status, output: [], diagnostics: done.diagnostics)
        } catch {
            return ConfinedCommand.Outcome(status: .overflow, output: [], diagnostics: done.diagnostics)
        }
    }

    private static func key(_ command: ConfinedCommand) -> String { ([command.tool] + command.arguments).joined(separator: "\0") }

    /// Bytes of a file; nil when it cannot be asked.
    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// `$1` is the mark, `$2` the input. The words of the commands are ours; quoted all the same. qpdf says 3 when it only warns.
    private static func script(_ commands: [ConfinedCommand]) -> String {
        let lines = commands.map { command in
            let words = ([command.tool] + command.arguments).map { word in
                word == ConfinedCommand.inputMark ? "\"$input\"" : "'" + word.replacing("'", with: "'\\''") + "'"
            }
            return "run " + words.joined(separator: " ") + " || exit 0"
        }
        let frame = """
            mark=$1 input=$2
            run() {
                "$@" && code=0 || code=$?
                printf '\\n%s %d\\n' "$mark" "$code"
                printf '\\n%s %d\\n' "$mark" "$code" >&2
                [ "$code" -eq 0 ] || [ "$code" -eq 3 ]
            }
            """
        return ([frame] + lines).joined(separator: "\n")
    }

    /// The text before each line of the mark, with the number in that line.
    private static func parts(_ text: Data, _ mark: String) -> [(bytes: Data, code: Int32)] {
        let line = Data("\n\(mark) ".utf8)
        var parts: [(bytes: Data, code: Int32)] = []
        var rest = text
        while let found = rest.range(of: line) {
            let number = rest[found.upperBound...].prefix { $0 != 0x0A }
            guard number.count <= 3, let code = Int32(String(decoding: number, as: UTF8.self)) else { return [] }
            parts.append((rest[rest.startIndex..<found.lowerBound], code))
            rest = rest[number.endIndex...].dropFirst()
        }
        return parts
    }
}
