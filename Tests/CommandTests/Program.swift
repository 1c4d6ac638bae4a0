import Foundation
import Subprocess
import SystemPackage

/// The program under test, as its users start it: a process for each command.
enum Program {
    /// `LIANSHEN_BINARY`, or what was built beside these tests.
    static let path =
        ProcessInfo.processInfo.environment["LIANSHEN_BINARY"] ?? Bundle.main.bundleURL.appendingPathComponent("lianshen").path

    /// How a command ended and what it said.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a command to its end. Nothing of the caller's own settings reaches it.
    static func run(_ arguments: [String], _ variables: [String: String] = [:], input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: environment(variables), input: .string(input),
            output: .string(limit: 64 << 20), error: .string(limit: 4 << 20))
        return Outcome(status: status(result.terminationStatus), output: result.standardOutput, errors: result.standardError)
    }

    /// Runs a command and calls `each` with every line of its output as it is printed; gives how it ended.
    static func follow(
        _ arguments: [String], _ variables: [String: String] = [:], _ each: (String) async throws -> Void
    ) async throws -> Int32 {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: environment(variables), input: .none, output: .sequence,
            error: .discarded
        ) { execution in
            for try await line in execution.standardOutput.strings() where !line.isEmpty { try await each(line) }
        }
        return status(result.terminationStatus)
    }

    /// What a program built with the thread sanitizer needs to know: what to leave out, and where to report to.
    static let sanitizer = ProcessInfo.processInfo.environment.filter { $0.key == "TSAN_OPTIONS" }

    static func environment(_ variables: [String: String]) -> Subprocess.Environment {
        let plain = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
        let all = plain.merging(sanitizer) { $1 }.merging(variables) { $1 }.map { (Subprocess.Environment.Key(stringLiteral: $0), $1) }
        return .custom(Dictionary(uniqueKeysWithValues: all))
    }

    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): Int32(code)
        case .signaled(let signal): 128 + Int32(signal)
        }
    }
}

/// What is in a gzipped file, by the system's own tool.
func unpacked(_ path: String) async throws -> String {
    try await Subprocess.run(
        .path("/bin/gzip"), arguments: ["-dc", path], environment: Program.environment([:]), output: .string(limit: 64 << 20)
    ).standardOutput
}

/// A folder of one test, gone afterwards.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-command-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
