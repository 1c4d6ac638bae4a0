import Foundation

/// The reader of headers as a program of its own: a confined run of this product's executable, so that a header which brings it down ends that run and
/// not the server.
///
/// Headers of DWG, DXF, IFC and pictures have no tool in the distribution that says what we ask; our reader is small and bounded, and still is not
/// trusted with foreign bytes inside a process that holds a database connection.
public struct HeaderProgram: Hashable, Sendable {
    /// The variable that makes the executable read a header and nothing else: the kind, a colon, the path. No argument could: Swift looks for
    /// arguments in `/proc`, which is not there inside the walls.
    static let variable = "LIANSHEN_READ_HEADER"

    /// Absolute path of the executable.
    public let path: String
    /// Arguments for another executable than this product's.
    public let arguments: [String]

    /// A program; `own` is the usual one.
    public init(path: String, arguments: [String] = []) {
        self.path = path
        self.arguments = arguments
    }

    /// The executable of this process; nil where the system does not say, and for one built with the thread sanitizer, which needs the addresses and the
    /// `/proc` that the walls take away.
    public static func own() -> HeaderProgram? {
        guard dlsym(nil, "__tsan_init") == nil else { return nil }
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map { HeaderProgram(path: $0) }
    }

    /// Called first of all by the executable: whether it was started to read a header. It has done so then, and ends.
    public static func answersHere() -> Bool {
        guard let order = ProcessInfo.processInfo.environment[variable]?.split(separator: ":", maxSplits: 1), order.count == 2 else { return false }
        if let kind = FileKind(rawValue: String(order[0])),
            let answer = try? JSONEncoder().encode(HeaderReading.read(path: String(order[1]), kind: kind))
        {
            FileHandle.standardOutput.write(answer)
        }
        return true
    }
}

extension SheetReader {
    /// Facts of a header, read in a confined run of `headers`, and in this process where there is no such program or it cannot be started inside the walls.
    func header(path: String, kind: FileKind, limits: SheetLimits) async -> (facts: SheetFacts, fault: SheetCode?) {
        guard let headers else { return (HeaderReading.read(path: path, kind: kind), nil) }
        let command = ConfinedCommand(
            tool: headers.path, arguments: headers.arguments, variables: [HeaderProgram.variable: "\(kind.rawValue):\(ConfinedCommand.inputMark)"],
            input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement)
        switch outcome.status {
        case .exited(0):
            let facts = try? JSONDecoder().decode(SheetFacts.self, from: Data(outcome.output))
            return facts.map { ($0, nil) } ?? (SheetFacts(kind: kind), .toolFailed)
        // Another user cannot come to an executable in a closed folder (126), nor find its libraries (127).
        case .unavailable, .exited(126), .exited(127): return (HeaderReading.read(path: path, kind: kind), nil)
        case .deadline: return (SheetFacts(kind: kind), .timeout)
        case .exited, .signalled, .overflow: return (SheetFacts(kind: kind), .toolFailed)
        }
    }
}
