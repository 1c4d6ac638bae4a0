import CZlib

/// One entry while it is written: what both of its headers need.
struct WrittenEntry {
    let rawName: [UInt8]
    let flags: UInt16
    let method: ZipEntry.Method
    let modified: ZipTime
    let offset: UInt64
    /// Sizes in the local header are 64 bits wide from the start: the header cannot grow afterwards.
    let isWide: Bool
    let isFolder: Bool
    let size: UInt64
    private(set) var compressedSize: UInt64 = 0
    private(set) var crc32: UInt32 = 0

    init(
        _ name: String, size: UInt64, method: ZipEntry.Method, modified: ZipTime, names: ZipWriter.Names, offset: UInt64
    ) throws(ZipFault) {
        guard let raw = names == .gb18030 ? GB18030.bytes(name) : Array(name.utf8) else {
            throw ZipFault(.encoding, entry: NameRules.shown(name), facts: ["encoding": "GB18030"])
        }
        rawName = raw
        flags = names == .utf8 && !name.utf8.allSatisfy { $0 < 0x80 } ? CentralRecord.Flag.utf8 : 0
        isFolder = raw.last == UInt8(ascii: "/")
        self.size = size
        self.method = method
        self.modified = modified
        self.offset = offset
        // Deflate can grow what it cannot pack, by far less than the 64 MiB that are left here.
        isWide = size > UInt64(UInt32.max) - (64 << 20)
    }

    /// Packs what `next` provides into `out` and remembers sizes and checksum.
    mutating func pack(from next: (UnsafeMutableRawBufferPointer) throws -> Int, into out: ByteSink) throws {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { room.deallocate() }
        let start = out.count
        let deflater = method == .deflated ? Deflater() : nil
        var crc: UInt = 0
        var taken: UInt64 = 0
        while true {
            let count = try next(room)
            guard count > 0 else { break }
            let piece = UnsafeRawBufferPointer(rebasing: room[..<count])
            crc = CZlib.crc32_z(crc, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
            taken += UInt64(count)
            if let deflater { try deflater.pack(piece, into: out) } else { try out.write(piece) }
        }
        try deflater?.finish(into: out)
        guard taken == size else {
            throw ZipFault(.size, entry: NameRules.shown(rawName), facts: ["declared": "\(size)", "found": "\(taken)"])
        }
        crc32 = UInt32(truncatingIfNeeded: crc)
        compressedSize = out.count - start
    }

    /// The header before the data.
    var localHeader: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(le: Signature.localHeader)
        appendCommon(to: &bytes, sizes: isWide ? nil : (compressedSize, size))
        bytes.append(le: UInt16(rawName.count))
        bytes.append(le: UInt16(isWide ? 20 : 0))
        bytes += rawName
        if isWide { appendZip64(to: &bytes, [size, compressedSize]) }
        return bytes
    }

    /// The record of the central directory. Made by "Unix": then the attributes' upper half is a file mode that every unpacker understands.
    var centralHeader: [UInt8] {
        let isFar = offset >= UInt64(UInt32.max)
        let wide = (isWide ? [size, compressedSize] : []) + (isFar ? [offset] : [])
        var bytes: [UInt8] = []
        bytes.append(le: Signature.central)
        bytes.append(le: UInt16(3 << 8 | 45))
        appendCommon(to: &bytes, sizes: isWide ? nil : (compressedSize, size))
        bytes.append(le: UInt16(rawName.count))
        bytes.append(le: UInt16(wide.isEmpty ? 0 : 4 + wide.count * 8))
        bytes.append(le: UInt16(0))
        bytes.append(le: UInt16(0))
        bytes.append(le: UInt16(0))
        bytes.append(le: UInt32(isFolder ? 0o040755 << 16 | 0x10 : 0o100644 << 16))
        bytes.append(le: isFar ? Saturated.long : UInt32(offset))
        bytes += rawName
        if !wide.isEmpty { appendZip64(to: &bytes, wide) }
        return bytes
    }

    private func appendCommon(to bytes: inout [UInt8], sizes: (packed: UInt64, full: UInt64)?) {
        bytes.append(le: UInt16(isWide ? 45 : 20))
        bytes.append(le: flags)
        bytes.append(le: method.rawValue)
        bytes.append(le: modified.time)
        bytes.append(le: modified.date)
        bytes.append(le: crc32)
        bytes.append(le: sizes.map { UInt32($0.packed) } ?? Saturated.long)
        bytes.append(le: sizes.map { UInt32($0.full) } ?? Saturated.long)
    }

    private func appendZip64(to bytes: inout [UInt8], _ numbers: [UInt64]) {
        bytes.append(le: UInt16(1))
        bytes.append(le: UInt16(numbers.count * 8))
        for number in numbers { bytes.append(le: number) }
    }
}

/// The end record, with its ZIP64 twin where a number needs it.
struct EndOfArchive {
    let count: UInt64
    let offset: UInt64
    let size: UInt64

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if count >= UInt64(Saturated.short) || offset >= UInt64(Saturated.long) || size >= UInt64(Saturated.long) {
            bytes.append(le: Signature.zip64End)
            bytes.append(le: UInt64(44))
            bytes.append(le: UInt16(3 << 8 | 45))
            bytes.append(le: UInt16(45))
            bytes.append(le: UInt64(0))
            for number in [count, count, size, offset] { bytes.append(le: number) }
            bytes.append(le: Signature.zip64Locator)
            bytes.append(le: UInt32(0))
            bytes.append(le: offset + size)
            bytes.append(le: UInt32(1))
        }
        bytes.append(le: Signature.end)
        bytes.append(le: UInt32(0))
        bytes.append(le: UInt16(clamping: count))
        bytes.append(le: UInt16(clamping: count))
        bytes.append(le: UInt32(clamping: size))
        bytes.append(le: UInt32(clamping: offset))
        bytes.append(le: UInt16(0))
        return bytes
    }
}
