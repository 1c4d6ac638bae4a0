import Foundation

/// Reads gzip with the system's own program: our compressor is not its own judge.
enum Gzip {
    static func expand(_ bytes: Data) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "lianshen-\(UUID().uuidString).gz")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let program = Process()
        program.executableURL = URL(filePath: "/bin/gzip")
        program.arguments = ["-dc", file.path]
        let output = Pipe()
        program.standardOutput = output
        try program.run()
        let expanded = try output.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        guard program.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return expanded
    }
}
