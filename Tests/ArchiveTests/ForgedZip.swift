import Archive

/// A ZIP file written byte by byte, so that any field can lie. Says nothing about what is right: `ForgedZip(entries).bytes` with nothing changed is
/// a plain valid archive.
struct ForgedZip {
    struct Entry {
        var name: [UInt8]
        var data: [UInt8]
        var packed: [UInt8]
        var method: UInt16 = 0
        var neededVersion: UInt64 = 20
        var localNeededVersion: UInt64?
        var flags: UInt16 = 0
        var crc: UInt32
        var size: UInt64
        var packedSize: UInt64
        var extra: [UInt8] = []
        var comment: [UInt8] = []
        var attributes: UInt32 = 0o100644 << 16
        var madeBy: UInt64 = 0x0314
        var disk: UInt16 = 0
        var headerOffset: UInt64?
        var descriptor: [UInt8] = []
        var localName: [UInt8]?
        var localFlags: UInt16?
        var localMethod: UInt16?
        var localCrc: UInt32?
        var localSize: UInt32?
        var localPackedSize: UInt32?
        var localExtra: [UInt8] = []
        var isListed = true
        var hasLocal = true
        /// Old fields saturated, numbers in a ZIP64 field, in the directory.
        var isWide = false

        init(_ name: String, _ data: String = "data") {
            self.init(raw: Array(name.utf8), Array(data.utf8))
        }

        init(raw name: [UInt8], _ data: [UInt8]) {
            self.name = name
            self.data = data
            packed = data
            crc = checksum(data)
            size = UInt64(data.count)
            packedSize = UInt64(data.count)
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    /// Whether stated offsets count the prefix in, as a repaired self-extracting archive does.
    var countsPrefix = false
    var beforeDirectory: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var hasZip64 = false
    var directoryOffset: UInt64?
    var directorySize: UInt64?
    var count: UInt64?
    var disk: UInt16 = 0
    var locatorOffset: UInt64?
    var directoryOrder: [Int]?

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    var bytes: [UInt8] {
        var file = prefix
        let base = countsPrefix ? 0 : prefix.count
        var offsets: [UInt64] = []
        for entry in entries {
            offsets.append(UInt64(file.count - base))
            if entry.hasLocal { file += local(entry) + entry.packed + entry.descriptor }
        }
        file += beforeDirectory
        let start = UInt64(file.count - base)
        var directory: [UInt8] = []
        for index in directoryOrder ?? Array(entries.indices) where entries[index].isListed {
            directory += central(entries[index], at: entries[index].headerOffset ?? offsets[index])
        }
        file += directory
        let listed = count ?? UInt64(entries.count { $0.isListed })
        return file + end(listed, directorySize ?? UInt64(directory.count), directoryOffset ?? start, at: UInt64(file.count - base)) + suffix
    }

    private func local(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = Array("PK".utf8) + [3, 4]
        bytes +=
            le(entry.localNeededVersion ?? entry.neededVersion, 2) + le(UInt64(entry.localFlags ?? entry.flags), 2)
            + le(UInt64(entry.localMethod ?? entry.method), 2) + le(0x21_0000, 4)
        bytes += le(UInt64(entry.localCrc ?? entry.crc), 4)
        bytes += le(UInt64(entry.localPackedSize ?? UInt32(truncatingIfNeeded: entry.packedSize)), 4)
        bytes += le(UInt64(entry.localSize ?? UInt32(truncatingIfNeeded: entry.size)), 4)
        let name = entry.localName ?? entry.name
        return bytes + le(UInt64(name.count), 2) + le(UInt64(entry.localExtra.count), 2) + name + entry.localExtra
    }

    private func central(_ entry: Entry, at offset: UInt64) -> [UInt8] {
        let wide = le(1, 2) + le(24, 2) + le(entry.size, 8) + le(entry.packedSize, 8) + le(offset, 8)
        let extra = entry.isWide ? wide + entry.extra : entry.extra
        func narrow(_ value: UInt64) -> [UInt8] { entry.isWide ? le(0xFFFF_FFFF, 4) : le(value, 4) }
        var bytes: [UInt8] = Array("PK".utf8) + [1, 2]
        bytes += le(entry.madeBy, 2) + le(entry.neededVersion, 2) + le(UInt64(entry.flags), 2) + le(UInt64(entry.method), 2) + le(0x21_0000, 4)
        bytes += le(UInt64(entry.crc), 4) + narrow(entry.packedSize) + narrow(entry.size)
        bytes += le(UInt64(entry.name.count), 2) + le(UInt64(extra.count), 2) + le(UInt64(entry.comment.count), 2)
        bytes += le(UInt64(entry.disk), 2) + le(0, 2) + le(UInt64(entry.attributes), 4) + narrow(offset)
        return bytes + entry.name + extra + entry.comment
    }

    private func end(_ count: UInt64, _ size: UInt64, _ offset: UInt64, at here: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        if hasZip64 {
            bytes += Array("PK".utf8) + [6, 6] + le(44, 8) + le(45, 2) + le(45, 2) + le(0, 8)
            bytes += le(count, 8) + le(count, 8) + le(size, 8) + le(offset, 8)
            bytes += Array("PK".utf8) + [6, 7] + le(0, 4) + le(locatorOffset ?? here, 8) + le(1, 4)
        }
        bytes += Array("PK".utf8) + [5, 6] + le(UInt64(disk), 2) + le(0, 2)
        bytes += hasZip64 ? le(.max, 2) + le(.max, 2) + le(.max, 4) + le(.max, 4) : le(count, 2) + le(count, 2) + le(size, 4) + le(offset, 4)
        return bytes + le(UInt64(comment.count), 2) + comment
    }
}

/// `value` as `width` little-endian bytes; what does not fit is cut.
func le(_ value: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// CRC-32 of our own, so that the tests do not ask zlib whether zlib is right.
func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in crc >> 8 ^ checksums[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
}

private let checksums: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
}

/// A deflated entry: the packed bytes are cut out of an archive of the writer's.
func deflated(_ name: String, _ data: [UInt8]) throws -> ForgedZip.Entry {
    let archive = try ZipWriter.bytes { try $0.add("x", data) }
    var entry = ForgedZip.Entry(raw: Array(name.utf8), data)
    guard let packed = ZipArchive.open(bytes: archive, limits: ZipLimits(ratio: .max)).archive?.entries.first else { return entry }
    entry.packed = Array(archive[Int(packed.dataOffset)..<Int(packed.dataOffset + packed.compressedSize)])
    entry.packedSize = packed.compressedSize
    entry.method = 8
    return entry
}

/// The Info-ZIP Unicode path field.
func unicodePath(_ text: String, for raw: [UInt8]) -> [UInt8] {
    let body = [1] + le(UInt64(checksum(raw)), 4) + Array(text.utf8)
    return le(0x7075, 2) + le(UInt64(body.count), 2) + body
}

/// The codes of every fault of an archive, those that only unpacking shows included.
func faults(of bytes: [UInt8], limits: ZipLimits = ZipLimits(), names: UnflaggedNames = .detect) -> [ZipFault] {
    let (archive, faults) = ZipArchive.open(bytes: bytes, limits: limits, names: names)
    return faults + contentFaults(of: archive)
}

func contentFaults(of archive: ZipArchive?) -> [ZipFault] {
    guard let archive else { return [] }
    return archive.entries.compactMap { entry in
        do {
            try archive.read(entry) { _ in }
            return nil
        } catch {
            return error as? ZipFault
        }
    }
}

func codes(of bytes: [UInt8], limits: ZipLimits = ZipLimits()) -> [String] {
    faults(of: bytes, limits: limits).map(\.code)
}

/// `text` in GB18030, for the few characters that the tests use.
func gbk(_ text: String) -> [UInt8] {
    let table: [Character: [UInt8]] = [
        "建": [0xBD, 0xA8], "筑": [0xD6, 0xFE], "总": [0xD7, 0xDC], "平": [0xC6, 0xBD], "面": [0xC3, 0xE6], "图": [0xCD, 0xBC],
        "（": [0xA3, 0xA8], "审": [0xC9, 0xF3], "定": [0xB6, 0xA8], "）": [0xA3, 0xA9], "结": [0xBD, 0xE1], "施": [0xCA, 0xA9],
        "乗": [0x81, 0x5C],
    ]
    return text.flatMap { table[$0] ?? Array(String($0).utf8) }
}
