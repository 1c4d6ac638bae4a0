import Foundation

/// A file that header readers ask for short ranges, so that none of them holds more than it needs.
struct PrefixedFile {
    private let file: FileHandle
    /// Bytes of the file.
    let size: Int

    /// Nil when it cannot be opened.
    init?(path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else { return nil }
        self.file = file
        self.size = Int(size)
    }

    /// Exactly `count` bytes at `offset`, or nil when they are not all there.
    func bytes(_ offset: Int, _ count: Int) -> [UInt8]? {
        guard offset >= 0, count > 0, count <= 1 << 20, offset <= size - count else { return nil }
        guard (try? file.seek(toOffset: UInt64(offset))) != nil, let data = try? file.read(upToCount: count), data.count == count else { return nil }
        return Array(data)
    }

    /// An unsigned number of up to four bytes, least significant first unless `bigEndian`.
    func number(_ offset: Int, _ count: Int, bigEndian: Bool = false) -> Int? {
        guard count <= 4, let bytes = bytes(offset, count) else { return nil }
        return (bigEndian ? bytes : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
}
