import CZlib
import Glibc

/// Watches the unpacked bytes of one entry: their number, their checksum, and what they are.
struct ContentCheck {
    /// Bytes handed on so far.
    private(set) var count: UInt64 = 0
    private let entry: ZipEntry
    private let limits: ZipLimits
    private var crc: UInt = 0
    /// The last bytes of the piece before, for a signature that lies across two pieces.
    private var tail: [UInt8] = []
    private var ending: ArchiveEnding?

    init(_ entry: ZipEntry, limits: ZipLimits) {
        self.entry = entry
        self.limits = limits
        ending = ArchiveEnding(entry)
    }

    /// Checks one piece and hands it on; the first piece is as long as the entry or the buffer allows.
    mutating func take(_ piece: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard count + UInt64(piece.count) <= entry.size else {
            throw fault(.size, ["declared": "\(entry.size)", "found": "> \(entry.size)"])
        }
        guard !piece.isEmpty else { return }
        if count == 0 { try refuseNested(piece) }
        ending?.take(piece, at: count)
        if entry.method == .stored, entry.hasDescriptor { try refuseRecords(piece) }
        crc = CZlib.crc32_z(crc, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), piece.count)
        count += UInt64(piece.count)
        try sink(piece)
    }

    /// Whether everything that was declared has come, and is what was declared.
    func finish() throws(ZipFault) {
        guard count == entry.size else { throw fault(.size, ["declared": "\(entry.size)", "found": "\(count)"]) }
        let found = UInt32(truncatingIfNeeded: crc)
        guard found == entry.crc32 else { throw fault(.crc, ["declared": hexadecimal(entry.crc32), "found": hexadecimal(found)]) }
        if let ending, ending.holdsDirectory { throw fault(.polyglot, ["kind": ending.kind]) }
    }

    func fault(_ rule: ZipFault.Rule, _ facts: [String: String] = [:]) -> ZipFault {
        ZipFault(rule, entry: NameRules.shown(entry.name), facts: facts)
    }

    /// The file became shorter, or its disk failed, after it was opened.
    func cutOff(_ source: ByteSource) -> ZipFault {
        fault(.truncated, ["bytes": "\(source.count)"])
    }

    private func refuseNested(_ piece: UnsafeRawBufferPointer) throws(ZipFault) {
        guard let kind = ArchiveKind(head: Array(piece.prefix(ArchiveKind.headLength))), kind != .pdf,
            !limits.nested.contains(fileExtension(of: entry.name) ?? "")
        else { return }
        throw fault(.nested, ["kind": kind.rawValue])
    }

    /// Stored data whose length is told afterwards: a streaming reader ends them at the first thing that looks like a record. Harmless as long as
    /// nothing in them does.
    private mutating func refuseRecords(_ piece: UnsafeRawBufferPointer) throws(ZipFault) {
        let seam = tail + piece.prefix(3)
        tail = Array((tail + piece.suffix(3)).suffix(3))
        if seam.withUnsafeBytes(holdsRecord) || holdsRecord(piece) { throw fault(.storedDescriptor) }
    }
    /// Whether the signature of a descriptor or a local header stands anywhere in `bytes`.
    private func holdsRecord(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var at = 0
        // memchr, because this runs over every byte of what may be a gigabyte.
        while at + 4 <= bytes.count, let found = memchr(start + at, 0x50, bytes.count - at - 3) {
            at = UnsafeRawPointer(found) - start
            let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian
            if word == Signature.descriptor || word == Signature.localHeader { return true }
            at += 1
        }
        return false
    }
}
