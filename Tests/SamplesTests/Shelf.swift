import Foundation

/// The folder `Samples` of the source tree, and how it is made.
///
/// `LIANSHEN_WRITE_SAMPLES=1 swift test --filter BrokenFilesTests` writes it anew; otherwise the tests only read it.
enum Shelf {
    static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Samples")
    static let broken = samples.appendingPathComponent("broken")

    /// Writes every folder of `Samples/broken` where the environment asks for it; once, whichever test comes first.
    static let isReady: Bool = {
        guard ProcessInfo.processInfo.environment["LIANSHEN_WRITE_SAMPLES"] == "1" else { return true }
        do {
            try? FileManager.default.removeItem(at: broken)
            for fault in Fault.all {
                let folder = broken.appendingPathComponent(fault.name)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                for file in fault.files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
            }
            return true
        } catch {
            return false
        }
    }()

    /// The last complete set of a fault that has one.
    static func base(of fault: Fault) -> URL? { fault.base == nil ? nil : file("base.zip", of: fault) }

    /// A file of a fault's folder.
    static func file(_ name: String, of fault: Fault) -> URL { broken.appendingPathComponent(fault.name).appendingPathComponent(name) }
}
