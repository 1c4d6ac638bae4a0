import Archive
import JointReview

/// How a package is laid out: which folder everything lies in, where the manifest is, and what an operating system left behind.
struct PackageLayout {
    /// The one folder that holds everything, with its slash; empty when there is none.
    let root: String
    /// The manifest, if there is one at the root.
    let manifest: ZipEntry?
    /// Names of files that nobody meant to pack.
    let clutter: Set<String>

    static let manifestName = "manifest.xml"

    init(_ entries: [ZipEntry]) {
        let clutter = Set(entries.map(\.name).filter(Self.isClutter))
        let files = entries.filter { !$0.isDirectory && !clutter.contains($0.name) }
        // Packing a folder instead of its contents is normal, also when that folder holds just one other.
        var root = ""
        while let first = files.first?.name.dropFirst(root.count), let slash = first.firstIndex(of: "/") {
            let deeper = root + first[...slash]
            guard files.allSatisfy({ $0.name.hasPrefix(deeper) }) else { break }
            if files.contains(where: { $0.name == root + Self.manifestName }) { break }
            root = deeper
        }
        self.root = root
        self.clutter = clutter
        manifest =
            files.first { $0.name == root + Self.manifestName } ?? files.first { $0.name.lowercased() == root.lowercased() + Self.manifestName }
    }

    /// Files of the desktop: macOS resource forks and folder views, thumbnails of Windows, marks of documents and drawings that are open somewhere.
    private static func isClutter(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard let last = parts.last?.lowercased() else { return false }
        if parts.first == "__MACOSX" || last.hasPrefix("._") || [".ds_store", "thumbs.db", "desktop.ini"].contains(last) { return true }
        let suffix = last.split(separator: ".").last ?? ""
        return last.hasPrefix("~$") && officeSuffixes.contains(String(suffix)) || last.hasPrefix(".~lock.") || ["dwl", "dwl2"].contains(suffix)
    }

    private static let officeSuffixes: Set<String> = ["doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps"]

    /// The name in the archive that a path of the manifest means; nil when there is no such file among `names`.
    func member(_ path: String, in names: Set<String>) -> String? {
        var plain = path.replacing("\\", with: "/")
        while plain.hasPrefix("./") { plain.removeFirst(2) }
        return [root + plain, plain].first { names.contains($0) }
    }
}
