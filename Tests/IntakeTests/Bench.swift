import Archive
import Foundation
import Intake
import JointReview
import Manifest
import Sheets

/// A folder of a test's own, and packages made in it.
struct Bench: ~Copyable {
    let folder: URL
    static let corpus = ProcessInfo.processInfo.environment["LIANSHEN_CORPUS"].map { URL(fileURLWithPath: $0) }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Bytes as a file of the folder.
    func put(_ bytes: [UInt8], as name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// What the files of a package give, read in the strongest walls of this machine.
    func read(_ files: [(String, [UInt8])], names: ZipWriter.Names = .utf8, limits: IntakeLimits = IntakeLimits()) async throws -> IntakeResult {
        let bytes = try ZipWriter.bytes { writer in
            for (name, bytes) in files {
                if name.hasSuffix("/") { try writer.addFolder(name, names: names) } else { try writer.add(name, bytes, names: names) }
            }
        }
        return try await read(bytes, limits: limits)
    }

    /// The same for a package that is made already.
    func read(_ bytes: [UInt8], as name: String = "图纸包.zip", limits: IntakeLimits = IntakeLimits(), judging judgement: Judgement? = nil)
        async throws -> IntakeResult
    {
        let path = try put(bytes, as: "package-\(UUID().uuidString).zip")
        let intake = Intake(confinement: await Confinement.detect(), limits: limits)
        return try await intake.read(path: path, name: name, into: try ScratchFolder(in: folder.path), judging: judgement)
    }

    /// Runs a tool of the machine on files of ours to make a fixture.
    func run(_ tool: String, _ arguments: [String]) throws {
        let task = Process()
        task.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        task.arguments = arguments
        try task.run()
        task.waitUntilExit()
        guard task.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

extension IntakeResult {
    /// The codes in their order.
    var codes: [String] { findings.map(\.code) }
}

extension PackageManifest {
    /// A list of sheets, each in a file called by its number.
    static func listing(_ numbers: [String], change: (inout PackageManifest) -> Void = { _ in }) -> [UInt8] {
        var manifest = PackageManifest(
            project: "【样例·非真实工程】",
            sheets: numbers.map { .init(number: $0, title: "平面", revision: "A", specialty: "建筑", kind: .floorPlan, file: "\($0).pdf") })
        change(&manifest)
        return Array(ManifestWriter.xml(manifest).utf8)
    }
}
