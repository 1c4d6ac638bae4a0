import Foundation

extension Confinement {
    /// Where a program that does not lie under `/usr` stands inside the walls.
    static let boundProgram = "/program"
    private static let boundLibraries = "/libraries"

    /// Whether a tool is in the one tree that is always inside.
    static func isInside(_ tool: String) -> Bool { tool.hasPrefix("/usr/") }

    /// Binds a program from elsewhere, with the libraries that this process has loaded from elsewhere: it is this product's executable, which needs the
    /// same ones. Files, not folders: nothing else of those folders becomes visible.
    static func bindings(of tool: String) -> [String] {
        guard !isInside(tool) else { return [] }
        // In one folder of their own: folders that lead to a bound file are made for root alone, and nobody would not come to it.
        let bound = libraries.flatMap { ["--ro-bind", $0, "\(boundLibraries)/\(($0 as NSString).lastPathComponent)"] }
        return ["--ro-bind", tool, boundProgram, "--perms", "0755", "--dir", boundLibraries] + bound + [
            "--setenv", "LD_LIBRARY_PATH", boundLibraries,
        ]
    }

    private static let libraries: [String] = {
        // Read to its end: the size that `/proc` gives for it is 0.
        guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"), let data = try? file.readToEnd() else { return [] }
        let paths = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.firstIndex(of: "/").map { String(line[$0...]) }
        }
        let foreign = paths.filter { path in
            path.contains(".so") && !["/usr/", "/lib/", "/lib64/", "/dev/", "/memfd:"].contains { path.hasPrefix($0) }
                && FileManager.default.fileExists(atPath: path)
        }
        return Array(Set(foreign)).sorted()
    }()
}
