import Foundation

/// A package as a file of this machine.
enum PackageFile {
    /// Whether there is a file with bytes that may be read: a folder has none, and a pipe or a device would be waited for without end.
    static func isReadable(_ path: String) -> Bool {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let values = try? place.resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile == true && FileManager.default.isReadableFile(atPath: place.path)
    }
}
