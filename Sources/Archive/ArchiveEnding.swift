import Glibc

/// The last bytes of a drawing: a ZIP is read from its end, so a file can be a PDF to one program and an archive to another.
///
/// Asked only of kinds whose own form has no archive in it: DWF, SketchUp and office files rightly hold one.
struct ArchiveEnding {
    /// What the file's name promises.
    let kind: String
    private let start: UInt64
    private let size: UInt64
    private var bytes: [UInt8] = []

    private static let kinds: Set<String> = [
        "bmp", "csv", "dwg", "dxf", "gif", "ifc", "jpeg", "jpg", "pdf", "png", "svg", "tif", "tiff", "txt", "xml",
    ]

    /// Nil where the end decides nothing.
    init?(_ entry: ZipEntry) {
        guard let kind = fileExtension(of: entry.name), Self.kinds.contains(kind) else { return nil }
        self.kind = kind.uppercased()
        size = entry.size
        start = entry.size - min(entry.size, UInt64(DirectoryLocation.tailLength))
    }

    /// Keeps what of `piece` belongs to the end.
    mutating func take(_ piece: UnsafeRawBufferPointer, at offset: UInt64) {
        guard offset + UInt64(piece.count) > start else { return }
        bytes.append(contentsOf: piece.dropFirst(offset < start ? Int(start - offset) : 0))
    }

    /// Whether an end record stands there with a directory before it. Its comment need not fit: some readers do not ask.
    var holdsDirectory: Bool {
        var place = 0
        while let next = signature(from: place) {
            if leads(next) { return true }
            place = next + 1
        }
        return false
    }

    private func leads(_ place: Int) -> Bool {
        let length = bytes.u32(place + 12)
        let count = bytes.u16(place + 10)
        // A ZIP64 one says its size elsewhere; an empty one hides nothing.
        if count == Saturated.short || length == Saturated.long { return true }
        guard count > 0, length >= 46 else { return false }
        // A directory longer than the bytes that were kept is as good as seen.
        guard length <= UInt64(place) else { return UInt64(length) <= start + UInt64(place) }
        return bytes.has(Signature.central, at: place - Int(length))
    }

    /// The next place where a whole end record can begin. `memchr`, because this runs over the end of every drawing.
    private func signature(from place: Int) -> Int? {
        bytes.withUnsafeBytes { all -> Int? in
            guard let first = all.baseAddress else { return nil }
            var at = place
            while at + 22 <= all.count, let found = memchr(first + at, 0x50, all.count - at - 21) {
                at = UnsafeRawPointer(found) - first
                if all.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian == Signature.end { return at }
                at += 1
            }
            return nil
        }
    }
}
