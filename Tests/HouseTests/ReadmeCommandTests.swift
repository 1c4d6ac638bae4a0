import Foundation
import Testing

/// What the README tells people to type exists as it is written.
struct ReadmeCommandTests {
    @Test("Every `lianshen …` line of the README is a command with these options")
    func commands() throws {
        let lines = try Repository.text("README.md").split(separator: "\n").filter { $0.hasPrefix("lianshen ") }
        #expect(lines.count > 20)
        for line in lines {
            let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init).dropFirst()
            let verbs = words.prefix { $0.wholeMatch(of: /[a-z][a-z-]*/) != nil }
            let help = try Self.help(Array(verbs))
            #expect(help.contains("USAGE: lianshen"), "\(line)")
            let usage = help.split(separator: "\n").first { $0.hasPrefix("USAGE:") } ?? ""
            #expect(usage.hasPrefix("USAGE: lianshen " + verbs.prefix(1).joined()), "\(line)")
            for option in words where option.hasPrefix("--") { #expect(help.contains(option), "\(option) of \(line)") }
        }
    }

    /// The help of a command. Words behind the verbs that look like verbs are arguments; the longest run of words that has a help of its own wins.
    private static func help(_ verbs: [String]) throws -> String {
        for count in stride(from: verbs.count, through: 1, by: -1) {
            let process = Process()
            let output = Pipe()
            process.executableURL = binary
            process.arguments = Array(verbs.prefix(count)) + ["--help"]
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            if process.terminationStatus == 0, text.contains("USAGE: lianshen " + verbs.prefix(count).joined(separator: " ")) { return text }
        }
        return ""
    }

    /// `LIANSHEN_BINARY`, else the program that was built beside these tests.
    private static var binary: URL {
        if let path = ProcessInfo.processInfo.environment["LIANSHEN_BINARY"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent().appendingPathComponent("lianshen")
    }
}
