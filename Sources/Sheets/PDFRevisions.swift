import Crypto
import Foundation

/// The few questions about a PDF's raw bytes that a signature check needs: where revisions end, and what stands in the hole of a byte range.
///
/// Nothing else of a file is parsed here; bytes are compared, never interpreted.
struct PDFRevisions {
    private let file: FileHandle
    /// Bytes of the file.
    let size: Int
    /// Where each revision ends, in order; the last one is the end of the file.
    private(set) var ends: [Int] = []

    private static let chunk = 1 << 20
    /// What stands before `%%EOF`: `startxref`, a number, line ends.
    private static let lookBehind = 64

    /// Nil when the file cannot be read.
    init?(path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else { return nil }
        self.file = file
        self.size = Int(size)
        guard let found = try? Self.marks(file, self.size) else { return nil }
        ends = found
        // What follows the last mark belongs to the last revision when it is nothing but line ends and blanks, else it is one more.
        if let last = ends.last, isBlank(last..<self.size) { ends[ends.count - 1] = self.size } else { ends.append(self.size) }
    }

    /// The bytes of a range; empty when it is not wholly inside the file.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= size, !range.isEmpty else { return [] }
        guard (try? file.seek(toOffset: UInt64(range.lowerBound))) != nil, let data = try? file.read(upToCount: range.count) else { return [] }
        return Array(data)
    }

    /// Whether a range holds nothing but white space of PDF.
    func isBlank(_ range: Range<Int>) -> Bool {
        guard range.count <= Self.chunk else { return false }
        return bytes(range).allSatisfy { [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
    }

    /// The revision (from 1) that ends at `end`, give or take white space.
    func revision(endingAt end: Int) -> Int? {
        ends.firstIndex { end <= $0 ? isBlank(end..<$0) : isBlank($0..<min(end, size)) }.map { $0 + 1 }
    }

    /// Writes the first `count` bytes of the file to another.
    func copyPrefix(_ count: Int, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let copy = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? copy.close() }
        try file.seek(toOffset: 0)
        var left = count
        while left > 0, let data = try file.read(upToCount: min(left, Self.chunk)), !data.isEmpty {
            try copy.write(contentsOf: data)
            left -= data.count
        }
    }

    /// Every `startxref N %%EOF` with N not 0 (a linearised file has one with 0 behind its first part, which ends no revision).
    private static func marks(_ file: FileHandle, _ size: Int) throws -> [Int] {
        let mark = Array("%%EOF".utf8)
        var found: [Int] = []
        var start = 0
        var window: [UInt8] = []
        try file.seek(toOffset: 0)
        while let data = try file.read(upToCount: chunk), !data.isEmpty {
            window.append(contentsOf: data)
            let isLast = start + window.count >= size
            // A mark so near the end that its line end may be missing waits for the next piece.
            let limit = isLast ? window.count : window.count - 8
            var from = 0
            while let hit = Self.next(mark, in: window, from: from), hit + mark.count <= limit {
                from = hit + mark.count
                guard endsTable(window[max(0, hit - lookBehind)..<hit]) else { continue }
                var end = from
                if end < window.count, window[end] == 0x0D { end += 1 }
                if end < window.count, window[end] == 0x0A { end += 1 }
                found.append(start + end)
            }
            // What is kept is searched again: a mark found twice counts once.
            let kept = min(window.count, 2 * lookBehind)
            start += window.count - kept
            window.removeFirst(window.count - kept)
        }
        return Array(Set(found)).sorted()
    }

    static func next(_ mark: [UInt8], in window: [UInt8], from: Int) -> Int? {
        window.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var place = from
            while place + mark.count <= bytes.count, let hit = memchr(base + place, Int32(mark[0]), bytes.count - place) {
                place = UnsafeRawPointer(hit) - base
                if place + mark.count <= bytes.count, memcmp(base + place, mark, mark.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }

    private static func endsTable(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let match = text.firstMatch(of: #/startxref[ \r\n\t]+([0-9]+)[ \r\n\t]+$/#) else { return false }
        return Int(match.1) != 0
    }
}

extension PDFRevisions {
    /// What a signature's byte range covers, and the digest of what stands in its hole.
    ///
    /// A range that is right begins at 0, leaves out one hole that holds the signature's value and nothing else, and ends where a revision ends.
    func coverage(of field: PDFSignatureFields.Field) -> (coverage: SheetFacts.Signature.Coverage, revision: Int?, valueSha256: String?) {
        let range = field.byteRange
        guard range.count == 4, range[0] == 0, range[1] > 0, range[2] > range[1], range[3] > 0, range[3] <= size, range[2] <= size - range[3] else {
            return (.partial, nil, nil)
        }
        let hole = bytes(range[1]..<range[2])
        guard hole.first == UInt8(ascii: "<"), hole.last == UInt8(ascii: ">") else { return (.partial, nil, nil) }
        let digits = hole.dropFirst().dropLast().filter { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
        let value = String(decoding: digits, as: UTF8.self).lowercased()
        guard let declared = field.value, declared == value[...], digits.allSatisfy(Self.isHexDigit) else { return (.partial, nil, nil) }
        let end = range[2] + range[3]
        let digest = Hex.text(SHA256.hash(data: Self.decoded(digits)))
        guard let revision = revision(endingAt: end) else { return (.partial, nil, digest) }
        return (revision == ends.count ? .file : .revision, revision, digest)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        Character(UnicodeScalar(byte)).isHexDigit
    }

    private static func decoded(_ digits: [UInt8]) -> [UInt8] {
        stride(from: 0, to: digits.count - 1, by: 2).map { index in
            UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) ?? 0
        }
    }
}
