import Foundation
import JointReview
import Sheets

/// A folder of a test's own, and the product's confinement of this machine.
struct Workbench: ~Copyable {
    let folder: URL
    static let corpus = ProcessInfo.processInfo.environment["LIANSHEN_CORPUS"].map { URL(fileURLWithPath: $0) }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func put(_ data: Data, as name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try data.write(to: file)
        return file.path
    }

    /// Runs a tool of the machine on files of ours to make a fixture; these files are not hostile.
    func run(_ tool: String, _ arguments: [String]) throws {
        let task = Process()
        task.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        task.arguments = arguments
        try task.run()
        task.waitUntilExit()
        guard task.terminationStatus == 0 || task.terminationStatus == 3 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Facts and codes of a file under a name, with the strongest walls of this machine.
    static func read(_ path: String, as name: String, limits: SheetLimits = SheetLimits()) async -> (SheetFacts?, [String]) {
        let reader = SheetReader(confinement: await Confinement.detect())
        let (facts, findings) = await reader.read(path: path, name: name, limits: limits)
        return (facts, findings.map(\.code))
    }
}
