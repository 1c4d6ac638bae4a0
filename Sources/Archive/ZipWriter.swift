import CZlib

/// Writes a ZIP file: the same input gives the same bytes, and layout and names are such that `ZipArchive` finds nothing wrong with them.
///
/// After an error the archive is lost: let the error out of the closure. No clock, no user, no extra fields: entries carry the moment that the
/// caller gives, 1980-01-01 if he gives none.
public struct ZipWriter: ~Copyable {
    /// How an entry's name is written.
    public enum Names: Sendable, Hashable {
        /// UTF-8, with flag 11 where it is needed.
        case utf8
        /// UTF-8 without the flag, as macOS does: for samples and tests.
        case utf8Unflagged
        /// GB18030 without any flag, as Windows in Chinese does: for samples and tests.
        case gb18030
    }

    let out: ByteSink
    private var written: [WrittenEntry] = []
    private var taken: Set<String> = []

    private init(_ out: ByteSink) {
        self.out = out
    }

    /// The archive that `fill` makes, in memory.
    public static func bytes(_ fill: (inout ZipWriter) throws -> Void) throws -> [UInt8] {
        var writer = ZipWriter(ByteSink())
        try fill(&writer)
        try writer.writeDirectory()
        return writer.out.bytes
    }

    /// Writes the archive that `fill` makes to a new or emptied file; on any error the file is removed. Not synced: that is the caller's decision.
    public static func file(at path: String, _ fill: (inout ZipWriter) throws -> Void) throws {
        let out = try ByteSink(path: path)
        do {
            var writer = ZipWriter(out)
            try fill(&writer)
            try writer.writeDirectory()
            try out.finish()
        } catch {
            out.discard()
            throw error
        }
    }

    /// Adds a file whose bytes are at hand. Throws a `ZipFault` for a name that the reader would refuse or that is taken.
    public mutating func add(
        _ name: String, _ bytes: [UInt8], method: ZipEntry.Method = .deflated, modified: ZipTime = .epoch, names: Names = .utf8
    ) throws {
        var rest = bytes[...]
        try add(name, size: UInt64(bytes.count), method: method, modified: modified, names: names) { buffer in
            let piece = rest.prefix(buffer.count)
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }

    /// Adds a file of `size` bytes that `next` provides piece by piece: it fills the buffer and returns how many bytes it put there, 0 at the end.
    /// Throws `ZipFault` with `zip.size` when they are not `size` bytes.
    public mutating func add(
        _ name: String, size: UInt64, method: ZipEntry.Method = .deflated, modified: ZipTime = .epoch, names: Names = .utf8,
        from next: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        try accept(name)
        var entry = try WrittenEntry(name, size: size, method: method, modified: modified, names: names, offset: out.count)
        try out.write(entry.localHeader)
        try entry.pack(from: next, into: out)
        // Sizes and checksum are known now; the header's place was kept.
        try out.overwrite(entry.localHeader, at: entry.offset)
        written.append(entry)
    }

    /// Adds a folder; `name` ends in `/` or gets one.
    public mutating func addFolder(_ name: String, modified: ZipTime = .epoch, names: Names = .utf8) throws {
        let name = name.unicodeScalars.last == "/" ? name : name + "/"
        try accept(name)
        let entry = try WrittenEntry(name, size: 0, method: .stored, modified: modified, names: names, offset: out.count)
        try out.write(entry.localHeader)
        written.append(entry)
    }

    /// A writer whose bytes leave while it goes on: `sent` after every file, the rest with `ended`.
    static func stream() -> ZipWriter { ZipWriter(ByteSink()) }

    /// What was written since the last time.
    func sent() -> [UInt8] { out.take() }

    /// The directory: the last bytes of the archive.
    func ended() throws -> [UInt8] {
        try writeDirectory()
        return out.take()
    }

    private mutating func accept(_ name: String) throws(ZipFault) {
        if let broken = NameRules.broken(by: name, limits: ZipLimits()).first {
            throw ZipFault(broken.rule, entry: NameRules.shown(name), facts: broken.facts)
        }
        let folded = NameRules.folded(name.unicodeScalars.last == "/" ? String(name.dropLast()) : name)
        guard taken.insert(folded).inserted else {
            throw ZipFault(.duplicateName, entry: NameRules.shown(name), facts: ["count": "2"])
        }
    }

    private func writeDirectory() throws {
        let start = out.count
        for entry in written { try out.write(entry.centralHeader) }
        try out.write(EndOfArchive(count: UInt64(written.count), offset: start, size: out.count - start).bytes)
    }
}

/// A ZIP file that leaves while it is made, file after file. Memory: one file, packed, and the directory. Used by one task at a time.
public final class ZipStream {
    private var writer = ZipWriter.stream()

    /// An archive without files.
    public init() {}

    /// Adds a file and gives the bytes that follow those given before. Throws a `ZipFault` for a name that the reader would refuse or that is taken.
    public func add(_ name: String, _ bytes: [UInt8]) throws -> [UInt8] {
        try writer.add(name, bytes)
        return writer.sent()
    }

    /// The last bytes of the archive: its directory.
    public func end() throws -> [UInt8] { try writer.ended() }
}
