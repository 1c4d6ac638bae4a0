import Glibc

/// The file in the root which says whose blobs these are: blobs of one database beside the rows of another are a mix-up that nobody can undo.
struct Marker {
    private static let heading = "lianshen blobs 1\ndatabase: "
    private let layout: Layout

    /// What a marker says.
    static func text(of owner: String) -> String { heading + owner + "\n" }

    /// Whom a marker names; nil when it is none of this version.
    static func owner(in text: String) -> String? {
        text.hasPrefix(heading) && text.hasSuffix("\n") ? String(text.dropFirst(heading.count).dropLast()) : nil
    }

    init(_ layout: Layout) {
        self.layout = layout
    }

    /// Marks a new or empty folder as the owner's, or checks the mark.
    func claim(for owner: String) throws {
        if try matches(owner) { return }
        let names = try FolderCalls.names(in: layout.root).filter { $0 != "lost+found" && !$0.hasPrefix(".marker-") }
        guard names.isEmpty else {
            // Another process may have marked and begun to fill the folder since the first look.
            if try matches(owner) { return }
            throw BlobError.unmarkedFolder(path: layout.root)
        }
        let draft = layout.root + "/.marker-" + String(UInt64.random(in: .min ... .max), radix: 16)
        try write(owner, to: draft)
        if try FolderCalls.moveWithoutReplacing(draft, to: layout.marker) { return try FolderCalls.sync(layout.root) }
        try FolderCalls.remove(draft)
        guard try matches(owner) else { throw BlobError.unreadableMarker(path: layout.marker) }
    }

    /// Whether the marker names this owner; false when there is no marker, an error when it names another.
    private func matches(_ owner: String) throws -> Bool {
        guard try FileStatus.of(layout.marker) != nil else { return false }
        let file = try OpenFile(layout.marker, O_RDONLY)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        guard let found = Self.owner(in: text) else { throw BlobError.unreadableMarker(path: layout.marker) }
        guard found == owner else { throw BlobError.foreignFolder(path: layout.root, expected: owner, found: found) }
        return true
    }

    private func write(_ owner: String, to path: String) throws {
        let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
        let bytes = Array(Self.text(of: owner).utf8)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.syncData()
    }
}
